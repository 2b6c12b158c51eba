import { expect, onTestFinished, test, vi } from 'vitest';
import { formatCount, formatScore } from './format-count.ts';
import { formatDuration } from './format-duration.ts';
import { formatCost, formatUsage } from './format-usage.ts';
import { daysAgo, formatWhen } from './format-when.ts';

test.each([
  [-5, '0:00'],
  [4_999, '0:04'],
  [60_000, '1:00'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%d ms is shown as %s', (ms, shown) => {
  expect(formatDuration(ms)).toBe(shown);
});

const now = new Date(2026, 10, 24, 12, 0, 0);
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
test.each([
  [ago(0.5), 'now'],
  [ago(3), '3 min ago'],
  [ago(59.9), '59 min ago'],
  [new Date(2026, 10, 24, 9, 12).toISOString(), '09:12'],
  [new Date(2026, 10, 23, 23, 59).toISOString(), 'Yesterday'],
  [new Date(2026, 10, 20, 9, 12).toISOString(), '20 Nov'],
  [new Date(2024, 10, 20, 9, 12).toISOString(), '20 Nov 2024'],
])('%s is shown as %s', (iso, shown) => {
  expect(formatWhen(iso, now)).toBe(shown);
});

test.each([
  [new Date('2026-10-24T11:00:00Z'), new Date('2026-10-25T12:00:00Z')],
  [new Date('2026-03-28T12:00:00Z'), new Date('2026-03-29T11:00:00Z')],
])('from %s to %s it is one day in London, where the clocks change between', (date, now) => {
  vi.stubEnv('TZ', 'Europe/London');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(new Date('2026-07-01').getTimezoneOffset()).toBe(-60);
  expect(daysAgo(date, now)).toBe(1);
});

test('counts have their plural and their groups, scores two digits', () => {
  expect(formatCount(1, 'page')).toBe('1 page');
  expect(formatCount(1284, 'job')).toBe('1,284 jobs');
  expect(formatScore(0.9)).toBe('0.90');
});

test.each([
  [null, 'cost unknown'],
  [0, '$0.00'],
  [0.00001, 'under $0.0001'],
  [0.0042, '$0.0042'],
  [1.234, '$1.23'],
])('a cost of %s is shown as %s', (usd, shown) => {
  expect(formatCost(usd)).toBe(shown);
});

test('what models used is told only where one was asked', () => {
  const none = { input_tokens: 0, output_tokens: 0, searches: 4, pages: 9, cost_usd: 0 };
  expect(formatUsage(none)).toBeNull();
  expect(formatUsage({ ...none, input_tokens: 12_300, output_tokens: 80, cost_usd: null })).toBe(
    '12,300 tokens in, 80 out · cost unknown',
  );
});
