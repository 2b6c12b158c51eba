import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '#lib/postgres/migrate.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { type Check, countOf, submitJobs, untilAllEnded, withProduct } from './check.ts';

export const coldStart: Check = {
  id: 'R-45',
  what: 'from the command to readyz 200, with an empty data directory and with a used one: at most 15 s each, once built',
  async run() {
    const startedAt = performance.now();
    return withProduct(async (product) => {
      const first = (performance.now() - startedAt) / 1000;
      await product.end();
      const again = performance.now();
      await product.restart();
      const second = (performance.now() - again) / 1000;
      return {
        holds: first <= 15 && second <= 15,
        figures: `${first.toFixed(1)} s with an empty data directory, ${second.toFixed(1)} s with a used one`,
      };
    });
  },
};

const oldJobs = 10_000;
const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations');

export const oldDatabase: Check = {
  id: 'R-43',
  what: 'a database of 10,000 jobs as the migrations of half a year ago left it: brought up to date within 60 s, old jobs are read and new ones run',
  async run() {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-chaos-'));
    const before = path.join(dataDir, 'migrations-before');
    const postgres = createPostgres({ dataDir });
    try {
      const url = (await postgres.start()).url('intentui');
      const names = readdirSync(migrations)
        .filter((name) => /^\d/.test(name))
        .sort();
      const older = names.slice(0, Math.ceil(names.length / 2));
      for (const name of older)
        cpSync(path.join(migrations, name), path.join(before, name), { recursive: true });
      await migrate(url, before);
      await fill(url);
      const startedAt = performance.now();
      const applied = await migrate(url);
      const seconds = (performance.now() - startedAt) / 1000;
      return await withProduct(
        async (product) => {
          const answer = await fetch(`${product.url}/api/v1/jobs?limit=100`);
          const page = (await answer.json()) as { data?: { job_id: string }[] };
          const read = await Promise.all(
            (page.data ?? []).slice(0, 20).map(async ({ job_id }) => {
              const events = await fetch(`${product.url}/api/v1/jobs/${job_id}/events`);
              return events.ok && ((await events.json()) as { data: unknown[] }).data.length === 3;
            }),
          );
          const ids = await submitJobs(product.url, 2);
          const { jobs } = await untilAllEnded(product.url, ids);
          const readable = read.filter(Boolean).length;
          return {
            holds: seconds <= 60 && readable === 20 && countOf(jobs, 'complete') === 2,
            figures: `${applied.length} of ${names.length} migrations over ${oldJobs} jobs in ${seconds.toFixed(1)} s; ${readable} of 20 old jobs read with their logs; ${countOf(jobs, 'complete')} of 2 new ones complete`,
          };
        },
        { DATABASE_URL: url },
      );
    } finally {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** Jobs that have ended, each with a log of three events, in the columns that every version has had. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO job (job_id, user_id, job_type, status, phase, input_data, result, progress, last_seq, deadline_seconds, created_at, started_at, completed_at)
      SELECT gen_random_uuid(), 'local', 'stream', 'complete', 'finish', '{"prompt":"What was asked?"}',
        '{"text":"What was answered.","finish_reason":"stop"}', 1, 3, 600, at, at, at
      FROM generate_series(1, ${oldJobs}) AS n, LATERAL (SELECT now() - n * interval '1 minute' AS at) AS times`);
    await client.query(`
      INSERT INTO job_event (job_id, seq, key, type, data, at)
      SELECT job_id, seq, 'key:' || seq, (ARRAY['job-created', 'text-delta', 'job-complete'])[seq],
        (ARRAY['{"job_type":"stream"}', '{"text_id":"answer","delta":"What was answered."}', '{}'])[seq]::jsonb, created_at
      FROM job, generate_series(1, 3) AS seq`);
  } finally {
    await client.end();
  }
}
