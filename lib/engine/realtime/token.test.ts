import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { readToken, signToken } from './token.ts';

const signingKey = 'signkey-test-0123456789abcdef';
const topics = [
  { channel: 'user:local', name: 'update' },
  { channel: 'job:1', name: 'update' },
];
const nowMs = Date.now();
const token = signToken(topics, { signingKey, nowMs });

test('a token gives back its topics, for a minute', () => {
  expect(readToken(token, { signingKeys: [signingKey] })).toEqual(topics);
  expect(readToken(token, { signingKeys: [signingKey], nowMs: nowMs + 58_000 })).toEqual(topics);
  expect(readToken(token, { signingKeys: [signingKey], nowMs: nowMs + 60_000 })).toBeUndefined();
});

test('a token has the form that clients of Inngest know', () => {
  const [header, payload] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(String(Buffer.from(part, 'base64url'))));
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(payload).toMatchObject({
    iss: 'rt.inngest.com',
    publish: false,
    topics: [
      { kind: 'run', channel: 'user:local', name: 'update' },
      { kind: 'run', channel: 'job:1', name: 'update' },
    ],
  });
  expect(payload.exp - payload.iat).toBe(60);
});

test('what is not signed with the derived key is no token', () => {
  const [header, payload, signature] = token.split('.');
  const wider = Buffer.from(
    JSON.stringify({ exp: 9_999_999_999, topics: [{ channel: 'a', name: 'b' }] }),
  ).toString('base64url');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const withSigningKey = createHmac('sha256', signingKey).update(`${header}.${payload}`).digest('base64url');
  for (const forged of [
    '',
    '..',
    'a.b.c',
    `${header}.${payload}`,
    `${header}.${payload}.`,
    `${header}.${wider}.${signature}`,
    `${none}.${wider}.`,
    `${header}.${payload}.${withSigningKey}`,
    `${token}.x`,
  ]) {
    expect(readToken(forged, { signingKeys: [signingKey] }), forged).toBeUndefined();
  }
  expect(readToken(token, { signingKeys: ['signkey-test-fedcba9876543210'] })).toBeUndefined();
});

test('a token that was signed before the keys were changed counts until it expires', () => {
  expect(readToken(token, { signingKeys: ['signkey-test-fedcba9876543210', signingKey] })).toEqual(topics);
});
