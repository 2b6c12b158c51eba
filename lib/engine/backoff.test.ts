import { expect, test } from 'vitest';
import { retryDelayMs } from './backoff.ts';

test('the table grows from 15 s to 2 h, with up to 30 s at random', () => {
  expect(retryDelayMs(0, undefined, 0)).toBe(15_000);
  expect(retryDelayMs(0, undefined, 1)).toBe(45_000);
  expect(retryDelayMs(2, undefined, 0)).toBe(60_000);
  expect(retryDelayMs(50, undefined, 0)).toBe(7_200_000);
});

test('retry-after wins, in seconds or as a date, between 1 s and 24 h', () => {
  expect(retryDelayMs(0, '7')).toBe(7000);
  expect(retryDelayMs(0, '0')).toBe(1000);
  expect(retryDelayMs(0, '999999')).toBe(86_400_000);
  const inAnHour = retryDelayMs(0, new Date(Date.now() + 3_600_000).toISOString());
  expect(inAnHour).toBeGreaterThan(3_500_000);
  expect(inAnHour).toBeLessThanOrEqual(3_600_000);
});

test('a retry-after that nobody can read is passed over', () => {
  expect(retryDelayMs(1, 'later', 0)).toBe(30_000);
});
