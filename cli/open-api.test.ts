import { afterEach, expect, test } from 'vitest';
import { runCli } from '#lib/testing/cli.ts';
import { jobId, startTestApi } from '#lib/testing/cli-api.ts';
import { whole } from '#lib/testing/cli-script.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function run(args: string[], env: Record<string, string> = {}) {
  const api = await startTestApi({ script: whole });
  closers.push(() => api.stop());
  const end = await runCli(args, { env: { INTENTUI_URL: api.url, ...env } });
  return { ...end, shown: new Set(api.authorizations) };
}

const commands = [
  ['research', 'q'],
  ['stream', 'p'],
  ['watch', jobId],
  ['cancel', jobId],
  ['list'],
  ['doctor'],
];
test.each(commands)('%s shows the key with each call, and to nobody else', async (...args) => {
  const { shown, stdout, stderr } = await run(args, { INTENTUI_KEY: 'iur_fromEnvironment' });
  expect([...shown]).toEqual(['Bearer iur_fromEnvironment']);
  expect(stdout + stderr).not.toContain('iur_');
});

test('--key goes before the environment, in either form and at any place, and shows in no output', async () => {
  for (const args of [
    ['list', '--key', 'iur_given'],
    ['list', '--key=iur_given', '--json'],
    ['list', '--limit', '3', '--key', 'iur_given'],
  ]) {
    const { code, shown, stdout, stderr } = await run(args, { INTENTUI_KEY: 'iur_other' });
    expect([code, [...shown]]).toEqual([0, ['Bearer iur_given']]);
    expect(stdout + stderr).not.toContain('iur_given');
  }
});

test('without a key none is shown', async () => {
  expect([...(await run(['list'])).shown]).toEqual([undefined]);
});

test.each([
  [['list', '--key']],
  [['list', '--key', '--json']],
  [['list', '--key=']],
  [['list', '--key', 'a b']],
])('%j says that there is no key in it', async (args) => {
  const { code, stderr } = await run(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--key takes a key')]);
});
