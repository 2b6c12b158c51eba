import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const maxAgeSeconds = 300;

/** The key that signs, and, while keys are changed, the one that still counts (or counts already) beside it. */
export type SigningKeys = readonly [current: string, fallback?: string];

/** The value of `x-inngest-signature` for a body: `t=<unix seconds>&s=<hex HMAC-SHA256 of body + t>`. */
export function sign(body: string, signingKey: string, nowMs = Date.now()): string {
  const seconds = Math.round(nowMs / 1000);
  return `t=${seconds}&s=${mac(body, signingKey, String(seconds))}`;
}

/** Whether a signature of this body was made with one of these keys within the last five minutes. */
export function verify(
  body: string,
  signature: string | undefined,
  signingKeys: SigningKeys,
  nowMs = Date.now(),
): boolean {
  const parts = new URLSearchParams(signature ?? '');
  const seconds = parts.get('t') ?? '';
  const age = Math.abs(nowMs / 1000 - Number(seconds));
  if (seconds === '' || !(age <= maxAgeSeconds)) return false;
  return signingKeys.some((key) => key && sameText(parts.get('s') ?? '', mac(body, key, seconds)));
}

/** Whether a request's `authorization` shows one of these keys, with or without a prefix on either side. */
export function isAuthorized(authorization: string | undefined, signingKeys: SigningKeys): boolean {
  const shown = withoutPrefix((authorization ?? '').replace(/^Bearer /, ''));
  return signingKeys.some((key) => key && sameText(shown, withoutPrefix(bearerToken(key))));
}

/** What the SDK sends as its bearer token: sha256 of the key's bytes in hex, with the prefix the key had. */
export function bearerToken(signingKey: string): string {
  const hash = createHash('sha256')
    .update(Buffer.from(withoutPrefix(signingKey), 'hex'))
    .digest('hex');
  return signingKey.slice(0, signingKey.length - withoutPrefix(signingKey).length) + hash;
}

/** What a form on the pages of runs brings back; it says nothing of the key. */
export const formToken = (signingKey: string): string =>
  createHmac('sha256', signingKey).update('form on the runs page').digest('base64url');

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function mac(body: string, signingKey: string, seconds: string): string {
  return createHmac('sha256', withoutPrefix(signingKey)).update(body).update(seconds).digest('hex');
}

const withoutPrefix = (signingKey: string) => signingKey.replace(/^signkey-\w+-/, '');
