import { expect, test } from 'vitest';
import { describeDays } from './describe-days.ts';

const zone = { time_zone: 'Europe/Berlin', words: 'next week' };

test.each([
  ['2026-11-30', '2026-12-06', '30 Nov to 6 Dec 2026, Europe/Berlin'],
  ['2026-12-28', '2027-01-03', '28 Dec 2026 to 3 Jan 2027, Europe/Berlin'],
  ['2026-12-01', '2026-12-01', '1 Dec 2026, Europe/Berlin'],
])('the days from %s to %s are told as %s', (from, to, words) => {
  expect(describeDays({ from, to, ...zone })).toBe(words);
});
