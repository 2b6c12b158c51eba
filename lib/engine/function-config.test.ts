import { expect, test } from 'vitest';
import { readFunctionConfig } from './function-config.ts';

const base = {
  id: 'app-fn',
  name: 'fn',
  triggers: [{ event: 'e' }],
  steps: { step: { id: 'step', runtime: { type: 'http', url: 'http://x' }, retries: { attempts: 2 } } },
};
const refusal = (more: object) => () => readFunctionConfig({ ...base, ...more });

test('a function is read with its expressions compiled and its durations in ms', () => {
  const fn = readFunctionConfig({
    ...base,
    concurrency: [
      { limit: 3, key: '"all"', scope: 'env' },
      { limit: 1, key: 'event.data.user' },
    ],
    cancel: [{ event: 'stop', if: 'event.data.id == async.data.id', timeout: '1h' }],
    timeouts: { start: '10s', finish: '2m' },
    priority: { run: 'int(event.data.p) * 60' },
  });
  expect(fn).toMatchObject({
    id: 'app-fn',
    maxAttempts: 3,
    startTimeoutMs: 10_000,
    finishTimeoutMs: 120_000,
  });
  expect(fn.concurrency.map(({ limit, scope }) => [limit, scope])).toEqual([
    [3, 'env'],
    [1, 'fn'],
  ]);
  expect(fn.cancels[0]).toMatchObject({ event: 'stop', timeoutMs: 3_600_000 });
});

test('without retries given there are five attempts, as on a real server', () => {
  expect(readFunctionConfig({ ...base, steps: { step: {} } }).maxAttempts).toBe(5);
});

test('a limit may be a plain number, and none limits nothing', () => {
  expect(readFunctionConfig({ ...base, concurrency: 4 }).concurrency).toMatchObject([
    { limit: 4, scope: 'fn' },
  ]);
  expect(readFunctionConfig({ ...base, concurrency: 0 }).concurrency).toEqual([]);
  expect(readFunctionConfig(base).concurrency).toEqual([]);
});

test.each(['batchEvents', 'debounce', 'throttle', 'rateLimit', 'singleton'])(
  '%s is refused by name',
  (name) => {
    expect(refusal({ [name]: { limit: 1 } })).toThrow(
      `Function "app-fn": \`${name}\` is not supported by this engine; run a real Inngest server for this.`,
    );
  },
);

test('schedules are read beside events; a faulty one is refused with the function and the schedule', () => {
  const fn = readFunctionConfig({
    ...base,
    triggers: [{ event: 'e' }, { cron: '0 9 * * *', jitter: '10m' }],
  });
  expect(fn.triggers).toHaveLength(1);
  expect(fn.schedules.map(({ cron }) => cron)).toEqual(['0 9 * * *']);
  expect(refusal({ triggers: [{ cron: 'noon' }] })).toThrow(/"app-fn": The schedule "noon" is faulty/);
});

test('connect, wildcards and settings of a later SDK are refused by name', () => {
  expect(refusal({ triggers: [{ event: 'shop/*' }] })).toThrow(/"shop\/\*" has a wildcard/);
  expect(refusal({ steps: { step: { runtime: { type: 'ws' } } } })).toThrow(/`connect`/);
  expect(refusal({ somethingNew: 1 })).toThrow(/`somethingNew` is not known/);
});

test('a faulty expression is refused with the function, the setting and the expression', () => {
  expect(refusal({ triggers: [{ event: 'e', expression: 'event.data.' }] })).toThrow(
    /"app-fn": if: .*`event\.data\.`/,
  );
  expect(refusal({ cancel: [{ event: 'e', if: 'nope ==' }] })).toThrow(/cancelOn: .*`nope ==`/);
  expect(refusal({ concurrency: { limit: 1, key: 'user.id' } })).toThrow(/concurrency\.key: .*`user\.id`/);
  expect(refusal({ triggers: [{ event: 'e', expression: '1 + 1' }] })).toThrow(
    /`1 \+ 1` is faulty: it gives neither/,
  );
  expect(refusal({ idempotency: '((' })).toThrow(/idempotency: .*`\(\(`/);
});

test('a priority that is no whole number is refused, since a real server would ignore it without a word', () => {
  expect(refusal({ priority: { run: 'event.data.p' } })).toThrow(
    /must give an int, for instance `int\(event\.data\.p\)`/,
  );
});

test('a duration that is none is refused', () => {
  expect(refusal({ timeouts: { finish: 'soon' } })).toThrow(/timeouts\.finish: "soon" is not a duration/);
});

test('more than Inngest allows is refused with the number that is allowed', () => {
  const some = (count: number) => Array.from({ length: count }, (_, n) => ({ event: `e${n}`, limit: 1 }));
  expect(refusal({ triggers: some(11) })).toThrow(/11 triggers; at most 10/);
  expect(refusal({ cancel: some(6) })).toThrow(/6 cancellations \(cancelOn\); at most 5/);
  expect(refusal({ concurrency: some(3) })).toThrow(/3 concurrency limits; at most 2/);
  expect(refusal({ steps: { step: { retries: { attempts: 31 } } } })).toThrow(/31 retries; at most 30/);
});

test('a limit of the environment or the account needs a key, as on a real server', () => {
  expect(refusal({ concurrency: { limit: 1, scope: 'account' } })).toThrow(/"account" needs a key/);
  expect(refusal({ concurrency: { limit: 1, scope: 'team', key: '"all"' } })).toThrow(/"team" is none of/);
});
