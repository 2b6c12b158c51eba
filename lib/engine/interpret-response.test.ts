import { describe, expect, test } from 'vitest';
import type { AppResponse } from './call-app.ts';
import { readFunctionConfig } from './function-config.ts';
import { interpretResponse } from './interpret-response.ts';
import { opcodes } from './opcodes/index.ts';
import type { CallFacts } from './opcodes/opcode.ts';

const child = readFunctionConfig({ id: 'child', triggers: [], steps: {} });
const facts: CallFacts = {
  runId: 'run',
  event: { id: 'e', name: 'n', ts: 1, data: { id: 7 } },
  attempt: 0,
  maxAttempts: 3,
  findFunction: (id) => (id === 'child' ? child : undefined),
};
const answer = (body: unknown, { status = 206, headers = {} } = {}): AppResponse => ({
  status,
  headers,
  body,
});
const operations = (...body: object[]) => interpretResponse(answer(body), facts);
const failure = (message: RegExp) => ({
  kind: 'finish',
  status: 'failed',
  output: { message: expect.stringMatching(message) },
});

describe('an answer', () => {
  test('of 200 ends the run with what the function returned', () => {
    expect(interpretResponse(answer({ n: 1 }, { status: 200 }), facts)).toEqual({
      kind: 'finish',
      steps: [],
      status: 'completed',
      output: { n: 1 },
    });
  });

  test('of an error is an attempt, retried when asked, and the end when it was the last or says so', () => {
    const error = { name: 'Error', message: 'boom' };
    const headers = { 'retry-after': '3', 'x-inngest-no-retry': 'false' };
    expect(interpretResponse(answer(error, { status: 500, headers }), facts)).toMatchObject({
      kind: 'retry',
      delayMs: 3000,
    });
    const last = { ...facts, attempt: 2 };
    expect(interpretResponse(answer(error, { status: 500, headers }), last)).toMatchObject(failure(/boom/));
    const final = { status: 400, headers: { 'x-inngest-no-retry': 'true' } };
    expect(interpretResponse(answer(error, final), facts)).toMatchObject(failure(/boom/));
  });

  test('that is no error object still tells something', () => {
    const page = { message: 'The app answered 502' };
    expect(interpretResponse(answer(page, { status: 502 }), facts)).toMatchObject({
      kind: 'retry',
      error: { name: 'Error', message: 'The app answered 502' },
    });
    const stepNotFound = { error: 'Could not find step "x" to run; timed out.' };
    expect(interpretResponse(answer(stepNotFound, { status: 500 }), facts)).toMatchObject({
      error: { message: stepNotFound.error },
    });
  });
});

describe('an operation', () => {
  test('StepRun keeps its data, nothing as null', () => {
    expect(operations({ id: 'h', op: 'StepRun', displayName: 'a' })).toMatchObject({
      kind: 'advance',
      steps: [{ id: 'h', op: 'StepRun', name: 'a', output: { data: null } }],
      plans: [],
    });
  });

  test('StepError is retried, at the last attempt kept as the error of the step', () => {
    const failed = { id: 'h', op: 'StepError', name: 'a', error: { name: 'E', message: 'm' } };
    expect(operations(failed)).toMatchObject({ kind: 'retry', error: { message: 'm' } });
    expect(interpretResponse(answer([failed]), { ...facts, attempt: 2 })).toMatchObject({
      kind: 'advance',
      steps: [{ output: { error: { name: 'E', message: 'm' } }, attempt: 2 }],
    });
  });

  test('StepFailed is kept as the error of the step', () => {
    expect(operations({ id: 'h', op: 'StepFailed', error: { name: 'E', message: 'm' } })).toMatchObject({
      steps: [{ op: 'StepFailed', output: { error: { name: 'E', message: 'm' } } }],
    });
  });

  test('StepPlanned, Sleep and WaitForEvent are planned, with their times in ms', () => {
    expect(
      operations(
        { id: 'a', op: 'StepPlanned', name: 'a' },
        { id: 'b', op: 'Sleep', name: '1m' },
        {
          id: 'c',
          op: 'WaitForEvent',
          name: 'e',
          opts: { timeout: '1h', if: 'event.data.id == async.data.id' },
        },
      ),
    ).toMatchObject({
      kind: 'advance',
      plans: [
        { kind: 'step', step_id: 'a' },
        { kind: 'sleep', step_id: 'b', delay_ms: 60_000 },
        { kind: 'wait', step_id: 'c', delay_ms: 3_600_000, wait_event: 'e' },
      ],
    });
  });

  test('InvokeFunction starts the other function once for this step', () => {
    const invoke = {
      id: 'h',
      op: 'InvokeFunction',
      opts: { function_id: 'child', payload: { data: { n: 1 } } },
    };
    expect(operations(invoke)).toMatchObject({
      plans: [{ kind: 'invoke', step_id: 'h' }],
      invocations: [
        {
          event: { name: 'inngest/function.invoked', data: { n: 1, _inngest: { fn_id: 'child' } } },
          run: { function_id: 'child', parent_run: 'run', parent_step: 'h', dedupe_key: 'invoke:run.h' },
        },
      ],
    });
    expect(operations({ ...invoke, opts: { function_id: 'gone' } })).toMatchObject(
      failure(/"gone".*not registered/),
    );
  });

  test('RunComplete ends the run, and keeps the steps that came with it', () => {
    expect(
      operations({ id: 'h', op: 'StepRun', data: 1 }, { id: 'c', op: 'RunComplete', data: 2 }),
    ).toMatchObject({
      kind: 'finish',
      status: 'completed',
      output: 2,
      steps: [{ id: 'h' }],
    });
  });

  test('a result that comes with a failure is stored before the failure is met again', () => {
    expect(
      operations({ id: 'h', op: 'StepRun', data: 1 }, { id: 'i', op: 'StepError', error: { message: 'm' } }),
    ).toMatchObject({ kind: 'advance', steps: [{ id: 'h' }] });
  });

  test('that this engine does not have fails the run by name', () => {
    expect(operations({ id: 'h', op: 'WaitForSignal' })).toMatchObject(
      failure(/"WaitForSignal".*real Inngest server/),
    );
    expect(operations({ id: 'h', op: 'StepPlanned', opts: { parallelMode: 'race' } })).toMatchObject(
      failure(/"race".*real Inngest server/),
    );
    expect(interpretResponse(answer([null]), facts)).toMatchObject(failure(/"nothing"/));
  });

  test('that makes no sense fails the run with what is wrong', () => {
    expect(operations({ id: 'h', op: 'Sleep', name: 'soon' })).toMatchObject(failure(/"soon"/));
    expect(operations({ id: 'h', op: 'WaitForEvent', name: 'e', opts: { timeout: 'x' } })).toMatchObject(
      failure(/"x"/),
    );
    expect(
      operations({ id: 'h', op: 'WaitForEvent', name: 'e', opts: { timeout: '1s', if: 'x ==' } }),
    ).toMatchObject(failure(/`x ==`/));
  });

  test('with an output above 4 MB fails the run with the step and the sizes', () => {
    expect(operations({ id: 'h', op: 'StepRun', name: 'huge', data: 'x'.repeat(4_200_000) })).toMatchObject(
      failure(/"huge".*4,200,002.*4,194,304/),
    );
  });

  test('has one file each, named on the wire once', () => {
    expect(new Set(opcodes.map(({ op }) => op)).size).toBe(opcodes.length);
  });
});
