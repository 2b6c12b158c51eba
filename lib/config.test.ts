import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { modelSettingsOf, readConfig, settingNames } from './config.ts';

test('an empty environment gives the defaults of the plan', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 3000,
    ENGINE_PORT: 8288,
    ENGINE_DRAIN_SECONDS: 60,
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

test('what is wrong with an entry of a list is told of the setting', () => {
  const read = () => readConfig({ TRUSTED_PROXIES: '10.0.0.1,nobody' });
  expect(read).toThrow('TRUSTED_PROXIES: addresses or networks such as 10.0.0.0/8');
});

/** Said by npm and by `npm start` to the processes that they start. */
const setByPrograms = ['BUILD_STANDALONE', 'EMBEDDED_ENGINE', 'INIT_CWD'];

/** The same as for all roles, and told so there. */
const ofOneRole = /^MODEL_(PLANNER|READER|WRITER|JUDGE)_/;

test('.env.example shows every setting, nothing else, and can be taken as it stands', () => {
  const file = readFileSync(path.resolve(import.meta.dirname, '../.env.example'), 'utf8');
  const shown = parseEnv(file.replace(/^# (?=[A-Z_]+=)/gm, ''));
  expect(Object.keys(shown).sort()).toEqual(
    settingNames.filter((name) => !setByPrograms.includes(name) && !ofOneRole.test(name)).sort(),
  );
  expect(readConfig(shown as Record<string, string>)).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' });
});

test('what is set for a role goes before what is set for all, and the rest has its default', () => {
  const config = readConfig({
    GATEWAY_BASE_URL: 'https://models.example/v1',
    MODEL: 'large',
    MODEL_READER: 'small',
    MODEL_CONTEXT: '128000',
    MODEL_READER_CONTEXT: '32000',
    MODEL_WRITER_TEMPERATURE: '0.2',
    MODEL_JUDGE_FIRST_BYTE_TIMEOUT_SECONDS: '300',
  });
  expect(modelSettingsOf(config, 'reader')).toMatchObject({
    setting: 'MODEL_READER',
    modelId: 'small',
    contextTokens: 32_000,
    temperature: undefined,
    firstByteTimeoutMs: undefined,
    concurrency: 8,
  });
  expect(modelSettingsOf(config, 'writer')).toMatchObject({
    setting: 'MODEL',
    modelId: 'large',
    contextTokens: 128_000,
    temperature: 0.2,
  });
  expect(modelSettingsOf(config, 'judge').firstByteTimeoutMs).toBe(300_000);
});

test('headers for a collector are pairs, encoded where they have to be', () => {
  const read = (list: string) => readConfig({ OTEL_EXPORTER_OTLP_HEADERS: list }).OTEL_EXPORTER_OTLP_HEADERS;
  expect(read('authorization=Bearer%20a, x-key=b=c,,off=100%')).toEqual({
    authorization: 'Bearer a',
    'x-key': 'b=c',
    off: '100%',
  });
});
