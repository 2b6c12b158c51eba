import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDb } from '#lib/db.ts';
import { eventually } from '#lib/engine/contract/index.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { createLogWriter } from '#lib/jobs/log-writer.ts';
import { type CuttableProxy, startCuttableProxy } from '#lib/testing/cuttable-proxy.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { callStore } from './call-store.ts';

let jobs: TestJobs;
let network: CuttableProxy;
let far: ReturnType<typeof openDb>;
const gateway = createFakeGateway();
const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set.\n\nThe cache holds at most fifty megabytes on disk.',
};
beforeAll(async () => {
  jobs = await startTestJobs({ retryAttempts: 0 });
  await gateway.start();
  network = await startCuttableProxy(jobs.url);
  far = openDb(network.url, { patienceMs: 2_000 });
});
afterAll(async () => {
  await far.$disconnect();
  await network.stop();
  await gateway.stop();
  await jobs.stop();
});
beforeEach(() => gateway.reset());

test('a database that is away while models answer costs no job, no try of a step, and no call', async () => {
  const logWriter = createLogWriter({ databaseUrl: network.url, onAppended: () => {} });
  const source = pageSource([page]);
  // What is found is stored while the database is away, too.
  const search: typeof source.search = async (words, options) => {
    network.cut();
    setTimeout(() => network.mend(), 400);
    return source.search(words, options);
  };
  jobs.use({ sources: [{ ...source, search }], db: far, workDb: far, logWriter });
  jobs.useGateway(gateway.url);
  gateway.always({ delayMs: 150 });
  const jobId = await jobs.submit('research', {
    query: 'How long does a cache entry live?',
    preset: 'quick',
  });
  // Once while each of the first calls is at work: its answer comes while nothing can be stored.
  for (const calls of [1, 2, 3, 4]) {
    await eventually(() => expect(gateway.calls.length).toBeGreaterThanOrEqual(calls));
    network.cut();
    await eventually(() => expect(gateway.calls[calls - 1]?.outcome).toBe('answered'));
    await new Promise((resolve) => setTimeout(resolve, 300)); // it is tried in vain a few times
    network.mend();
  }
  const row = await jobs.ended(jobId);
  expect(row).toMatchObject({ status: 'complete', error: null });
  expect(ResearchResult.parse(row.result).report.markdown).toContain('fifteen minutes');
  expect(gateway.answeredTwice()).toEqual([]);
  expect(row.usage).toMatchObject(gateway.meter());
  await jobs.events(jobId);
  await logWriter.stop();
  const ledger = await jobs.db.modelCall.findMany({ where: { jobId } });
  expect(ledger.map(({ outcome }) => outcome)).toEqual(gateway.calls.map(() => 'answered'));
});

const key = { step: 'write', call: 1, inputHash: 'hash' };
const answer = { content: [], finishReason: 'stop', usage: {}, warnings: [] } as never;
const record = {
  ...key,
  role: 'writer',
  modelId: 'm',
  outcome: 'answered' as const,
  answer,
  inputTokens: 1,
  outputTokens: 1,
  costUsd: 0.5,
  startedAt: new Date(),
  durationMs: 1,
  error: null,
};
const newJob = () => jobs.submit('research', { query: 'q', approve_plan: true });

test('a step that is given up leaves its answer to the next run of it, from memory until it is stored', async () => {
  const jobId = await newJob();
  const over = new AbortController();
  const first = callStore(far, jobId, { signal: over.signal });
  expect(await first.find(key)).toBeNull();
  network.cut();
  const saving = first.save(record);
  over.abort(new Error('the step is over'));
  await expect(saving).rejects.toThrow('the step is over');
  first.close();
  expect(await callStore(far, jobId).find(key)).toEqual(answer);
  network.mend();
  await eventually(async () => expect(await jobs.db.modelCall.count({ where: { jobId } })).toBe(1));
  expect(await callStore(jobs.db, jobId).find(key)).toEqual(answer);
});

test('the same call is made once by two runs of a step, again where it failed, and not held up by one that is not made', async () => {
  const jobId = await newJob();
  const [first, second] = [callStore(jobs.db, jobId), callStore(jobs.db, jobId)];
  expect(await first.find(key)).toBeNull();
  let found: unknown = 'waits';
  const finding = second.find(key).then((stored) => {
    found = stored;
  });
  await first.save({ ...record, outcome: 'failed', answer: null });
  await finding;
  expect(found).toBeNull();
  found = 'waits';
  const again = first.find(key).then((stored) => {
    found = stored;
  });
  expect(found).toBe('waits');
  await second.save(record);
  await again;
  expect(found).toEqual(answer);
  await second.discard(key);
  expect(await first.find(key)).toBeNull();
  first.release?.(key);
  expect(await second.find(key)).toBeNull();
});
