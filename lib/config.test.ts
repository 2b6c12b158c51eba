import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig, settingNames } from './config.ts';

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

/** Said by npm and by `npm start` to the processes that they start. */
const setByPrograms = ['EMBEDDED_ENGINE', 'INIT_CWD'];

test('.env.example shows every setting, nothing else, and can be taken as it stands', () => {
  const file = readFileSync(path.resolve(import.meta.dirname, '../.env.example'), 'utf8');
  const shown = parseEnv(file.replace(/^# (?=[A-Z_]+=)/gm, ''));
  expect(Object.keys(shown).sort()).toEqual(
    settingNames.filter((name) => !setByPrograms.includes(name)).sort(),
  );
  expect(readConfig(shown as Record<string, string>)).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' });
});
