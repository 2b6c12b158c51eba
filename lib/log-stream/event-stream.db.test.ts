import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEvent } from '#lib/jobs/event-log.ts';
import { createJobListener, type JobListener } from '#lib/jobs/job-listener.ts';
import { completeJob } from '#lib/jobs/jobs.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { createEventStream } from './event-stream.ts';
import { createJobTails, type JobTails } from './job-tails.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let listener: JobListener;
let tails: JobTails;
const log = createLog('test', 'error');
beforeAll(async () => {
  database = await createTestDatabase();
  listener = createJobListener({ databaseUrl: database.url, log });
  await listener.start();
  tails = createJobTails({ databaseUrl: database.url, listener, log });
});
afterAll(async () => {
  await tails.stop();
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
      tails,
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
          tails,
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
    const reading = readAll(createEventStream({ tails, jobId, after: 0, signal: controller.signal }));
    controller.abort();
    expect(await reading).not.toContain('event: done');
  });

  test('delivers events although nothing wakes it', async () => {
    const jobId = await newJob();
    const deaf: JobListener = { ...listener, onEvent: () => () => {} };
    const deafTails = createJobTails({ databaseUrl: database.url, listener: deaf, log });
    const followed = { tails: deafTails, jobId, after: 1, signal: new AbortController().signal };
    const reader = createEventStream(followed).getReader();
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
    await deafTails.stop();
  });

  test('delivers events as they are written, and not once a second', async () => {
    const jobId = await newJob();
    const followed = { tails, jobId, after: 1, signal: new AbortController().signal };
    const reader = createEventStream(followed).getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader.read()).value);
    const stopwatch = startStopwatch();
    for (let count = 1; count <= 20; count += 1) {
      await warn(jobId, `told ${count}`);
      while (idsOf(text).length < count) text += decoder.decode((await reader.read()).value);
    }
    // Looking once a second would take 20 s; a busy machine may take half of that.
    expect(stopwatch.ms()).toBeLessThan(10_000);
    await reader.cancel();
  });

  test('gives a sign of life while nothing happens, which is no event', async () => {
    const jobId = await newJob();
    const followed = { tails, jobId, after: 0, signal: new AbortController().signal };
    const stream = createEventStream({ ...followed, heartbeatMs: 1 });
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes(': heartbeat\n\n')) text += decoder.decode((await reader.read()).value);
    expect(idsOf(text)).toEqual([1]);
    await reader.cancel();
  });

  test('the database is read once for all who follow a log, and for nobody once they have left', async () => {
    const jobId = await newJob();
    let looks = 0;
    const counting: JobListener = {
      ...listener,
      onEvent: (id, handler) => {
        looks += 1;
        const stop = listener.onEvent(id, handler);
        return () => {
          looks -= 1;
          stop();
        };
      },
    };
    const own = createJobTails({ databaseUrl: database.url, listener: counting, log });
    const readers = Array.from({ length: 20 }, () =>
      createEventStream({
        tails: own,
        jobId,
        after: 0,
        signal: new AbortController().signal,
      }).getReader(),
    );
    for (const reader of readers) {
      let text = '';
      while (idsOf(text).length < 1) text += new TextDecoder().decode((await reader.read()).value);
    }
    expect(looks).toBe(1);
    await Promise.all(readers.map((reader) => reader.cancel()));
    expect(looks).toBe(0);
    await own.stop();
  });

  test('a reader that takes nothing while a mebibyte comes is cut off, and finds all of it when it comes back', async () => {
    const jobId = await newJob();
    const open = (after: number) => {
      const followed = { tails, jobId, after, signal: new AbortController().signal };
      return createEventStream(followed).getReader();
    };
    const [silent, brisk] = [open(0), open(0)];
    const decoder = new TextDecoder();
    const readOn = async (reader: typeof brisk) => decoder.decode((await reader.read()).value);
    const seen: number[] = [];
    let text = '';
    while (idsOf(text).length < 1) text += await readOn(silent);
    const last = idsOf(text).at(-1) ?? 0;
    for (let index = 1; index <= 40; index += 1) {
      await warn(jobId, `${index} ${'x'.repeat(40_000)}`);
      while ((seen.at(-1) ?? 0) < index + 1) seen.push(...idsOf(await readOn(brisk)));
    }
    // What it was handed last may still be there; then it is told that it was too slow.
    await expect(
      (async () => {
        for (;;) await silent.read();
      })(),
    ).rejects.toThrow('too slow');
    const again = open(last);
    let rest: number[] = [];
    while ((rest.at(-1) ?? 0) < 41) rest = [...rest, ...idsOf(await readOn(again))];
    expect(rest).toEqual(Array.from({ length: 41 - last }, (_, index) => last + 1 + index));
    expect(seen).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    await Promise.all([brisk.cancel(), again.cancel()]);
  });

  test('whoever begins far behind reads what memory no longer has, and then goes on with the others', async () => {
    const jobId = await newJob();
    const follow = () =>
      readAll(createEventStream({ tails, jobId, after: 0, signal: new AbortController().signal }));
    const early = follow();
    for (let index = 0; index < 30; index += 1) await warn(jobId, `${index} ${'x'.repeat(60_000)}`);
    const late = follow();
    await warn(jobId, 'one more');
    await completeJob(database.db, { jobId, result: {} });
    const all = Array.from({ length: 34 }, (_, index) => index + 1);
    expect(idsOf(await late)).toEqual(all);
    expect(idsOf(await early)).toEqual(all);
  });

  test('a log that cannot be read for a while is gone on with', async () => {
    const jobId = await newJob();
    const reading = readAll(
      createEventStream({ tails, jobId, after: 0, signal: new AbortController().signal }),
    );
    for (let index = 0; index < 10; index += 1) {
      await database.db.$executeRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'SELECT seq, type, data%' AND pid <> pg_backend_pid()`;
      await warn(jobId, `m-${index}`);
    }
    await completeJob(database.db, { jobId, result: {} });
    expect(idsOf(await reading)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
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
