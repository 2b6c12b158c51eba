import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEvent } from '#lib/jobs/event-log.ts';
import { createJobListener, type JobListener } from '#lib/jobs/job-listener.ts';
import { completeJob } from '#lib/jobs/jobs.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { createEventStream } from './event-stream.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let listener: JobListener;
beforeAll(async () => {
  database = await createTestDatabase();
  listener = createJobListener({ databaseUrl: database.url, log: createLog('test', 'error') });
  await listener.start();
});
afterAll(async () => {
  await listener.stop();
  await database.drop();
});

const newJob = () => createTestJob(database.db);

const warn = (jobId: string, message: string) =>
  appendEvent(database.db, { jobId, key: message, event: { type: 'warning', message } });

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

const idsOf = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));

describe('the stream of a job', () => {
  test('replays from a seq, goes on live, says done and closes', async () => {
    const jobId = await newJob();
    await warn(jobId, 'one');
    const controller = new AbortController();
    const stream = createEventStream({
      db: database.db,
      listener,
      jobId,
      after: 1,
      signal: controller.signal,
    });
    const reading = readAll(stream);
    for (let index = 0; index < 20; index += 1) await warn(jobId, `live-${index}`);
    await completeJob(database.db, { jobId, result: {} });
    const text = await reading;
    expect(idsOf(text)).toEqual(Array.from({ length: 23 }, (_, index) => index + 2));
    expect(text).toMatch(/^retry: \d+\n\n/);
    expect(text).toMatch(/event: job-complete\n[^\n]+\n\nevent: done\ndata: \{\}\n\n$/);
  });

  test('two streams of one job see the same events', async () => {
    const jobId = await newJob();
    const open = () =>
      readAll(
        createEventStream({
          db: database.db,
          listener,
          jobId,
          after: 0,
          signal: new AbortController().signal,
        }),
      );
    const streams = [open(), open()];
    await Promise.all(Array.from({ length: 50 }, (_, index) => warn(jobId, `m-${index}`)));
    await completeJob(database.db, { jobId, result: {} });
    const [first, second] = (await Promise.all(streams)).map(idsOf);
    expect(first).toEqual(second);
    expect(first).toEqual(Array.from({ length: 53 }, (_, index) => index + 1));
  });

  test('ends when the client leaves', async () => {
    const jobId = await newJob();
    const controller = new AbortController();
    const reading = readAll(
      createEventStream({ db: database.db, listener, jobId, after: 0, signal: controller.signal }),
    );
    controller.abort();
    expect(await reading).not.toContain('event: done');
  });

  test('delivers events although nothing wakes it', async () => {
    const jobId = await newJob();
    const deaf: JobListener = { ...listener, onEvent: () => () => {} };
    const log = { db: database.db, listener: deaf, jobId, after: 1, signal: new AbortController().signal };
    const reader = createEventStream(log).getReader();
    const decoder = new TextDecoder();
    let text = '';
    const readOn = async () => {
      text += decoder.decode((await reader.read()).value);
    };
    // Some of them are written while it waits.
    for (let count = 1; count <= 5; count += 1) {
      await warn(jobId, `told ${count}`);
      while (idsOf(text).length < count) await readOn();
    }
    await completeJob(database.db, { jobId, result: {} });
    while (!text.includes('event: done')) await readOn();
    expect(text).toContain('event: job-complete');
  });

  test('delivers events as they are written, and not once a second', async () => {
    const jobId = await newJob();
    const log = { db: database.db, listener, jobId, after: 1, signal: new AbortController().signal };
    const reader = createEventStream(log).getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader.read()).value);
    const startedAt = performance.now();
    for (let count = 1; count <= 20; count += 1) {
      await warn(jobId, `told ${count}`);
      while (idsOf(text).length < count) text += decoder.decode((await reader.read()).value);
    }
    // Looking once a second would take 20 s; a busy machine may take half of that.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await reader.cancel();
  });

  test('gives a sign of life while nothing happens, which is no event', async () => {
    const jobId = await newJob();
    const log = { db: database.db, listener, jobId, after: 0, signal: new AbortController().signal };
    const stream = createEventStream({ ...log, heartbeatMs: 1 });
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes(': heartbeat\n\n')) text += decoder.decode((await reader.read()).value);
    expect(idsOf(text)).toEqual([1]);
    await reader.cancel();
  });

  test('the listener comes back after its connection was killed', async () => {
    const heard: number[] = [];
    const jobId = await newJob();
    const stop = listener.onEvent(jobId, ({ seq }) => heard.push(seq));
    await database.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN job_event' AND pid <> pg_backend_pid()`;
    for (let index = 0; heard.length === 0 && index < 100; index += 1) {
      await warn(jobId, `again-${index}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    stop();
    expect(heard.length).toBeGreaterThan(0);
  });
});
