import { expect, test } from 'vitest';
import type { Log } from '#lib/log.ts';
import { jobHasEnded } from './job-has-ended.ts';
import { createSdkLog } from './sdk-log.ts';

function record() {
  const lines: unknown[][] = [];
  const keep =
    (level: string) =>
    (...rest: unknown[]) =>
      void lines.push([level, ...rest]);
  const log: Log = { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
  return { lines, sdk: createSdkLog(() => log) };
}

test('an error of the SDK is one line with its name and words, without its stack', () => {
  const { lines, sdk } = record();
  sdk.error({ err: new TypeError('no such table') }, 'Inngest step error');
  expect(lines).toEqual([['error', 'Inngest step error', { error: 'TypeError: no such table' }]]);
});

test('that a job has ended under a step is no fault', () => {
  const { lines, sdk } = record();
  sdk.error({ err: { name: 'StepError', message: jobHasEnded } }, 'Inngest step error');
  expect(lines).toEqual([['debug', 'Inngest step error', { error: `StepError: ${jobHasEnded}` }]]);
});

test('what is tried again is a warning', () => {
  const { lines, sdk } = record();
  sdk.error({ err: { name: 'RetryAfterError', message: 'broke off' } }, 'Inngest step error');
  expect(lines).toEqual([['warn', 'Inngest step error', { error: 'RetryAfterError: broke off' }]]);
});

test('words alone are told as they are', () => {
  const { lines, sdk } = record();
  sdk.warn('be careful', { attempt: 1 });
  expect(lines).toEqual([['warn', 'be careful']]);
});
