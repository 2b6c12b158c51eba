import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Entry } from './living-keys.ts';

/*
 * The engine's token says what a WebSocket may hear, and nothing of who was given it. To it is added, behind a `~`, what
 * let them in, sealed with a secret of the product, so that the front server can close the socket with the key.
 */

/** The engine's token with what let its holder in. */
export function sealToken(token: string, entry: Entry, secret: string): string {
  const content = `${token}~${Buffer.from(JSON.stringify(entry)).toString('base64url')}`;
  return `${content}~${seal(content, secret)}`;
}

/** The engine's token and what let its holder in, null where that was nothing; undefined where somebody made it up. */
export function openToken(
  sealed: string,
  secret: string,
): { token: string; entry: Entry | null } | undefined {
  const [token = '', about, mac, ...more] = sealed.split('~');
  if (about === undefined) return { token, entry: null };
  const [given, right] = [mac ?? '', seal(`${token}~${about}`, secret)].map((text) => Buffer.from(text));
  if (
    more.length > 0 ||
    given?.length !== right?.length ||
    !timingSafeEqual(given as Buffer, right as Buffer)
  )
    return undefined;
  return { token, entry: JSON.parse(Buffer.from(about, 'base64url').toString()) as Entry };
}

const seal = (content: string, secret: string): string =>
  createHmac('sha256', createHmac('sha256', secret).update('socket token').digest())
    .update(content)
    .digest('base64url');
