import { expect, test } from 'vitest';
import { countClaims } from './count-claims.ts';

test('a copy of a quote is never told as a claim that was found supported', () => {
  expect(countClaims({ claims: 6, supported: 6, copied: 6 })).toBe('6 quotes, word for word');
  expect(countClaims({ claims: 1, supported: 1, copied: 1 })).toBe('1 quote, word for word');
  expect(countClaims({ claims: 8, supported: 6, copied: 5 })).toBe(
    '1 of 3 claims supported, 5 word for word',
  );
  expect(countClaims({ claims: 8, supported: 6, copied: 0 })).toBe('6 of 8 claims supported');
});
