import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { boughtTwice } from './bought-twice.ts';
import {
  type Check,
  countOf,
  databaseOf,
  faultyLogs,
  submitJobs,
  untilAllEnded,
  withProduct,
} from './check.ts';

async function ask<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

export const forgetfulEngine: Check = {
  id: 'R-34',
  what: "the engine's tables are emptied with 12 jobs in mixed states: all are taken up again within 60 s and end, no answer is bought twice",
  run: () =>
    withProduct(
      async (product, gateway) => {
        const ids = await submitJobs(product.url, 12);
        await sleep(4000);
        await ask(
          databaseOf(product),
          'TRUNCATE engine.run, engine.event, engine.step, engine.job, engine.attempt, engine.run_channel CASCADE',
        );
        const resumed = untilResumed(databaseOf(product));
        const { jobs, seconds } = await untilAllEnded(product.url, ids, { withinMs: 200_000 });
        const resumedSeconds = await resumed;
        const complete = countOf(jobs, 'complete');
        const twice = await boughtTwice(product, gateway);
        const faulty = await faultyLogs(product.url, jobs);
        return {
          holds: complete === 12 && twice === 0 && faulty === 0 && resumedSeconds <= 60,
          figures: `the engine has a run of each job ${resumedSeconds.toFixed(0)} s after; ${complete} of 12 complete ${seconds.toFixed(0)} s after; ${twice} answers bought twice; ${faulty} logs with faults`,
        };
      },
      { JOB_MAX_CONCURRENT: '4' },
    ),
};

/** How long it takes until the engine has a run of every job that has not ended. */
async function untilResumed(url: string): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const [row] = await ask<{ lost: number }>(
      url,
      `SELECT count(*)::int AS lost FROM job WHERE completed_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM engine.run WHERE ended_at IS NULL AND split_part(event_id, ':', 1) = job_id::text)`,
    );
    const seconds = (performance.now() - startedAt) / 1000;
    if (row?.lost === 0 || seconds > 200) return seconds;
    await sleep(500);
  }
}

export const doubledEvents: Check = {
  id: 'R-33',
  what: 'the event that asks for a job is sent to the engine ten times more: one run',
  run: () =>
    withProduct(async (product) => {
      const [id = ''] = await submitJobs(product.url, 1);
      const key = readFileSync(path.join(product.dataDir, 'event-key'), 'utf8').trim();
      const data = { job_id: id, user_id: 'local', priority: 5 };
      const body = JSON.stringify([{ id, name: 'job/research.requested', data }]);
      const sent = Array.from({ length: 10 }, () =>
        fetch(`${product.engineUrl}/e/${key}`, { method: 'POST', body }),
      );
      const taken = (await Promise.all(sent)).filter(({ ok }) => ok).length;
      const { jobs } = await untilAllEnded(product.url, [id]);
      const [row] = await ask<{ runs: number }>(
        databaseOf(product),
        'SELECT count(*)::int AS runs FROM engine.run WHERE event_id = $1',
        [id],
      );
      return {
        holds: row?.runs === 1 && taken === 10 && countOf(jobs, 'complete') === 1,
        figures: `${taken} taken, ${row?.runs} run, ${jobs[0]?.status}`,
      };
    }),
};

export const lostListeners: Check = {
  id: 'R-32',
  what: 'connections that LISTEN are ended five times while jobs run: events still come, and the connections are back within 5 s',
  run: () =>
    withProduct(async (product) => {
      const url = databaseOf(product);
      const listening = "backend_type = 'client backend' AND query ILIKE 'listen %'";
      const ids = await submitJobs(product.url, 4);
      let slowest = 0;
      let ended = 0;
      for (let round = 0; round < 5; round += 1) {
        const before = await ask(
          url,
          `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${listening}`,
        );
        ended += before.length;
        const startedAt = performance.now();
        while (performance.now() - startedAt < 10_000) {
          const [row] = await ask<{ count: number }>(
            url,
            `SELECT count(*)::int FROM pg_stat_activity WHERE ${listening}`,
          );
          if ((row?.count ?? 0) >= before.length) break;
          await sleep(50);
        }
        slowest = Math.max(slowest, (performance.now() - startedAt) / 1000);
        await sleep(300);
      }
      const { jobs } = await untilAllEnded(product.url, ids);
      const complete = countOf(jobs, 'complete');
      const faulty = await faultyLogs(product.url, jobs);
      return {
        holds: complete === 4 && faulty === 0 && slowest <= 5 && ended > 0,
        figures: `${ended} connections ended, all back within ${slowest.toFixed(1)} s; ${complete} of 4 complete; ${faulty} logs with faults`,
      };
    }),
};

export const noConnections: Check = {
  id: 'R-41 (connections)',
  what: 'all connections of PostgreSQL are taken for 10 s: requests are answered or get 503, nothing ends, and it recovers',
  run: () =>
    withProduct(async (product) => {
      const url = databaseOf(product);
      const ids = await submitJobs(product.url, 2);
      const held: pg.Client[] = [];
      try {
        for (let count = 0; count < 120; count += 1) {
          const client = new pg.Client({ connectionString: url });
          client.on('error', () => {});
          try {
            await client.connect();
            held.push(client);
          } catch {
            break;
          }
        }
        const statuses = new Map<number, number>();
        for (const until = performance.now() + 10_000; performance.now() < until; await sleep(200)) {
          const answers = await Promise.all(
            Array.from({ length: 8 }, () =>
              fetch(`${product.url}/api/v1/jobs?limit=1`).catch(() => undefined),
            ),
          );
          for (const answer of answers)
            statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1);
        }
        await Promise.all(held.splice(0).map((client) => client.end()));
        const { jobs } = await untilAllEnded(product.url, ids);
        const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
        return {
          holds:
            [...statuses.keys()].every((status) => [200, 503].includes(status)) &&
            countOf(jobs, 'complete') === 2,
          figures: `${told}; afterwards ${countOf(jobs, 'complete')} of 2 jobs complete`,
        };
      } finally {
        await Promise.allSettled(held.map((client) => client.end()));
      }
    }),
};
