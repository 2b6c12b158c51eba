import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#lib/engine/contract/index.ts';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { cancelJob } from '#lib/jobs/jobs.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { readReport, startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';

let jobs: TestJobs;
let gateway: FakeGateway;
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  gateway = createFakeGateway();
  await gateway.start();
  jobs.useGateway(gateway.url);
  jobs.use({ sources: [documents], workDb: jobs.db });
});
afterEach(() => gateway.stop());

const query = 'How long does a cache entry live and who clears it?';
const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.\n\nThe cache holds at most fifty megabytes on disk.',
};
const documents = pageSource([page]);

test('a gateway model plans, writes and judges, each call once, and its tokens are counted', async () => {
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const row = await jobs.ended(jobId);
  const { plan, report, verdict } = ResearchResult.parse(row.result);
  expect(plan.sub_questions).toHaveLength(2);
  expect(report.markdown).toContain('fifteen minutes unless a shorter time is set.[1](#cite-1)');
  expect(verdict).toMatchObject({ judged_by: 'm', relevance: { score: 0.9 } });
  expect((await checkCitations(jobs.db, jobId)).faults).toEqual([]);
  const events = await jobs.events(jobId);
  expect(events.find(({ type }) => type === 'text-start')).toMatchObject({ model: 'm' });
  expect(readReport(events).text).toBe(report.markdown);
  expect(gateway.answeredTwice()).toEqual([]);
  expect(row.usage).toMatchObject(gateway.meter());
  const ledger = await jobs.db.modelCall.findMany({ where: { jobId }, orderBy: { startedAt: 'asc' } });
  expect(ledger.map(({ role, outcome }) => [role, outcome])).toEqual([
    ['planner', 'answered'],
    ['reader', 'answered'],
    ['writer', 'answered'],
    ['judge', 'answered'],
    ['judge', 'answered'],
  ]);
});

test('a model that knows no JSON schema, nor JSON at all, gets through', async () => {
  gateway.always({ refuses: ['json_schema', 'json_object'], think: 'Hm, {let} me see.' });
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const row = await jobs.ended(jobId);
  expect(row.status).toBe('complete');
  const { report, verdict } = ResearchResult.parse(row.result);
  expect(report.markdown).not.toContain('let} me see');
  expect(verdict?.judged_by).toBe('m');
});

test('a job that fails after paid calls has their tokens and cost, to the meter of the gateway', async () => {
  gateway.next([{ text: 'No plan, I am afraid.' }, { status: 401 }]);
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const row = await jobs.ended(jobId);
  expect(row).toMatchObject({ status: 'failed', error: { code: 'model_rejected' } });
  expect(gateway.calls).toHaveLength(2);
  expect(gateway.meter().input_tokens).toBeGreaterThan(0);
  expect(row.usage).toMatchObject(gateway.meter());
  const told = (await jobs.events(jobId)).flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
  expect(told.at(-1)).toMatchObject(gateway.meter());
});

test('a text that breaks off goes on from there, and nothing of it is lost or doubled', async () => {
  gateway.always({ pieceLength: 20 });
  // The plan and the reading come whole, the text does not.
  gateway.next([{}, {}, { tokenDelayMs: 30, cut: { after: 5, how: 'end' } }]);
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const { report } = ResearchResult.parse((await jobs.ended(jobId)).result);
  const events = await jobs.events(jobId);
  expect(events.filter(({ type }) => type === 'step-retrying')).toEqual([]);
  expect(readReport(events).text).toBe(report.markdown);
  expect(report.markdown).toContain('fifteen minutes');
});

test('a text of which nothing holds is written anew by rules, and the log says the same as the report', async () => {
  gateway.always({
    rewrite: (answer, { system }) =>
      /you (?:write the answer|wrote sentences)/i.test(system) ? 'It depends on many things.' : answer,
  });
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const { report, audit } = ResearchResult.parse((await jobs.ended(jobId)).result);
  expect(report.markdown).toContain('fifteen minutes');
  expect(audit?.entries.map(({ what }) => what)).toContain('written-by-code');
  const events = await jobs.events(jobId);
  expect(readReport(events).text).toBe(report.markdown);
  expect(events.some((event) => event.type === 'claim-checked' && /fifteen/.test(event.claim.text))).toBe(
    true,
  );
});

test('a step that dies after its answers came is run again on the stored answers', async () => {
  let failures = 3;
  const db = jobs.db.$extends({
    query: {
      draft: {
        async upsert({ args, query }) {
          if (failures > 0) {
            failures -= 1;
            throw new Error('the process dies here');
          }
          return query(args);
        },
      },
    },
  });
  jobs.use({ workDb: db as unknown as typeof jobs.db });
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const { report } = ResearchResult.parse((await jobs.ended(jobId)).result);
  expect(failures).toBe(0);
  expect(gateway.calls).toHaveLength(5);
  expect(gateway.answeredTwice()).toEqual([]);
  const events = await jobs.events(jobId);
  expect(events.filter(({ type }) => type === 'text-reset').length).toBeGreaterThan(0);
  expect(readReport(events).text).toBe(report.markdown);
});

test('cancelled while the model writes, its connection is closed within 2 s and it is not called again', async () => {
  gateway.always({ text: 'word '.repeat(2_000), tokenDelayMs: 20 });
  const jobId = await jobs.submit('stream', { prompt: 'Tell me a long story.' });
  await eventually(async () => {
    const told = await jobs.db.jobEvent.count({ where: { jobId, type: 'text-delta' } });
    expect(told).toBeGreaterThan(0);
  });
  const stopwatch = startStopwatch();
  await cancelJob(jobs.db, { jobId, userId: 'local' });
  jobs.wake();
  await eventually(() => expect(gateway.calls[0]?.outcome).toBe('closed_by_client'));
  expect(stopwatch.ms()).toBeLessThan(2_000);
  await eventually(async () => {
    const call = await jobs.db.modelCall.findFirst({ where: { jobId } });
    expect(call?.outcome).toBe('aborted');
  });
  expect(gateway.calls).toHaveLength(1);
  expect((await jobs.events(jobId)).at(-1)?.type).toBe('job-cancelled');
});

test('a model that never answers holds a job no longer than its time', async () => {
  gateway.always({ hangAfter: 0 });
  const jobId = await jobs.submit('stream', { prompt: 'Anybody there?' }, { deadlineSeconds: 6 });
  const row = await jobs.ended(jobId);
  expect(row).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded', step: 'write' } });
  await eventually(() => expect(gateway.calls[0]?.outcome).toBe('closed_by_client'));
  expect(gateway.calls).toHaveLength(1);
});
