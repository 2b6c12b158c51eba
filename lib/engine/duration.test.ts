import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';

test('a duration adds up its parts', () => {
  expect(parseDuration('1s')).toBe(1000);
  expect(parseDuration('1h30m')).toBe(5_400_000);
  expect(parseDuration('2w1d')).toBe(1_296_000_000);
  expect(parseDuration('250ms')).toBe(250);
});

test('a point in time counts from now, the past as nothing', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');
  expect(parseDuration('2026-01-01T00:00:05.000Z', nowMs)).toBe(5000);
  expect(parseDuration('2025-12-31T00:00:00.000Z', nowMs)).toBe(0);
});

test('anything else is no duration', () => {
  for (const text of ['', 'soon', '1', '1y', '1s and more', '2026-13-99'])
    expect(parseDuration(text)).toBeUndefined();
});
