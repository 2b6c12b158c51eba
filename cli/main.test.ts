import { afterEach, expect, test, vi } from 'vitest';
import { startCli } from '#lib/testing/cli.ts';
import { jobId, startTestApi, type TestApi } from '#lib/testing/cli-api.ts';
import { begin, end, markdown, whole, write } from '#lib/testing/cli-script.ts';

vi.setConfig({ testTimeout: 60_000 });
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(options: Parameters<typeof startTestApi>[0]): Promise<TestApi> {
  const api = await startTestApi(options);
  closers.push(() => api.stop());
  return api;
}
const run = (args: string[], api: TestApi) => startCli(args, { env: { INTENTUI_URL: api.url } });

test('in a pipe, stdout is the report as Markdown with its sources and nothing else', async () => {
  const api = await serve({ script: whole });
  const { code, stdout, stderr } = await run(['research', 'What', 'does', 'streamText do?'], api).ended;
  expect(stdout).toBe(
    `${markdown.trimEnd()}\n\n## Sources\n\n1. <a id="cite-1"></a>[Stream \\[text\\]](<doc://ai/a%20(1).mdx>)\n`,
  );
  expect(code).toBe(0);
  expect(stderr).toContain('✓ Search  1 search');
  expect(stderr).toContain('Search own documents');
  expect(stderr).toContain('Verdict 1.00 of 1, judged by test');
  expect(stderr).toContain(`${api.url}/jobs/${jobId}`);
  expect(stderr).not.toContain('\x1b');
});

test('stream writes each word to a pipe while the job still writes', async () => {
  const api = await serve({ script: [...begin, ...write.slice(0, 3), 'hold', ...write.slice(3), ...end] });
  const cli = run(['stream', 'p'], api);
  await expect.poll(() => cli.stdout()).toBe(markdown.slice(0, 9));
  api.go();
  expect((await cli.ended).code).toBe(0);
});

test('Ctrl-C leaves the job running, says how to go on, and ends with 130', async () => {
  const api = await serve({ script: [...begin, 'hold', ...end] });
  const cli = run(['research', 'q'], api);
  await expect.poll(() => cli.stderr()).toContain('Search own documents');
  cli.interrupt();
  cli.interrupt();
  const { code, stdout, stderr } = await cli.ended;
  expect(code).toBe(130);
  expect(stdout).toBe('');
  expect(stderr).toContain(`watch ${jobId}`);
  expect(stderr).toContain(`cancel ${jobId}`);
});

test('a reader that goes away ends it quietly', async () => {
  const api = await serve({ script: [...begin, ...write.slice(0, 3), 'hold', ...write.slice(3), ...end] });
  const cli = run(['stream', 'p'], api);
  await expect.poll(() => cli.stdout()).not.toBe('');
  cli.closeStdout();
  api.go();
  const { code, stderr } = await cli.ended;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/EPIPE|Error|wrong|The job goes on/);
});

test('what was said before a fault of the settings is one sentence', async () => {
  const { code, stderr } = await startCli(['list'], { env: { PORT: 'x' } }).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Please correct these settings: PORT: .*\n$/);
});
