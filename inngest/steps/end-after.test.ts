import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endAfter, leftOf } from './end-after.ts';

const start = new Date('2026-03-01T10:00:00Z');
const span = (seconds: number | null, ended = new AbortController()) => ({
  startedAt: start,
  deadlineAt: seconds === null ? null : new Date(start.getTime() + 1000 * seconds),
  ended: ended.signal,
});
beforeEach(() => vi.useFakeTimers({ now: start }));
afterEach(() => vi.useRealTimers());

test('aborts when its share of the time is over, at once where it was over before', () => {
  const signal = endAfter(0.5, span(100));
  vi.advanceTimersByTime(49_000);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(signal.reason).toMatchObject({ code: 'deadline_exceeded' });
  expect(endAfter(0.5, span(100)).aborted).toBe(true);
  expect(leftOf(0.5, span(100))).toBeLessThan(0);
});

test('never aborts where the job has no end', () => {
  const signal = endAfter(0.5, span(null));
  expect(vi.getTimerCount()).toBe(0);
  expect(signal.aborted).toBe(false);
});

test('keeps no clock for a step that has ended', () => {
  const ended = new AbortController();
  const signals = [0.2, 0.5, 0.9].map((share) => endAfter(share, span(86_400, ended)));
  expect(vi.getTimerCount()).toBe(3);
  ended.abort();
  signals.push(endAfter(0.5, span(86_400, ended)));
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(86_400_000);
  expect(signals.some(({ aborted }) => aborted)).toBe(false);
});
