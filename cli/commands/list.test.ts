import { expect, test } from 'vitest';
import { runCli } from '#lib/testing/cli.ts';
import { jobId, startTestApi } from '#lib/testing/cli-api.ts';
import { createTestTerminal } from '#lib/testing/terminal.ts';

test('a job that waits is listed with its place in line on a terminal; a pipe has its five fields', async () => {
  const queue = { place: 3, starts_in_seconds: 118, ahead: false };
  const api = await startTestApi({ job: { status: 'pending', queue } });
  try {
    const env = { INTENTUI_URL: api.url };
    const { stdout } = await runCli(['list'], { env });
    expect(stdout.trim().split('\t')).toHaveLength(5);
    const terminal = createTestTerminal({ columns: 140 });
    const { code } = await runCli(['list'], { env, terminal });
    expect(code).toBe(0);
    expect(terminal.shown().trimEnd()).toBe(
      `${jobId}  pending      Number 3 in line, begins in about 2 minutes · What does streamText do?`,
    );
  } finally {
    await api.stop();
  }
});
