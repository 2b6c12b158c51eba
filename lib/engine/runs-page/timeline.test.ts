import { expect, test } from 'vitest';
import type { RunParts, StoredAttempt, StoredJob, StoredStep } from './read-runs.ts';
import { makeTimeline } from './timeline.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, seconds));
const run: RunParts['run'] = {
  id: 'r',
  function_id: 'fn',
  event_id: 'e',
  event_name: 'event',
  status: 'running',
  created_at: at(-5),
  started_at: at(0),
  ended_at: null,
  event: { text: '{}', bytes: 2 },
  output: null,
  parent_run: null,
  now: at(100),
};
const parts = (more: Partial<RunParts>): RunParts => ({
  run,
  steps: [],
  jobs: [],
  attempts: [],
  children: [],
  ...more,
});
const step = (more: Partial<StoredStep>): StoredStep => ({
  id: 'a',
  name: 'first',
  op: 'StepRun',
  attempt: 0,
  started_at: at(10),
  ended_at: at(30),
  output: { text: '{"data":1}', bytes: 10 },
  input: null,
  ...more,
});
const job = (more: Partial<StoredJob>): StoredJob => ({
  kind: 'call',
  step_id: 'step',
  name: '',
  state: 'claimed',
  attempt: 0,
  created_at: at(80),
  claimed_at: at(90),
  due_at: null,
  wait_event: null,
  wait_if: null,
  ...more,
});
const attempt = (more: Partial<StoredAttempt>): StoredAttempt => ({
  step_id: 'a',
  name: 'first',
  attempt: 0,
  error: { name: 'Error', message: 'no luck' },
  started_at: at(2),
  ended_at: at(4),
  ...more,
});

test('a step lies on the time of its run, its failed attempts before it', () => {
  const [row] = makeTimeline(parts({ steps: [step({})], attempts: [attempt({})] }));
  expect(row).toMatchObject({ name: 'first', state: 'done', durationMs: 20_000 });
  expect(row?.bars).toEqual([
    { start: 2, length: 2, kind: 'failed' },
    { start: 10, length: 20, kind: 'done' },
  ]);
  expect(row?.attempts).toHaveLength(1);
});

test('what is under way ends now: a call, or the step that it tries again', () => {
  const [calling] = makeTimeline(parts({ jobs: [job({})] }));
  expect(calling).toMatchObject({ name: 'the function', state: 'active', durationMs: 10_000 });
  expect(calling?.bars).toEqual([{ start: 90, length: 10, kind: 'active' }]);
  const [retried] = makeTimeline(
    parts({ jobs: [job({ state: 'waiting', due_at: at(120) })], attempts: [attempt({})] }),
  );
  expect(retried).toMatchObject({ name: 'first', state: 'waiting', attempts: [{ attempt: 0 }] });
  expect(retried?.waitsFor).toBe(`its next attempt until ${at(120).toISOString()}`);
});

test('a wait says for what, an invoked function where it runs', () => {
  const rows = makeTimeline(
    parts({
      jobs: [
        job({
          kind: 'wait',
          step_id: 'w',
          name: 'approval',
          state: 'waiting',
          wait_event: 'ok',
          wait_if: 'x == 1',
        }),
        job({ kind: 'invoke', step_id: 'i', name: 'child', state: 'waiting' }),
      ],
      children: [{ id: 'other', parent_step: 'i' }],
    }),
  );
  expect(rows.map(({ waitsFor, childRun }) => [waitsFor, childRun])).toEqual([
    ['the event ok if x == 1', undefined],
    ['the function that it invoked', 'other'],
  ]);
});

test('an invoked function that failed is shown as failed, however its error was stored', () => {
  const outputs = ['{"error" : {"name":"Error","message":"no"}}', '{"error":{"name":"InvokeTimeoutError"}}'];
  const rows = makeTimeline(
    parts({
      steps: outputs.map((text) => step({ op: 'InvokeFunction', output: { text, bytes: text.length } })),
    }),
  );
  expect(rows.map(({ kind, state }) => [kind, state])).toEqual([
    ['invoke', 'failed'],
    ['invoke', 'failed'],
  ]);
});

test('attempts of two parallel steps stand each under its own, and those of the function by themselves', () => {
  const rows = makeTimeline(
    parts({
      steps: [
        step({ id: 'a' }),
        step({ id: 'b', op: 'StepFailed', output: { text: '{"error":{}}', bytes: 12 } }),
      ],
      jobs: [job({ kind: 'step', step_id: 'c', name: 'third' })],
      attempts: [
        attempt({}),
        attempt({ step_id: 'b' }),
        attempt({ step_id: 'c' }),
        attempt({ step_id: 'step', name: '' }),
      ],
    }),
  );
  expect(
    rows.map(({ name, state, attempts }) => [name, state, attempts.map(({ step_id }) => step_id)]),
  ).toEqual([
    ['first', 'done', ['a']],
    ['first', 'failed', ['b']],
    ['the function', 'failed', ['step']],
    ['third', 'active', ['c']],
  ]);
});

test('clocks that disagree make no bar outside of its row', () => {
  const [row] = makeTimeline(parts({ steps: [step({ started_at: at(-50), ended_at: at(900) })] }));
  expect(row?.bars).toEqual([{ start: 0, length: 100, kind: 'done' }]);
});
