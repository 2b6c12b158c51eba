import { expect, test } from 'vitest';
import type { EngineEvent } from './event.ts';
import { readFunctionConfig } from './function-config.ts';
import { cancelKeys, planRun, planRuns } from './plan-run.ts';

const event = (data: Record<string, unknown> = {}, more: Partial<EngineEvent> = {}): EngineEvent => ({
  id: 'event-1',
  name: 'e',
  ts: Date.now(),
  data,
  ...more,
});
const fn = (settings: object = {}, id = 'fn') =>
  readFunctionConfig({ id, triggers: [{ event: 'e' }], steps: {}, ...settings });

test('an event starts the functions whose trigger has its name and whose condition holds', () => {
  const functions = [
    fn({}, 'plain'),
    fn({ triggers: [{ event: 'other' }] }, 'other'),
    fn({ triggers: [{ event: 'e', expression: 'event.data.n > 1' }] }, 'large'),
  ];
  expect(planRuns(event({ n: 1 }), functions).map((run) => run.function_id)).toEqual(['plain']);
  expect(planRuns(event({ n: 2 }), functions).map((run) => run.function_id)).toEqual(['plain', 'large']);
});

test('runs of one key share a lane, those of another do not', () => {
  const limited = fn({ concurrency: { limit: 1, key: 'event.data.user' } });
  const lane = (user: string) => planRun(event({ user }), limited).lane;
  expect(lane('a')).toBe(lane('a'));
  expect(lane('a')).not.toBe(lane('b'));
});

test('a limit of the environment has the same key in every function, one of a function does not', () => {
  const concurrency = [{ limit: 2, key: '"all"', scope: 'env' }, { limit: 1 }];
  const [one, two] = ['one', 'two'].map((id) => planRun(event(), fn({ concurrency }, id)).limit_keys);
  expect(one?.[0]).toBe(two?.[0]);
  expect(one?.[1]).not.toBe(two?.[1]);
});

test('a key that the event does not have counts as empty, and a long one stays short', () => {
  const keyed = fn({ concurrency: { limit: 1, key: 'event.data.user' } });
  expect(planRun(event(), keyed).limit_keys).toEqual(planRun(event({ user: '' }), keyed).limit_keys);
  expect(planRun(event({ user: 'u'.repeat(5000) }), keyed).lane.length).toBeLessThan(200);
});

test('a key may be anything that CEL gives: lists and maps with its own ints, uints, durations', () => {
  const key = (source: string, data = {}) =>
    planRun(event(data), fn({ concurrency: { limit: 1, key: source } })).limit_keys[0];
  for (const source of ['[event.data.a, 1]', '{"a": event.data.a, "n": 1}', '[event.data.a, uint(1)]']) {
    expect(key(source, { a: 'x' })).toBe(key(source, { a: 'x' }));
    expect(key(source, { a: 'x' })).not.toBe(key(source, { a: 'y' }));
  }
  expect(key('uint(event.data.n)', { n: 1 })).not.toBe(key('uint(event.data.n)', { n: 2 }));
  expect(key('duration(event.data.d)', { d: '1s' })).not.toBe(key('duration(event.data.d)', { d: '2s' }));
  expect(key('event.data', { valueOf: 1 })).not.toBe(key('event.data', { valueOf: 2 }));
});

test('priority moves a run forward by its seconds, within twelve hours', () => {
  const score = (p: number) => planRun(event({ p }), fn({ priority: { run: 'int(event.data.p)' } })).score;
  expect(score(0) - score(60)).toBeCloseTo(60_000, -3);
  expect(score(0) - score(100_000)).toBeCloseTo(43_200_000, -3);
  expect(score(-5)).toBeGreaterThan(score(0));
});

test('an event of the future starts its run then, ordered by that time', () => {
  const run = planRun(event({}, { ts: Date.now() + 60_000 }), fn());
  expect(run.delay_ms).toBeGreaterThan(59_000);
  expect(run.score).toBeGreaterThan(Date.now() + 59_000);
});

test('an idempotency key takes the place of the event’s id', () => {
  expect(planRun(event({ k: 7 }), fn()).dedupe_key).toBe('event:e:event-1');
  expect(planRun(event({ k: 7 }), fn({ idempotency: 'event.data.k' })).dedupe_key).toBe('key:7');
});

test('cancel keys tell what must be the same, by event and path', () => {
  const cancellable = fn({
    cancel: [
      { event: 'stop', if: 'event.data.id == async.data.id' },
      { event: 'halt', if: 'event.data.id == async.data.id' },
      { event: 'stop-all', if: 'async.data.all == true' },
    ],
  });
  const run = cancelKeys(cancellable, event({ id: 'x' }));
  expect(run).toHaveLength(2);
  expect(run).toContain(cancelKeys(cancellable, event({ id: 'x' }), 'stop')[0]);
  expect(run).not.toContain(cancelKeys(cancellable, event({ id: 'y' }), 'stop')[0]);
});

test('an event without the key of idempotency starts a run of its own', () => {
  const idempotent = fn({ idempotency: 'event.data.key' });
  const key = (data: Record<string, unknown>, id: string) =>
    planRun(event(data, { id }), idempotent).dedupe_key;
  expect(key({ key: 'k' }, '1')).toBe(key({ key: 'k' }, '2'));
  expect(key({}, '1')).not.toBe(key({}, '2'));
  expect(key({ key: null }, '1')).not.toBe(key({ key: null }, '2'));
});
