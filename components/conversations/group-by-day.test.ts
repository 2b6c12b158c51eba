import { expect, test } from 'vitest';
import { groupByDay } from './group-by-day.ts';

const at = (...date: [number, number, number, number, number]) => ({
  updated_at: new Date(...date).toISOString(),
});
const now = new Date(2026, 2, 1, 0, 30);

test('days are the reader’s own, from midnight to midnight, also over the end of a month', () => {
  const today = at(2026, 2, 1, 0, 1);
  const lateYesterday = at(2026, 1, 28, 23, 59);
  const earlyYesterday = at(2026, 1, 28, 0, 0);
  const earlier = at(2026, 1, 27, 23, 59);
  expect(groupByDay([today, lateYesterday, earlyYesterday, earlier], now)).toEqual([
    { day: 'Today', items: [today] },
    { day: 'Yesterday', items: [lateYesterday, earlyYesterday] },
    { day: 'Earlier', items: [earlier] },
  ]);
});

test('a day without a conversation is left out, and what a fast clock dates ahead is today', () => {
  expect(groupByDay([at(2026, 2, 1, 0, 45), at(2025, 11, 1, 9, 0)], now).map(({ day }) => day)).toEqual([
    'Today',
    'Earlier',
  ]);
  expect(groupByDay([], now)).toEqual([]);
});
