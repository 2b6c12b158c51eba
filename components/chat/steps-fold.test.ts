import { expect, test } from 'vitest';
import { emptyLog, type StepState } from '#components/job-log/reduce-events.ts';
import { describeSteps } from './steps-fold.tsx';

const step = (name: string, state: StepState['state']): StepState => ({
  step: name,
  phase: 'gather',
  label: `Search for ${name}`,
  state,
  durationMs: null,
  reason: null,
  sourceId: null,
  subQuestion: null,
});
const steps = { a: step('a', 'done'), b: step('b', 'failed'), c: step('c', 'running') };

test('while a job runs, the line says what it does; what failed is counted', () => {
  expect(describeSteps({ ...emptyLog, status: 'in_progress', steps })).toBe('Search for c, 1 done, 1 failed');
});

test('a step that is tried again is said to be, with what it does', () => {
  const again = { a: step('a', 'done'), b: step('b', 'retrying') };
  expect(describeSteps({ ...emptyLog, status: 'in_progress', steps: again })).toBe(
    'Search for b, once more, 1 done',
  );
});

test('of a job that has ended nothing is said to run', () => {
  const lostSources = [{ sourceId: 'wikipedia', reason: 'It did not answer' }];
  expect(describeSteps({ ...emptyLog, status: 'cancelled', steps, lostSources })).toBe(
    '1 done, 1 failed, 1 source failed',
  );
});
