import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const date = 'Tue, 24 Nov 2026 06:00:00 GMT';

test.each([
  ['seconds', { 'retry-after': '3' }, 3],
  ['fractions of a second', { 'retry-after': '0.5' }, 0.5],
  ['milliseconds, which say it best', { 'retry-after': '2', 'retry-after-ms': '1500' }, 1.5],
  ["a date, by the server's clock", { 'retry-after': 'Tue, 24 Nov 2026 06:00:07 GMT', date }, 7],
  ['at most a day', { 'retry-after': '99999999' }, 86_400],
  ['nothing for a date that is over', { 'retry-after': 'Tue, 24 Nov 2026 05:59:00 GMT', date }, undefined],
  ['nothing for zero', { 'retry-after': '0' }, undefined],
  ['nothing for words', { 'retry-after': 'soon' }, undefined],
  ['nothing for an empty header', { 'retry-after': '', 'retry-after-ms': '' }, undefined],
  ['nothing without a header', {}, undefined],
])('a refusal asks for %s', (_what, headers: Record<string, string>, seconds) => {
  expect(readRetryAfter(headers)).toBe(seconds);
});
