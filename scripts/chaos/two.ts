import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { percentile } from '../../bench/engine/percentile.ts';
import { startProduct } from '../../e2e/start-product.ts';
import { type Check, countOf, faultyLogs, serverOf, settingsOf, submitJobs, untilAllEnded } from './check.ts';

const jobs = 6;

/** Follows a job's stream to its end; how many ms after it was told each event came. */
async function delaysOf(url: string, jobId: string): Promise<number[]> {
  const delays: number[] = [];
  const response = await fetch(`${url}/api/v1/jobs/${jobId}/stream`, {
    headers: { accept: 'text/event-stream' },
  });
  let left = '';
  for await (const chunk of response.body ?? []) {
    left += new TextDecoder().decode(chunk);
    const lines = left.split('\n');
    left = lines.pop() ?? '';
    for (const line of lines) {
      const at = /^data:.*"at":"([^"]+)"/.exec(line)?.[1];
      if (at) delays.push(Date.now() - Date.parse(at));
    }
  }
  return delays;
}

export const twoProcesses: Check = {
  id: 'R-31, R-08',
  what: 'two products on one database; one hangs for 25 s (its lease is 15) and wakes, then is killed (-9) with jobs at work: all complete on the other, nothing is told twice',
  async run() {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-chaos-'));
    const postgres = createPostgres({ dataDir });
    const gateway = createFakeGateway();
    try {
      await gateway.start();
      gateway.always({ delayMs: 300, tokenDelayMs: 10 });
      const database = (await postgres.start()).url('intentui');
      const env = { ...settingsOf(gateway), DATABASE_URL: database };
      const first = await startProduct(env);
      const second = await startProduct(env).catch(async (error) => {
        await first.stop();
        throw error;
      });
      try {
        const hung = await submitJobs(first.url, jobs);
        await sleep(1500);
        const server = serverOf(first);
        process.kill(server, 'SIGSTOP');
        await sleep(25_000);
        process.kill(server, 'SIGCONT');
        const afterHang = await untilAllEnded(second.url, hung);
        const killed = await submitJobs(first.url, jobs);
        const following = Promise.all(killed.map((id) => delaysOf(second.url, id)));
        following.catch(() => {});
        await sleep(4000);
        await first.kill9();
        const afterKill = await untilAllEnded(second.url, killed);
        const delays = (await following).flat().sort((one, other) => one - other);
        const p95 = Math.round(percentile(delays, 0.95));
        const ended = [...afterHang.jobs, ...afterKill.jobs];
        const faulty = await faultyLogs(second.url, ended);
        const [one, two] = [countOf(afterHang.jobs, 'complete'), countOf(afterKill.jobs, 'complete')];
        return {
          holds: one === jobs && two === jobs && faulty === 0 && p95 <= 500 && delays.length > jobs,
          figures: `after the hang ${one} of ${jobs} complete in ${afterHang.seconds.toFixed(0)} s, after the kill ${two} of ${jobs} in ${afterKill.seconds.toFixed(0)} s; what the other streamed of jobs submitted here came ${p95} ms after it was told (p95 of ${delays.length} events); ${faulty} logs with faults; ${gateway.answeredTwice().length} of ${gateway.calls.length} calls answered to the end twice`,
        };
      } finally {
        await second.stop();
        await first.stop();
      }
    } finally {
      await gateway.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
