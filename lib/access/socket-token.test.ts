import { expect, test } from 'vitest';
import { openToken, sealToken } from './socket-token.ts';

const entry = { keyId: 'k', session: 'abc' };
const sealed = sealToken('a.b.c', entry, 'secret');

test('a token says what let its holder in, and still has no sign that an address would change', () => {
  expect(openToken(sealed, 'secret')).toEqual({ token: 'a.b.c', entry });
  expect(openToken(sealToken('a.b.c', { keyId: 'k', session: null }, 's'), 's')?.entry?.session).toBe(null);
  expect(encodeURIComponent(sealed)).toBe(sealed);
  expect(openToken('a.b.c', 'secret')).toEqual({ token: 'a.b.c', entry: null });
});

test('what was not sealed here is no token', () => {
  const [token, about, mac] = sealed.split('~');
  const other = Buffer.from(JSON.stringify({ keyId: 'other', session: null })).toString('base64url');
  const made = [
    `${token}~${other}~${mac}`,
    `${token}~${about}`,
    `${token}~${about}~`,
    `x.y.z~${about}~${mac}`,
    `${sealed}~x`,
  ];
  for (const forged of made) expect(openToken(forged, 'secret'), forged).toBeUndefined();
  expect(openToken(sealed, 'another secret')).toBeUndefined();
});
