import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Db } from '#lib/db.ts';
import { openDb } from '#lib/db.ts';
import { removeOldRows } from '#lib/jobs/remove-old-rows.ts';
import { migrate } from '#lib/postgres/migrate.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startPostgres } from './start-postgres.ts';

/** What a small standard job has. */
const perJob = { events: 68, sources: 9, quotes: 22, calls: 10 };

/**
 * `npm run bench -- retention [--jobs 10000]`: a database of jobs that ended long ago, each with its events, pages, quotes
 * and calls, from which `removeOldRows` removes while new jobs come in. Prints how many rows went how fast, what a new job
 * waited for beside that and without, and how large the database is before, after, and once vacuumed.
 */
export async function retention({ jobs = '10000' }: Record<string, string>): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-retention-'));
  const postgres = await startPostgres({ dataDir });
  try {
    const url = postgres.url('retention');
    await migrate(url);
    const db = openDb(url, { patienceMs: 60_000 });
    try {
      await fill(db, Number(jobs));
      await db.$executeRaw`ANALYZE`;
      const before = await sizeOf(db);
      const quiet = await createBeside(db, new Promise((resolve) => setTimeout(resolve, 5_000)));
      let longest = 0;
      const startedAt = performance.now();
      const beside = await createBeside(
        db,
        removeAll(db, (ms) => (longest = Math.max(longest, ms))),
      );
      const seconds = (performance.now() - startedAt) / 1000;
      const left = await db.job.count({ where: { completedAt: { not: null } } });
      const after = await sizeOf(db);
      await db.$executeRawUnsafe('VACUUM');
      const vacuumed = await sizeOf(db);
      console.log(
        `${jobs} old jobs gone in ${seconds.toFixed(0)} s, ${left} left; longest call ${longest.toFixed(0)} ms`,
      );
      console.log(`a new job without: ${describe(quiet)}; beside the removal: ${describe(beside)}`);
      console.log(`database: ${before} MB before, ${after} MB after, ${vacuumed} MB vacuumed`);
      if (left > 0) process.exitCode = 1;
    } finally {
      await db.$disconnect();
    }
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function removeAll(db: Db, tell: (ms: number) => void): Promise<void> {
  for (let isMore = true; isMore; ) {
    const startedAt = performance.now();
    ({ isMore } = await removeOldRows(db, { keepDays: 90, thorough: true }));
    tell(performance.now() - startedAt);
  }
}

/** Creates jobs, 20 a second, while something goes on; answers how long each took, in ms. */
async function createBeside(db: Db, work: Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let isOver = false;
  work.finally(() => (isOver = true)).catch(() => {});
  while (!isOver) {
    const startedAt = performance.now();
    await createTestJob(db);
    took.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await work;
  return took.sort((left, right) => left - right);
}

const describe = (took: readonly number[]): string => {
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, slowest ${(took.at(-1) ?? 0).toFixed(1)} ms of ${took.length}`;
};

const sizeOf = async (db: Db): Promise<number> => {
  const [row] = await db.$queryRaw<{ mb: number }[]>`
    SELECT round(pg_database_size(current_database()) / 1048576.0)::int AS mb`;
  return row?.mb ?? 0;
};

/** Words that no compression makes small, as long as texts of pages are. */
const words = (units: number) =>
  `(SELECT string_agg(md5(random()::text || n), ' ') FROM generate_series(1, ${Math.ceil(units / 33)}) n WHERE j.id > 0)`;

async function fill(db: Db, jobs: number): Promise<void> {
  const statements = [
    `INSERT INTO job (job_id, user_id, job_type, status, input_data, result, deadline_seconds, created_at, completed_at, last_seq)
     SELECT gen_random_uuid(), 'local', 'research', 'complete', '{"query": "q"}',
       jsonb_build_object('report', repeat(md5(n::text) || ' ', 200)), 600, at, at + interval '1 minute', ${perJob.events}
     FROM generate_series(1, ${jobs}) n, LATERAL (SELECT now() - interval '200 days' + n * interval '1 second' AS at) a`,
    `INSERT INTO outbox (event_id, name, data, sent_at)
     SELECT job_id::text, 'job/research.requested', jsonb_build_object('job_id', job_id), created_at FROM job`,
    `INSERT INTO job_event (job_id, seq, key, type, data)
     SELECT job_id, n, 'k' || n, 'warning', jsonb_build_object('message', md5(n::text) || repeat(' word', 20))
     FROM job, generate_series(1, ${perJob.events}) n`,
    // A page in three is one that another job has read too.
    `INSERT INTO snapshot (id, sha256, text)
     SELECT gen_random_uuid(), j.id || ':' || n, ${words(3000)} FROM job j, generate_series(1, ${perJob.sources}) n
     WHERE n <= 6 OR j.id % 2 = 0`,
    `INSERT INTO source (id, job_id, source_id, url, title, snapshot_id)
     SELECT gen_random_uuid(), job_id, 'web', 'https://a.example/' || job.id || '/' || n, 'A', snapshot.id
     FROM job, generate_series(1, ${perJob.sources}) n, snapshot
     WHERE sha256 = CASE WHEN n <= 6 THEN job.id ELSE (job.id + job.id % 2) END || ':' || n`,
    `INSERT INTO quote (id, job_id, number, snapshot_id, url, start_offset, end_offset, text)
     SELECT gen_random_uuid(), job_id, row_number() OVER (PARTITION BY job_id), snapshot_id, url, 0, 99, repeat('word ', 20)
     FROM source, generate_series(1, 3) n WHERE (n - 1) * ${perJob.sources} < ${perJob.quotes}`,
    `INSERT INTO model_call (id, job_id, step, call, input_hash, role, model_id, outcome, answer, started_at, duration_ms)
     SELECT gen_random_uuid(), job_id, 'read', n, 'h', 'reader', 'm', 'answered', '{"text": "words"}', created_at, 1
     FROM job, generate_series(1, ${perJob.calls}) n`,
  ];
  for (const statement of statements) await db.$executeRawUnsafe(statement);
}
