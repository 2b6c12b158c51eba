import { expect, test } from 'vitest';
import type { SourceState } from '#lib/schema/source.ts';
import { formatLatency, standingOf } from './describe-source.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString();
const source = (over: Partial<SourceState>): SourceState => ({
  id: 'a',
  name: 'A',
  kind: 'web',
  state: 'on',
  reason: null,
  last_used_at: null,
  last_error: null,
  latency_ms: null,
  ...over,
});

test('a source is failing only while its last answer was a failure', () => {
  const last_error = { message: 'It is down.', at: at(5) };
  expect(standingOf(source({})).word).toBe('On');
  expect(standingOf(source({ last_used_at: at(5), last_error })).word).toBe('Failing');
  expect(standingOf(source({ last_used_at: at(6), last_error })).word).toBe('On');
  expect(standingOf(source({ state: 'off', last_used_at: at(5), last_error })).word).toBe('Off');
});

test('latencies are told in the unit that people read', () => {
  expect([0.4, 85, 999, 1240].map(formatLatency)).toEqual(['0 ms', '85 ms', '999 ms', '1.2 s']);
});
