import { expect, test } from 'vitest';
import { bearerToken, isAuthorized, sameText, sign, verify } from './signature.ts';

const key = 'signkey-test-0123456789abcdef';
const nowMs = 1_795_400_030_000;

test('a signature is the HMAC of body and time, made with the key without its prefix', () => {
  expect(sign('{}', key, nowMs)).toBe(sign('{}', '0123456789abcdef', nowMs));
  expect(sign('{}', key, nowMs)).toMatch(/^t=1795400030&s=[0-9a-f]{64}$/);
});

test('a signature holds for its body, its key and five minutes', () => {
  const signature = sign('{"a":1}', key, nowMs);
  expect(verify('{"a":1}', signature, [key], nowMs + 299_000)).toBe(true);
  expect(verify('{"a":1}', signature, [key], nowMs + 301_000)).toBe(false);
  expect(verify('{"a":2}', signature, [key], nowMs)).toBe(false);
  expect(verify('{"a":1}', signature, ['fedcba9876543210'], nowMs)).toBe(false);
  expect(verify('{"a":1}', undefined, [key], nowMs)).toBe(false);
  expect(verify('{"a":1}', 't=&s=', [key], nowMs)).toBe(false);
});

test('the bearer token is the hash of the bytes of the key, behind the prefix of the key', () => {
  expect(bearerToken(key)).toBe(
    'signkey-test-55c53f5d490297900cefa825d0c8e8e9532ee8a118abe7d8570762cd38be9818',
  );
  expect(bearerToken('0123456789abcdef')).toBe(
    '55c53f5d490297900cefa825d0c8e8e9532ee8a118abe7d8570762cd38be9818',
  );
});

test('a key is known whether or not it, or what is shown, has a prefix', () => {
  const [bare, prefixed] = ['0123456789abcdef', 'signkey-test-0123456789abcdef'];
  for (const ours of [bare, prefixed]) {
    for (const theirs of [bare, prefixed])
      expect(isAuthorized(`Bearer ${bearerToken(theirs)}`, [ours])).toBe(true);
    expect(isAuthorized(`Bearer signkey-test-${bearerToken('00')}`, [ours])).toBe(false);
    expect(isAuthorized('Bearer ', [ours])).toBe(false);
  }
});

test('texts are the same only when they are', () => {
  expect(sameText('abc', 'abc')).toBe(true);
  expect(sameText('abc', 'abcd')).toBe(false);
});

test('while keys are changed, what either of them made counts', () => {
  const [next, old] = ['fedcba9876543210', key];
  expect(verify('{}', sign('{}', next, nowMs), [next, old], nowMs)).toBe(true);
  expect(verify('{}', sign('{}', old, nowMs), [next, old], nowMs)).toBe(true);
  expect(verify('{}', sign('{}', '00', nowMs), [next, old], nowMs)).toBe(false);
  expect(isAuthorized(`Bearer ${bearerToken(next)}`, [next, old])).toBe(true);
  expect(isAuthorized(`Bearer ${bearerToken(old)}`, [next, old])).toBe(true);
  expect(isAuthorized(`Bearer ${bearerToken(old)}`, [next])).toBe(false);
  expect(isAuthorized(undefined, [next, undefined])).toBe(false);
});
