import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Told } from '#lib/schema/event.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { readEvents } from './event-log.ts';
import { createJobListener, type Notice } from './job-listener.ts';
import { cancelJob, finishEarly, startJob } from './jobs.ts';
import { createLogWriter, type LogWriter } from './log-writer.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let writer: LogWriter;
const appended: Notice[][] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  writer = open();
});
afterAll(async () => {
  await writer.stop();
  await database.drop();
});

const open = () =>
  createLogWriter({ databaseUrl: database.url, onAppended: (notices) => void appended.push(notices) });
const warn = (message: string): Told => ({ key: message, event: { type: 'warning', message } });
const logOf = (jobId: string) => readEvents(database.db, { jobId, after: 0, limit: 10_000 });
const messagesOf = async (jobId: string) =>
  (await logOf(jobId)).flatMap((event) => (event.type === 'warning' ? [event.message] : []));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the writer of the logs', () => {
  test('keeps order, counts without a gap, and writes together what is told together', async () => {
    const jobs = await Promise.all(numbers(3).map(() => createTestJob(database.db)));
    const before = appended.length;
    const told = numbers(200).flatMap((index) => jobs.map((job) => writer.append(job, [warn(`m${index}`)])));
    await Promise.all(told);
    for (const job of jobs) {
      expect(await messagesOf(job)).toEqual(numbers(200).map((index) => `m${index}`));
      expect((await logOf(job)).map(({ seq }) => seq)).toEqual(numbers(201).map((index) => index + 1));
      expect((await database.db.job.findUniqueOrThrow({ where: { jobId: job } })).lastSeq).toBe(201);
    }
    // Whoever listens hears of every event, and of few commits.
    const commits = appended.slice(before);
    expect(commits.flat()).toHaveLength(600);
    expect(commits.length).toBeLessThan(20);
  });

  test('adds a key once, whether it is told again at once or later', async () => {
    const job = await createTestJob(database.db);
    await writer.append(job, [warn('c'), warn('a'), warn('c'), warn('b')]);
    await Promise.all([writer.append(job, [warn('a')]), writer.append(job, [warn('d'), warn('b')])]);
    expect(await messagesOf(job)).toEqual(['c', 'a', 'b', 'd']);
    expect((await logOf(job)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('adds nothing to the log of a job that has ended, or of none', async () => {
    const job = await createTestJob(database.db);
    await cancelJob(database.db, { jobId: job, userId: 'local' });
    const { length } = await logOf(job);
    await writer.append(job, [warn('late')]);
    await writer.append('01890000-0000-7000-8000-000000000000', [warn('nowhere')]);
    await writer.append(job, []);
    expect(await logOf(job)).toHaveLength(length);
  });

  test('an event costs the same however long the log is', async () => {
    const job = await createTestJob(database.db);
    await writer.append(
      job,
      numbers(3_000).map((index) => warn(`m${index}`)),
    );
    const events = JSON.stringify([
      { job_id: job, key: 'one more', type: 'warning', data: { message: 'm' } },
    ]);
    // Once planned for its values, often enough to be planned for any, and without figures of the table.
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      for (let turn = 0; turn < 8; turn += 1) {
        await client.query('BEGIN');
        expect((await client.query('SELECT * FROM append_job_events($1)', [events])).rows).toHaveLength(1);
        const { rows } = await client.query<{ read: number }>(`
          SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS read
          FROM pg_stat_xact_user_tables WHERE relname = 'job_event'`);
        expect(rows[0]?.read).toBeLessThan(10);
        await client.query('ROLLBACK');
      }
    } finally {
      await client.end();
    }
  });

  test('what cannot be stored takes nothing else with it', async () => {
    const job = await createTestJob(database.db);
    const outcomes = await Promise.allSettled([
      writer.append(job, [warn('before')]),
      writer.append('no id at all', [warn('lost')]),
      writer.append(job, [warn('after')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await messagesOf(job)).toEqual(['before', 'after']);
  });

  test('mixes with changes of the status in one order', async () => {
    const job = await createTestJob(database.db);
    await Promise.all([
      ...numbers(40).map((index) => writer.append(job, [warn(`m${index}`)])),
      startJob(database.db, { jobId: job, runId: 'run' }),
      finishEarly(database.db, { jobId: job, userId: 'local' }),
    ]);
    const log = await logOf(job);
    expect(log.map(({ seq }) => seq)).toEqual(numbers(43).map((index) => index + 1));
    expect((await messagesOf(job)).filter((message) => message.startsWith('m'))).toEqual(
      numbers(40).map((index) => `m${index}`),
    );
  });

  test('connections that break lose nothing of what is told, and double nothing', async () => {
    const own = open();
    const job = await createTestJob(database.db);
    let breaking = true;
    let broken = 0;
    const cut = (async () => {
      while (breaking && broken < 3)
        broken += await database.db.$executeRaw`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE '%append_job_events($1%' AND state = 'active'
            AND pid <> pg_backend_pid()`;
    })();
    for (let index = 0; index < 5 || (broken < 3 && index < 2_000); index += 1)
      await own.append(job, [warn(`m${index}`)]);
    breaking = false;
    await cut;
    await own.stop();
    const messages = await messagesOf(job);
    expect(messages).toEqual(numbers(messages.length).map((index) => `m${index}`));
    expect((await logOf(job)).map(({ seq }) => seq)).toEqual(numbers(messages.length + 1).map((n) => n + 1));
    await expect(own.append(job, [warn('too late')])).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  test('listeners of this process are woken at once, those of another by few notifications', async () => {
    const { log } = createTestLog();
    const here = createJobListener({ databaseUrl: database.url, log });
    const there = createJobListener({ databaseUrl: database.url, log });
    await Promise.all([here.start(), there.start()]);
    const own = createLogWriter({ databaseUrl: database.url, onAppended: here.tell });
    const job = await createTestJob(database.db);
    const [heardHere, heardThere]: [Notice[], Notice[]] = [[], []];
    here.onEvent(job, (notice) => void heardHere.push(notice));
    there.onEvent('*', (notice) => void (notice.job_id === job && heardThere.push(notice)));
    await Promise.all(numbers(300).map((index) => own.append(job, [warn(`m${index}`)])));
    // Each once, and nothing comes back to who has written it.
    expect(heardHere.filter(({ type }) => type === 'warning')).toHaveLength(300);
    await waitUntil(() => heardThere.some(({ seq }) => seq === 301));
    expect(heardThere.length).toBeLessThan(100);
    expect(heardHere.filter(({ type }) => type === 'warning')).toHaveLength(300);
    await own.stop();
    await Promise.all([here.stop(), there.stop()]);
  });
});
