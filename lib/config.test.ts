import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('an empty environment gives the defaults of the plan', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 3000,
    ENGINE_PORT: 8288,
    JOB_MAX_CONCURRENT: 10,
    JOB_TIMEOUT_SECONDS: 600,
    JOB_RETRY_ATTEMPTS: 3,
  });
});

test('an empty value counts as unset', () => {
  expect(readConfig({ PORT: ' ', JOB_MAX_CONCURRENT: '' })).toMatchObject({
    PORT: 3000,
    JOB_MAX_CONCURRENT: 10,
  });
});

test('all faults are told in one message', () => {
  const read = () => readConfig({ PORT: 'x', JOB_MAX_CONCURRENT: '0', INNGEST_BASE_URL: 'nowhere' });
  expect(read).toThrow(/PORT: .*JOB_MAX_CONCURRENT: .*INNGEST_BASE_URL: /);
});
