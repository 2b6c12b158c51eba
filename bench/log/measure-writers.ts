import pg from 'pg';
import { openDb } from '#lib/db.ts';
import { createJobListener } from '#lib/jobs/job-listener.ts';
import { createJob } from '#lib/jobs/jobs.ts';
import { createLogWriter } from '#lib/jobs/log-writer.ts';
import { createLog } from '#lib/log.ts';
import { migrate } from '#lib/postgres/migrate.ts';
import { percentile } from '../engine/percentile.ts';
import { startDatabase } from '../engine/server.ts';

type Way = (jobId: string, key: string) => Promise<unknown>;

/** Each way is measured in so many turns, so that whatever else the machine does meets all of them. */
const turns = 6;
const goal = 0.8;

/** Events a second by 1, 5 and 10 writers, each of a job of its own, who wait until an event is committed. */
export async function measureWriters({ seconds = '2' }: Record<string, string>): Promise<void> {
  const database = await startDatabase();
  await migrate(database.url);
  const db = openDb(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 10 });
  pool.on('error', () => {});
  const log = createLog('bench', 'warn');
  const [here, there] = [database.url, database.url].map((databaseUrl) =>
    createJobListener({ databaseUrl, log }),
  ) as [ReturnType<typeof createJobListener>, ReturnType<typeof createJobListener>];
  const writer = createLogWriter({ databaseUrl: database.url, onAppended: here.tell });
  try {
    await Promise.all([here.start(), there.start()]);
    await pool.query(withoutNotify(await definitionOf(pool)));
    const data = { message: 'x'.repeat(200) };
    const call = (name: string): Way => {
      const text = `SELECT ${name}($1::uuid, $2, 'warning', $3::jsonb, false)`;
      return (jobId, key) => pool.query({ name, text, values: [jobId, key, JSON.stringify(data)] });
    };
    const ways: Record<string, Way> = {
      'a commit each, no NOTIFY': call('append_quietly'),
      'a commit each, with NOTIFY': call('append_job_event'),
      'the writer': (jobId, key) => writer.append(jobId, [{ key, event: { type: 'warning', ...data } }]),
    };
    for (const writers of [1, 5, 10]) {
      const jobs = await Promise.all(Array.from({ length: writers }, () => newJob(db)));
      const rates = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
      for (let turn = 0; turn < turns; turn += 1) {
        // Each goes first in turn.
        const order = Object.entries(ways);
        for (const [name, way] of [
          ...order.slice(turn % order.length),
          ...order.slice(0, turn % order.length),
        ]) {
          const forMs = (1000 * Number(seconds)) / turns;
          rates.get(name)?.push(await eventsASecond({ jobs, way, forMs, prefix: `${turn}:${name}` }));
        }
      }
      const [base = Number.NaN] = [...rates.values()].map((all) => percentile(all, 0.5));
      for (const [name, all] of rates) {
        const rate = percentile(all, 0.5);
        const ratio = rate / base;
        const verdict = name === 'the writer' ? (ratio >= goal ? `≥ ${goal}` : `MISSED: ≥ ${goal}`) : '';
        console.log(
          `  ${`${writers} writers, ${name}`.padEnd(40)} ${rate.toFixed(0).padStart(6)} events/s ${ratio.toFixed(2).padStart(6)} ×  ${verdict}`.trimEnd(),
        );
      }
    }
  } finally {
    await writer.stop();
    await Promise.all([here.stop(), there.stop(), pool.end(), db.$disconnect()]);
    await database.stop();
  }
}

async function eventsASecond(options: {
  jobs: readonly string[];
  way: Way;
  forMs: number;
  prefix: string;
}): Promise<number> {
  const { jobs, way, forMs, prefix } = options;
  const startedAt = performance.now();
  let count = 0;
  await Promise.all(
    jobs.map(async (jobId) => {
      for (let index = 0; performance.now() - startedAt < forMs; index += 1) {
        await way(jobId, `${prefix}:${index}`);
        count += 1;
      }
    }),
  );
  return (1000 * count) / (performance.now() - startedAt);
}

async function newJob(db: ReturnType<typeof openDb>): Promise<string> {
  const order = { userId: 'local', jobType: 'research', input: { query: 'q' }, priority: 5 };
  return (await createJob(db, { ...order, metadata: {}, deadlineSeconds: 60 })).job.jobId;
}

async function definitionOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(
    "SELECT pg_get_functiondef('append_job_event'::regproc) AS text",
  );
  return rows[0]?.text ?? '';
}

/** The very function that appends an event, under another name and without its notification. */
function withoutNotify(definition: string): string {
  const quiet = definition
    .replace('append_job_event', 'append_quietly')
    .replace(/PERFORM pg_notify\(.*\n/, '');
  if (quiet.includes('pg_notify')) throw new Error('the notification of append_job_event was not found');
  return quiet;
}
