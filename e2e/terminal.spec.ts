import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { startCli } from '#lib/testing/cli.ts';
import { expect, test } from './fixtures.ts';
import { isBehindNginx, programEnv } from './through-nginx.ts';

const question = 'How do I stream text from a Next.js route handler with the AI SDK?';

test('the terminal client researches a question; in a pipe stdout is the report', async ({ product }) => {
  const env = programEnv(product);
  const file = path.join(product.dataDir, 'answer.md');
  const asked = await startCli(['research', question, '--preset', 'quick', '--file', file], { env }).ended;
  expect(asked.code, asked.stderr).toBe(0);
  const [, jobId = ''] = /jobs\/([0-9a-f-]{36})/.exec(asked.stderr) ?? [];

  const { code, stdout } = await startCli(['watch', jobId, '--json'], { env }).ended;
  const { report } = ResearchResult.parse(JSON.parse(stdout).result);
  expect(code).toBe(0);
  expect(asked.stdout.startsWith(report.markdown.trimEnd())).toBe(true);
  expect(asked.stdout).toContain('\n## Sources\n\n1. ');
  expect(readFileSync(file, 'utf8')).toBe(asked.stdout);
  expect(asked.stderr).toMatch(/^Estimated relevance 0\.\d+ of 1, no other score/m);

  const listed = await startCli(['list', '--limit', '1'], { env }).ended;
  expect(listed.stdout).toContain(`${jobId}\tcomplete\tresearch\t`);
  const checked = await startCli(['doctor'], { env }).ended;
  expect(checked.code, checked.stdout).toBe(0);
});

test('it starts the product where it does not run, and stops it after the job', async ({ product }) => {
  test.skip(isBehindNginx, 'What the terminal client starts is reached on loopback, with nothing before it.');
  await product.kill9();
  const { port } = new URL(product.url);
  const { port: enginePort } = new URL(product.engineUrl);
  const env = { PORT: port, ENGINE_PORT: enginePort, DATA_DIR: product.dataDir };
  const { code, stdout, stderr } = await startCli(['research', question, '--preset', 'quick'], { env }).ended;
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('\n## Sources\n\n1. ');
  expect(stderr).toContain('The product has been stopped');
  await expect(fetch(`${product.url}/api/healthz`)).rejects.toThrow();
  await product.restart();
});
