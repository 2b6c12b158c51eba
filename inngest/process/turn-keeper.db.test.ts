import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { placesInLine } from '#lib/jobs/place-in-line.ts';
import { createLog } from '#lib/log.ts';
import { followLog } from '#lib/log-stream/follow-log.ts';
import { createJobTails } from '#lib/log-stream/job-tails.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { createTurnKeeper } from './turn-keeper.ts';

const log = createLog('test', 'error');
const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. The process that wrote an entry clears it.',
};
const query = 'How long does a cache entry live and who clears it?';

let jobs: TestJobs;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  jobs = await startTestJobs({ maxConcurrent: 1 });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => jobs.stop());

/** What a process of the product has: logs that are followed, and turns that are kept. */
function startProcess(config = jobs.config) {
  const tails = createJobTails({
    databaseUrl: jobs.url,
    listener: jobs.listener,
    log,
    onFollowed: () => turns.wake(),
  });
  const turns = createTurnKeeper({ db: jobs.db, config, log, followed: tails.followed, everyMs: 50 });
  turns.start();
  stops.push(tails.stop, turns.stop);
  return {
    stop: turns.stop,
    /** Opens a job as a stream does; answers how to close it. */
    open(jobId: string): () => void {
      const left = new AbortController();
      void (async () => {
        for await (const _ of followLog({ tails, jobId, after: 0, signal: left.signal }));
      })();
      stops.push(() => left.abort());
      return () => left.abort();
    },
  };
}

/** Jobs whose searches wait until they are let go; the first is under way, the others wait in line. */
async function queueJobs(count: number) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const known = pageSource([page], { id: 'documents' });
  jobs.use({
    sources: [
      {
        ...known,
        search: async (...asked) => {
          await held;
          return known.search(...asked);
        },
      },
    ],
  });
  stops.push(letGo);
  const submit = () => jobs.submit('research', { query, preset: 'quick' });
  const first = await submit();
  await waitUntil(async () => (await jobs.row(first)).status === 'in_progress');
  const waiting: string[] = [];
  for (let n = 0; n < count; n++) waiting.push(await submit());
  return { first, waiting, letGo };
}

const placesOf = async (jobIds: string[]) => {
  const places = await placesInLine(jobs.db, jobIds);
  return jobIds.map((jobId) => places.get(jobId)?.place);
};

test('a queued job that somebody opens begins before those that nobody has open, and all of them end', async () => {
  const process = startProcess();
  startProcess();
  const { first, waiting, letGo } = await queueJobs(4);
  const [a, b, c, opened] = waiting as [string, string, string, string];
  expect(await placesOf(waiting)).toEqual([1, 2, 3, 4]);
  process.open(opened);
  await waitUntil(async () => (await jobs.row(opened)).ahead);
  expect(await placesOf(waiting)).toEqual([2, 3, 4, 1]);
  letGo();
  const rows = await Promise.all([first, ...waiting].map((jobId) => jobs.ended(jobId)));
  expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'complete'));
  const began = rows.toSorted((x, y) => Number(x.startedAt) - Number(y.startedAt));
  expect(began.map(({ jobId }) => jobId)).toEqual([first, opened, a, b, c]);
}, 120_000);

test('once nobody has it open any more it goes back in line, whichever process is left to see it', async () => {
  const process = startProcess();
  const { first, waiting, letGo } = await queueJobs(2);
  const [a, opened] = waiting as [string, string];
  const close = process.open(opened);
  await waitUntil(async () => (await jobs.row(opened)).ahead);
  const { watchedUntil } = await jobs.row(opened);
  close();
  await process.stop();
  startProcess();
  // The note outlives the process that wrote it by some seconds, so that a restart costs nobody a place.
  await jobs.db
    .$executeRaw`UPDATE job SET watched_until = watched_until - interval '31 seconds' WHERE job_id = ${opened}::uuid`;
  await waitUntil(async () => !(await jobs.row(opened)).ahead);
  expect(watchedUntil).not.toBeNull();
  expect(await placesOf([a, opened])).toEqual([1, 2]);
  letGo();
  const rows = await Promise.all([first, a, opened].map((jobId) => jobs.ended(jobId)));
  const began = rows.toSorted((x, y) => Number(x.startedAt) - Number(y.startedAt));
  expect(began.map(({ jobId }) => jobId)).toEqual([first, a, opened]);
}, 120_000);

test('an engine that is another by now is told again while somebody has the job open', async () => {
  const told: string[] = [];
  const server = http.createServer(async (request, response) => {
    for await (const chunk of request) told.push(String(chunk));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"runs":1}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const process = startProcess(readConfig({ INNGEST_BASE_URL: `http://127.0.0.1:${port}` }));
  const { waiting, letGo } = await queueJobs(1);
  const [opened] = waiting as [string];
  process.open(opened);
  await waitUntil(async () => (await jobs.row(opened)).ahead);
  const before = told.length;
  // The note is renewed once half of its time is over.
  await jobs.db
    .$executeRaw`UPDATE job SET watched_until = watched_until - interval '20 seconds' WHERE job_id = ${opened}::uuid`;
  await waitUntil(() => told.length > before);
  expect(new Set(told)).toEqual(new Set(['{"ahead":true}']));
  letGo();
  expect((await jobs.ended(opened)).status).toBe('complete');
}, 120_000);

test.each<[string, number, unknown, boolean]>([
  ['an engine without that door is asked once', 404, { error: 'not found' }, true],
  ['one that does not know the run yet is asked again', 200, { data: { runs: 0 } }, false],
  ['one that is out of order is asked again', 503, {}, false],
])(
  '%s, and the job keeps its place',
  async (_, status, body, once) => {
    let asked = 0;
    const server = http.createServer((_, response) => {
      asked += 1;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const process = startProcess(readConfig({ INNGEST_BASE_URL: `http://127.0.0.1:${port}` }));
    const { waiting, letGo } = await queueJobs(1);
    const [opened] = waiting as [string];
    process.open(opened);
    await waitUntil(() => asked > (once ? 0 : 2));
    // Several rounds later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (once) expect(asked).toBe(1);
    expect((await jobs.row(opened)).ahead).toBe(false);
    letGo();
    expect((await jobs.ended(opened)).status).toBe('complete');
  },
  120_000,
);
