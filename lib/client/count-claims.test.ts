import { expect, test } from 'vitest';
import { countClaims } from './count-claims.ts';

test('a copy of a quote is never told as a claim that was found supported', () => {
  expect(countClaims({ claims: 6, supported: 6, copied: 6, unchecked: 0 })).toBe('6 quotes, word for word');
  expect(countClaims({ claims: 1, supported: 1, copied: 1, unchecked: 0 })).toBe('1 quote, word for word');
  expect(countClaims({ claims: 8, supported: 6, copied: 5, unchecked: 0 })).toBe(
    '1 of 3 claims supported, 5 word for word',
  );
  expect(countClaims({ claims: 8, supported: 6, copied: 0, unchecked: 0 })).toBe('6 of 8 claims supported');
});

test('a claim that could not be checked is told as that, and not among those that fail', () => {
  const none = { supported: 0, copied: 0 };
  expect(countClaims({ ...none, claims: 3, supported: 1, unchecked: 1 })).toBe(
    '1 of 3 claims supported, 1 not checked',
  );
  expect(countClaims({ ...none, claims: 1, unchecked: 1 })).toBe('1 claim not checked');
  expect(countClaims({ claims: 1200, supported: 1000, copied: 1000, unchecked: 200 })).toBe(
    '200 claims not checked, 1,000 word for word',
  );
});
