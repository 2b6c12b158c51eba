import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#lib/engine/contract/index.ts';
import { AppError } from '#lib/errors.ts';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { askForRun } from '#lib/jobs/job-run.ts';
import { approvePlan, cancelJob, finishEarly } from '#lib/jobs/jobs.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { Source } from '#lib/sources/source.ts';
import { readReport, startTestJobs, type TestJobs, withoutMarks } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';

let jobs: TestJobs;
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterAll(() => jobs.stop());

const query = 'How long does a cache entry live and who clears it?';
const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.\n\nThe cache holds at most fifty megabytes on disk.',
};

/** A source that knows one page. `search` may be replaced by what goes wrong with it. */
const source = (search?: Source['search'], id = 'documents'): Source => ({
  ...pageSource([page], { id, name: `Source ${id}` }),
  ...(search && { search }),
});

/** Searches until it is aborted; counts how many are at it and how many were let go. */
function createSlowSearch() {
  const state = { started: 0, aborted: 0 };
  const search: Source['search'] = (_, { signal }) =>
    new Promise((_, reject) => {
      state.started += 1;
      signal.addEventListener('abort', () => {
        state.aborted += 1;
        reject(signal.reason);
      });
    });
  return { state, search };
}

/** Finds two pages, of which one is read and the other is waited for until the reading is aborted. */
function createSlowRead() {
  const slow = createSlowSearch();
  const never = { url: 'doc://never', title: 'Never', snippet: '', score: 1, passages: [] };
  const known = source();
  return {
    state: slow.state,
    source: {
      ...known,
      search: async (...asked) => [...(await known.search(...asked)), never],
      read: async (hit, options) => {
        if (hit.url === never.url) await slow.search('', { ...options, limit: 1 });
        return page;
      },
    } satisfies Source,
  };
}

const typesOf = (events: readonly JobEvent[]) => events.map(({ type }) => type);
const ofType = <Type extends JobEvent['type']>(events: readonly JobEvent[], type: Type) =>
  events.filter((event): event is Extract<JobEvent, { type: Type }> => event.type === type);

beforeEach(() => {
  jobs.useGateway(null);
  jobs.use({ sources: [source()] });
});

test('a question becomes a cited, judged report, and the log tells it in order', async () => {
  const jobId = await jobs.submit('research', { query });
  const row = await jobs.ended(jobId);
  expect(row).toMatchObject({ status: 'complete', progress: 1, error: null });
  const { report, verdict, partial } = ResearchResult.parse(row.result);
  expect(report.markdown).toContain('fifteen minutes');
  expect(verdict?.claims.every((claim) => claim.verdict === 'supported')).toBe(true);
  expect(partial).toBeNull();
  expect((await checkCitations(jobs.db, jobId)).faults).toEqual([]);
  const events = await jobs.events(jobId);
  expect(readReport(events).text).toBe(report.markdown);
  expect(withoutMarks(report.markdown)).toContain(readReport(events).toldWords.slice(0, 60));
  const told = typesOf(events);
  expect([told[0], told[1], told.at(-1)]).toEqual(['job-created', 'job-started', 'job-complete']);
  const started = ofType(events, 'step-started').map(({ step }) => step);
  expect(new Set(started).size).toBe(started.length);
  expect(ofType(events, 'step-end').map(({ step }) => step)).toEqual(expect.arrayContaining(started));
});

describe('what goes wrong', () => {
  test('a source that fails for good costs only itself, and is told', async () => {
    const gone = () => Promise.reject(new AppError('source_unavailable', 'The moon is not up.'));
    jobs.use({ sources: [source(), source(gone, 'moon')] });
    const jobId = await jobs.submit('research', { query, preset: 'quick' });
    const row = await jobs.ended(jobId);
    expect(row.status).toBe('complete');
    expect(ResearchResult.parse(row.result).report.markdown).toContain('fifteen minutes');
    const failed = ofType(await jobs.events(jobId), 'source-failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(
      failed.every(({ source_id, reason }) => source_id === 'moon' && reason === 'The moon is not up.'),
    ).toBe(true);
  });

  test('a source that is slow is not waited for, and is told', async () => {
    const slow = createSlowSearch();
    jobs.use({ sources: [source(), source(slow.search, 'slow')] });
    const jobId = await jobs.submit('research', { query, preset: 'quick' });
    const row = await jobs.ended(jobId);
    const { partial, report } = ResearchResult.parse(row.result);
    expect(partial).toBeNull();
    expect(report.markdown).toContain('fifteen minutes');
    expect(ofType(await jobs.events(jobId), 'source-failed')).toMatchObject([
      { source_id: 'slow', reason: expect.stringContaining('slower than the others') },
    ]);
    expect(slow.state.aborted).toBe(slow.state.started);
  });

  test('a step that may succeed later is told as retrying and tried again', async () => {
    let failures = 1;
    const flaky: Source['search'] = async (words, options) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the connection broke');
      }
      return source().search(words, options);
    };
    jobs.use({ sources: [source(flaky)] });
    const jobId = await jobs.submit('research', {
      query: 'How long does a cache entry live?',
      preset: 'quick',
    });
    expect((await jobs.ended(jobId)).status).toBe('complete');
    const events = await jobs.events(jobId);
    const [retrying] = ofType(events, 'step-retrying');
    expect(retrying).toMatchObject({
      step: 'search:1',
      error: { code: 'internal' },
      delay_seconds: 2,
    });
    const tries = ofType(events, 'step-started').filter(({ step }) => step === retrying?.step);
    expect(tries).toHaveLength(2);
    const waitedMs = Date.parse(tries[1]?.at ?? '') - Date.parse(retrying?.at ?? '');
    expect(waitedMs).toBeGreaterThanOrEqual(900);
    // What went wrong inside is for the operator's log.
    expect(JSON.stringify(events)).not.toContain('the connection broke');
  });

  test('a step waits as long as it was told before it is tried again', async () => {
    const retryAfterSeconds = 4;
    let refusals = 1;
    const busy: Source['search'] = async (words, options) => {
      if (refusals-- > 0) throw new AppError('model_rate_limited', 'Wait.', { retryAfterSeconds });
      return source().search(words, options);
    };
    jobs.use({ sources: [source(busy)] });
    const jobId = await jobs.submit('research', {
      query: 'How long does a cache entry live?',
      preset: 'quick',
    });
    expect((await jobs.ended(jobId)).status).toBe('complete');
    const events = await jobs.events(jobId);
    const [retrying, ...more] = ofType(events, 'step-retrying');
    expect(more).toEqual([]);
    expect(retrying?.delay_seconds).toBeGreaterThanOrEqual(retryAfterSeconds);
    const tries = ofType(events, 'step-started').filter(({ step }) => step === retrying?.step);
    const waitedMs = Date.parse(tries[1]?.at ?? '') - Date.parse(retrying?.at ?? '');
    expect(waitedMs).toBeGreaterThanOrEqual(1000 * retryAfterSeconds);
  });

  test('a step that can never succeed ends the job at once, with its code, step and try', async () => {
    const rejected = () => Promise.reject(new AppError('model_rejected', 'The key is not known.'));
    jobs.use({ sources: [source(rejected)] });
    const jobId = await jobs.submit('research', { query, preset: 'quick' });
    const row = await jobs.ended(jobId);
    expect(row).toMatchObject({
      status: 'failed',
      result: null,
      error: {
        code: 'model_rejected',
        message: 'The key is not known.',
        retryable: false,
        step: 'search:1',
      },
    });
    expect(row.error).toMatchObject({ attempt: 1 });
    const events = await jobs.events(jobId);
    expect(ofType(events, 'step-retrying')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'job-failed', error: row.error });
  });

  test("the time for searching is over before the job's: the report is what there is, and partial", async () => {
    const slow = createSlowRead();
    jobs.use({ sources: [slow.source] });
    const jobId = await jobs.submit('research', { query, preset: 'quick' }, { deadlineSeconds: 15 });
    const row = await jobs.ended(jobId);
    expect(row.status).toBe('complete');
    const { partial, report } = ResearchResult.parse(row.result);
    expect(partial?.reason).toContain('time for searching was over');
    expect(report.markdown).toContain('fifteen minutes');
    expect(slow.state.aborted).toBe(slow.state.started);
    const elapsedMs = (row.completedAt?.getTime() ?? 0) - (row.startedAt?.getTime() ?? 0);
    expect(elapsedMs).toBeLessThan(15_000);
  });
});

describe('what people ask for', () => {
  test('cancelled in the middle, a job ends within 2 s, its step lets go, and nothing happens after', async () => {
    const slow = createSlowSearch();
    jobs.use({ sources: [source(slow.search)] });
    const jobId = await jobs.submit('research', { query });
    await eventually(() => expect(slow.state.started).toBeGreaterThan(0));
    const stopwatch = startStopwatch();
    await cancelJob(jobs.db, { jobId, userId: 'local' });
    jobs.wake();
    expect((await jobs.row(jobId)).status).toBe('cancelled');
    await eventually(() => expect(slow.state.aborted).toBe(slow.state.started));
    expect(stopwatch.ms()).toBeLessThan(2_000);
    const { lastSeq } = await jobs.row(jobId);
    await runEnded(jobId);
    const events = await jobs.events(jobId);
    expect(events.at(-1)).toMatchObject({ type: 'job-cancelled', seq: lastSeq });
    expect((await jobs.row(jobId)).status).toBe('cancelled');
    expect(await jobs.db.quote.count({ where: { jobId } })).toBe(0);
  });

  test('asked to finish now, a job stops searching and writes what there is', async () => {
    const slow = createSlowRead();
    jobs.use({ sources: [slow.source] });
    const jobId = await jobs.submit('research', { query, preset: 'deep' });
    await eventually(async () => {
      expect(slow.state.started).toBeGreaterThan(0);
      expect(await jobs.db.source.count({ where: { jobId, snapshotId: { not: null } } })).toBe(1);
    });
    await finishEarly(jobs.db, { jobId, userId: 'local' });
    const row = await jobs.ended(jobId, 60_000).finally(() => cancelJob(jobs.db, { jobId, userId: 'local' }));
    const { partial, report } = ResearchResult.parse(row.result);
    expect(partial?.reason).toContain('Finished early on request');
    expect(report.markdown).toContain('fifteen minutes');
    const rounds = ofType(await jobs.events(jobId), 'step-started').filter(({ step }) =>
      step.startsWith('review:'),
    );
    expect(rounds).toHaveLength(1);
  });

  test("a plan that waits is gone on with as it was edited, and the wait is no part of the job's time", async () => {
    const asked: string[] = [];
    const listening: Source['search'] = async (words, options) => {
      asked.push(words);
      return source().search(words, options);
    };
    jobs.use({ sources: [source(listening)] });
    const jobId = await jobs.submit('research', { query, preset: 'quick', approve_plan: true });
    await eventually(async () => expect((await jobs.row(jobId)).status).toBe('waiting'));
    const waiting = await jobs.row(jobId);
    expect(asked).toEqual([]);
    const plan = {
      sub_questions: [
        { question: 'How large is the cache?', queries: ['cache megabytes disk'], expects: '' },
      ],
    };
    await approvePlan(jobs.db, { jobId, userId: 'local', plan });
    jobs.wake();
    const row = await jobs.ended(jobId);
    expect(row.status).toBe('complete');
    expect(asked).toEqual(['cache megabytes disk']);
    const result = ResearchResult.parse(row.result);
    expect(result.plan).toEqual(plan);
    expect(result.report.markdown).toContain('fifty megabytes');
    expect(ofType(await jobs.events(jobId), 'plan-approved')).toMatchObject([{ plan }]);
    expect(row.deadlineAt?.getTime()).toBeGreaterThan(waiting.deadlineAt?.getTime() ?? 0);
  });

  test('waits on in a new run where the engine has lost the one it had', async () => {
    jobs.use({ sources: [source()] });
    const jobId = await jobs.submit('research', { query, preset: 'quick', approve_plan: true });
    await eventually(async () => expect((await jobs.row(jobId)).status).toBe('waiting'));
    const { runId } = await jobs.row(jobId);
    await jobs.db.$executeRaw`DELETE FROM engine.run WHERE id = ${runId}`;
    // It waits for longer than the job may take: a new run goes through what was done all the same.
    await jobs.db.$executeRaw`
      UPDATE job SET deadline_at = deadline_at - interval '1 hour', waiting_since = waiting_since - interval '1 hour'
      WHERE job_id = ${jobId}::uuid`;
    await askForRun(jobs.db, { jobId, fence: 0 });
    jobs.wake();
    await eventually(async () => expect((await jobs.row(jobId)).runId).not.toBe(runId));
    await approvePlan(jobs.db, { jobId, userId: 'local', plan: null });
    jobs.wake();
    expect((await jobs.ended(jobId)).status).toBe('complete');
    const events = await jobs.events(jobId);
    expect(ofType(events, 'plan-created')).toHaveLength(1);
    expect(ofType(events, 'job-waiting')).toHaveLength(1);
    expect(ofType(events, 'plan-approved')).toHaveLength(1);
  });

  test('goes on in a new run, without waiting again, where the engine lost the one that was approved', async () => {
    jobs.use({ sources: [source()] });
    const jobId = await jobs.submit('research', { query, preset: 'quick', approve_plan: true });
    await eventually(async () => expect((await jobs.row(jobId)).status).toBe('waiting'));
    const { runId } = await jobs.row(jobId);
    await jobs.db.$executeRaw`DELETE FROM engine.run WHERE id = ${runId}`;
    await approvePlan(jobs.db, { jobId, userId: 'local', plan: null });
    // As if it had been sent for half a minute: the reconciler then asks the engine, which knows no such run.
    await jobs.db.outbox.update({
      where: { eventId: `${jobId}:approved` },
      data: { sentAt: new Date(), attempts: 5 },
    });
    const row = await jobs.ended(jobId);
    expect(row).toMatchObject({ status: 'complete', attempt: 2, runFence: 1 });
    expect(row.runId).not.toBe(runId);
    expect(ofType(await jobs.events(jobId), 'plan-approved')).toHaveLength(1);
  });

  test('a run that another has followed stops at its next step, tells nothing and fails nothing', async () => {
    const slow = createSlowSearch();
    jobs.use({ sources: [source(), source(slow.search, 'slow')] });
    const jobId = await jobs.submit('research', { query, sources: ['slow'], preset: 'quick' });
    await eventually(() => expect(slow.state.started).toBeGreaterThan(0));
    const { runId } = await jobs.row(jobId);
    const before = await jobs.events(jobId);
    await jobs.db.job.update({ where: { jobId }, data: { runId: 'another' } });
    await eventually(async () => {
      const rows = await jobs.db.$queryRaw<{ status: string }[]>`
        SELECT status FROM engine.run WHERE id = ${runId} AND ended_at IS NOT NULL`;
      expect(rows).toEqual([{ status: 'failed' }]);
    });
    await eventually(async () => {
      const rows = await jobs.db.$queryRaw<{ status: string }[]>`
        SELECT status FROM engine.run WHERE event_name = 'inngest/function.failed' AND event_id = ${runId}`;
      expect(rows).toEqual([{ status: 'completed' }]);
    });
    expect(slow.state.aborted).toBe(slow.state.started);
    expect(await jobs.row(jobId)).toMatchObject({ status: 'in_progress', runId: 'another', error: null });
    expect(await jobs.events(jobId)).toEqual(before);
    await cancelJob(jobs.db, { jobId, userId: 'local' });
  });
});

/** Waits until the engine has no more to do with a job's run. */
async function runEnded(jobId: string): Promise<void> {
  await eventually(async () => {
    const rows = await jobs.db.$queryRaw<{ open: bigint }[]>`
      SELECT count(*) AS open FROM engine.run WHERE ended_at IS NULL AND id = (SELECT run_id FROM job WHERE job_id = ${jobId}::uuid)`;
    if (rows[0]?.open !== 0n) throw new Error('the run still goes on');
  });
}
