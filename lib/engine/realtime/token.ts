import { createHmac, randomUUID } from 'node:crypto';
import { type SigningKeys, sameText } from '../signature.ts';
import { environmentId, readTopic, type Topic } from './frame.ts';

const lifeSeconds = 60;
const issuer = 'rt.inngest.com';

/**
 * A token with which anyone may listen to these topics, if they connect within a minute: a JWT (HS256) whose key is
 * derived from the signing key, so that it says nothing of that key and every engine that has it can check the token.
 */
export function signToken(
  topics: Topic[],
  { signingKey, nowMs = Date.now() }: { signingKey: string; nowMs?: number },
): string {
  const seconds = Math.floor(nowMs / 1000);
  const claims = {
    iss: issuer,
    sub: environmentId,
    iat: seconds,
    exp: seconds + lifeSeconds,
    jti: randomUUID(),
    env: environmentId,
    topics: topics.map(({ channel, name }) => ({ kind: 'run', env_id: environmentId, channel, name })),
    publish: false,
  };
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${mac(content, signingKey)}`;
}

/** The topics that a token allows; undefined when it is forged, expired or none at all. */
export function readToken(
  token: string,
  { signingKeys, nowMs = Date.now() }: { signingKeys: SigningKeys; nowMs?: number },
): Topic[] | undefined {
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !payload) return undefined;
  const isOurs = signingKeys.some(
    (key) => key && sameText(signature ?? '', mac(`${header}.${payload}`, key)),
  );
  if (!isOurs) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    exp: number;
    topics: unknown[];
  };
  if (claims.exp * 1000 <= nowMs) return undefined;
  return claims.topics.map(readTopic).filter((topic) => topic !== undefined);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function mac(content: string, signingKey: string): string {
  const key = createHmac('sha256', signingKey).update('realtime token').digest();
  return createHmac('sha256', key).update(content).digest('base64url');
}
