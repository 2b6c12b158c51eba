import { expect, test } from 'vitest';
import { readSchedule } from './schedule.ts';

const after = (time: string, cron: string) =>
  new Date(readSchedule(cron).next(Date.parse(time))).toISOString().replace('.000', '');

test('a schedule tells the first time after another, in UTC', () => {
  expect(after('2026-11-24T09:30:10Z', '* * * * *')).toBe('2026-11-24T09:31:00Z');
  expect(after('2026-11-24T09:30:00Z', '30 9 * * *')).toBe('2026-11-25T09:30:00Z');
  expect(after('2026-11-24T09:30:00Z', '*/20 8-10 * * MON-FRI')).toBe('2026-11-24T09:40:00Z');
  expect(after('2026-11-24T09:30:00Z', '@daily')).toBe('2026-11-25T00:00:00Z');
});

test('a day of the month and a day of the week each count by themselves, as cron has it', () => {
  expect(after('2026-11-24T12:00:00Z', '0 9 1 * FRI')).toBe('2026-11-27T09:00:00Z');
});

test('a zone before it moves it, with the clock changes of that zone', () => {
  expect(after('2026-07-01T00:00:00Z', 'TZ=Europe/Paris 0 9 * * *')).toBe('2026-07-01T07:00:00Z');
  expect(after('2026-12-01T00:00:00Z', 'CRON_TZ=Europe/Paris 0 9 * * *')).toBe('2026-12-01T08:00:00Z');
  expect(after('2026-10-25T00:30:00Z', 'TZ=Europe/Paris 30 2 * * *')).toMatch(/^2026-10-2[56]T0[01]:30:00Z$/);
});

test.each([
  ['every minute', /"every minute" is faulty: it is none of five fields/],
  ['* * * *', /"\* \* \* \*" is faulty/],
  ['* * * * * *', /is faulty/],
  ['61 * * * *', /"61 \* \* \* \*" is faulty/],
  ['0 0 L * *', /none of five fields/],
  ['@every 5m', /none of five fields/],
  ['TZ=Mars/Olympus 0 9 * * *', /"TZ=Mars\/Olympus 0 9 \* \* \*" is faulty/],
  ['0 0 30 2 *', /no such time will come/],
  ['', /is faulty/],
])('%j is refused by name', (cron, reason) => {
  expect(() => readSchedule(cron)).toThrow(reason);
});

test('a jitter delays each time by its own part of it, the same in every engine', () => {
  const schedule = readSchedule('* * * * *', '30s');
  const delays = Array.from({ length: 50 }, (_, n) => schedule.jitterMs(n * 60_000));
  expect(delays).toEqual(Array.from({ length: 50 }, (_, n) => schedule.jitterMs(n * 60_000)));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...delays)).toBeLessThan(30_000);
  expect(new Set(delays).size).toBeGreaterThan(20);
  expect(readSchedule('* * * * *').jitterMs(60_000)).toBe(0);
  expect(() => readSchedule('* * * * *', 'some')).toThrow(/jitter "some"/);
});
