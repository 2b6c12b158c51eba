import { expect, test } from 'vitest';
import { elapsedMs } from './elapsed-ms.ts';

const second = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString();
const now = new Date(second(50));
const running = { status: 'in_progress', started_at: second(0), completed_at: null } as const;
const log = { startedAt: second(0), endedAt: null, waitingSince: null, waitedMs: 0 };

test('the clock of a job stands still while it waits, and goes on from there', () => {
  expect(elapsedMs({ job: running, log, now })).toBe(50_000);
  const waiting = { ...running, status: 'waiting' } as const;
  expect(elapsedMs({ job: waiting, log: { ...log, waitingSince: second(12) }, now })).toBe(12_000);
  expect(elapsedMs({ job: running, log: { ...log, waitedMs: 30_000 }, now })).toBe(20_000);
});

test('an ended job took what it took; one that has not started took nothing', () => {
  const ended = { status: 'complete', started_at: second(0), completed_at: second(20) } as const;
  expect(elapsedMs({ job: ended, log: { ...log, waitedMs: 5000 }, now })).toBe(15_000);
  const pending = { status: 'pending', started_at: null, completed_at: null } as const;
  expect(elapsedMs({ job: pending, log: { ...log, startedAt: null }, now })).toBe(0);
});
