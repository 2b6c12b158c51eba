import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { checkClaim } from './check-claim.ts';

const quotes = testQuotes(
  'By default, the maximum size of a request body sent to a Server Action is 1MB. Uploads are not affected.',
);

test.each([
  ['By default, the maximum size of a request body sent to a Server Action is 1MB.', 'supported'],
  ['- the **maximum size** of a request\n  body', 'supported'],
  ['The maximum request body size that is sent to a Server Action is 1MB by default.', 'supported'],
  ['By default, the maximum size of a request body sent to a Server Action is 4MB.', 'contradicted'],
  ['The maximum size of a request body sent to a Server Action is not 1MB by default.', 'contradicted'],
  ['The maximum size of a request body sent to an Edge Function is 1MB.', 'partly'],
  ['Cats sleep most of the day in warm places.', 'unsupported'],
])('%j is %s', (claim, verdict) => {
  expect(checkClaim(claim, quotes)).toMatchObject({ verdict });
});

test('a claim without quotes is unsupported', () => {
  expect(checkClaim('It is so.', [])).toEqual({ verdict: 'unsupported', reason: 'It names no quote.' });
});
