import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { startCuttableProxy } from '#lib/testing/cuttable-proxy.ts';
import {
  type Check,
  countOf,
  databaseOf,
  faultyLogs,
  keepAsking,
  postgresOf,
  submitJobs,
  untilAllEnded,
  withProduct,
} from './check.ts';

const jobs = 6;
/** What a request may take at most: a connection, a statement and the silence after it. */
const mostMs = 15_000;

/** Eight clients that ask at once, so that a pool which loses connections runs dry; their worst is told. */
function manyAsking(url: string): () => Promise<{ only503: boolean; worstMs: number; told: string }> {
  const asked = Array.from({ length: 8 }, () => keepAsking(url, 250));
  return async () => {
    const ends = await Promise.all(asked.map((end) => end()));
    const worst = ends.reduce((one, other) => (other.worstMs > one.worstMs ? other : one));
    return { ...worst, only503: ends.every(({ only503 }) => only503) };
  };
}

/** Seconds until every one of so many requests at once is answered well. */
async function untilAnswering(url: string): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const asked = Array.from({ length: 12 }, () =>
      fetch(`${url}/api/v1/jobs?limit=1`).then(
        async (response) => (await response.arrayBuffer()) && response.ok,
        () => false,
      ),
    );
    if ((await Promise.all(asked)).every(Boolean)) return (performance.now() - startedAt) / 1000;
    await sleep(50);
  }
}

export const deadConnections: Check = {
  id: 'R-09 (half-open)',
  what: 'twice, all connections to PostgreSQL die without a word: noticed within 15 s, replaced, and the jobs go on',
  async run() {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-chaos-'));
    const postgres = createPostgres({ dataDir });
    try {
      const network = await startCuttableProxy((await postgres.start()).url('intentui'));
      try {
        return await withProduct(
          async (product, gateway) => {
            const ids = await submitJobs(product.url, jobs);
            await sleep(2000);
            const asked = manyAsking(product.url);
            let slowest = 0;
            let swallowed = 0;
            for (let round = 0; round < 2; round += 1) {
              swallowed += network.swallow();
              slowest = Math.max(slowest, await untilAnswering(product.url));
              await sleep(3000);
            }
            const { jobs: ended, seconds } = await untilAllEnded(product.url, ids);
            const { only503, worstMs, told } = await asked();
            const complete = countOf(ended, 'complete');
            const faulty = await faultyLogs(product.url, ended);
            return {
              holds:
                complete === jobs && faulty === 0 && only503 && slowest <= 15 && worstMs <= mostMs + 5000,
              figures: `${swallowed} connections died; all requests answered again within ${slowest.toFixed(1)} s; ${complete} of ${jobs} complete ${seconds.toFixed(0)} s after; ${faulty} logs with faults; ${gateway.answeredTwice().length} of ${gateway.calls.length} calls answered to the end twice; one client: ${told}`,
            };
          },
          { DATABASE_URL: network.url },
        );
      } finally {
        await network.stop();
      }
    } finally {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

export const hangingStatements: Check = {
  id: 'R-09 (hanging)',
  what: 'the table of jobs is locked for 25 s, then PostgreSQL stands still (SIGSTOP) for 20 s: requests get 503 within 15 s, and all goes on afterwards',
  run: () =>
    withProduct(async (product, gateway) => {
      const ids = await submitJobs(product.url, jobs);
      await sleep(2000);
      const outcomes: string[] = [];
      let holds = true;
      const trouble = async (name: string, work: () => Promise<void>) => {
        const asked = manyAsking(product.url);
        await work();
        const backSeconds = await untilAnswering(product.url);
        const { only503, worstMs, told } = await asked();
        holds &&= only503 && worstMs <= mostMs && backSeconds <= 5 && told.includes('503');
        outcomes.push(`${name}: one client ${told}, all answered ${backSeconds.toFixed(1)} s after`);
      };
      await trouble('locked', async () => {
        const client = new pg.Client({ connectionString: databaseOf(product) });
        await client.connect();
        await client.query('BEGIN');
        await client.query('LOCK TABLE job IN ACCESS EXCLUSIVE MODE');
        await sleep(25_000);
        await client.query('COMMIT');
        await client.end();
      });
      await trouble('standing still', async () => {
        const pids = familyOf(postgresOf(product) ?? 0);
        for (const pid of pids) process.kill(pid, 'SIGSTOP');
        await sleep(20_000);
        for (const pid of pids.reverse()) process.kill(pid, 'SIGCONT');
      });
      const { jobs: ended, seconds } = await untilAllEnded(product.url, ids);
      const complete = countOf(ended, 'complete');
      const faulty = await faultyLogs(product.url, ended);
      return {
        holds: holds && complete === jobs && faulty === 0,
        figures: `${outcomes.join('; ')}; ${complete} of ${jobs} complete ${seconds.toFixed(0)} s after; ${faulty} logs with faults; ${gateway.answeredTwice().length} of ${gateway.calls.length} calls answered to the end twice`,
      };
    }),
};

/** A process and what it has started. */
function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => {
      try {
        const stat = readFileSync(`/proc/${other}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    });
  return [pid, ...children];
}
