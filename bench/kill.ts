import { setTimeout as sleep } from 'node:timers/promises';
import { emptyLog, reduceEvents } from '#components/job-log/reduce-events.ts';
import { readConfig } from '#lib/config.ts';
import type { ResearchResult } from '#lib/job-types/research/schema.ts';
import { openData } from '#lib/postgres/open-data.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { Job } from '#lib/schema/job.ts';
import { queryWords } from '#lib/sources/web-api/query-words.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { startFakeWikipedia } from '#lib/testing/fake-wikipedia.ts';
import { startProduct } from '../e2e/start-product.ts';
import { readLog, submitJob, untilEnded } from './product-jobs.ts';

const question =
  'How does revalidation of cached data work in Next.js, how do I call it from a server action, and what does a route handler return by default?';

/**
 * `npm run bench -- kill [--times 10] [--delay 2500] [--model]`: research jobs of 20 s and more (a source takes its
 * time), each killed once with kill -9 of the whole process group and PostgreSQL at a random moment, then started
 * again. Prints for each whether it completed, whether its log is exact, and whether a step whose result was stored
 * ran again. With `--model` a scripted gateway of 300 ms a call plays every role, the kills fall in turn into reading,
 * writing and checking, and the calls that were answered twice are counted.
 */
export async function kill({ times = '10', delay = '2500', model }: Record<string, string>): Promise<void> {
  const wikipedia = await startFakeWikipedia({ delayMs: Number(delay) });
  const gateway = createFakeGateway();
  await gateway.start();
  gateway.always({ delayMs: 300, tokenDelayMs: 10 });
  const product = await startProduct({
    WIKIPEDIA_URL: wikipedia.url,
    SOURCES: 'documents,wikipedia',
    ...(model && { GATEWAY_BASE_URL: gateway.url, GATEWAY_API_KEY: 'scripted', MODEL: 'scripted' }),
  });
  const outcomes: Outcome[] = [];
  try {
    const undisturbed = await untilEnded(product.url, await submit(product.url, 0));
    const lastedMs = Date.parse(undisturbed.completed_at ?? '') - Date.parse(undisturbed.created_at);
    const texts = (await readLog(product.url, undisturbed.job_id)).filter(
      ({ type }) => type === 'text-end',
    ).length;
    console.log(`undisturbed: ${undisturbed.status} in ${(lastedMs / 1000).toFixed(1)} s, ${texts} texts`);
    for (let index = 1; index <= Number(times); index += 1) {
      const jobId = await submit(product.url, index);
      const submittedAt = performance.now();
      if (model) await untilAtWork(product.url, jobId, stagesToKill[(index - 1) % stagesToKill.length] ?? '');
      await sleep(model ? Math.random() * 500 : 300 + Math.random() * (lastedMs - 600));
      const afterMs = performance.now() - submittedAt;
      const before = await readLog(product.url, jobId);
      await product.kill9();
      const killedAt = Date.now();
      await product.restart();
      const job = await untilEnded(product.url, jobId);
      const log = await readLog(product.url, jobId);
      const rerun = await countReruns({
        dataDir: product.dataDir,
        jobId,
        killedAt,
        log,
        searches: wikipedia.searches,
      });
      const outcome = {
        afterMs,
        atWork: openSteps(before),
        status: job.status,
        faults: faultsOf(job, log),
        rerun,
      };
      outcomes.push(outcome);
      console.log(describe(index, outcome));
    }
  } finally {
    await product.stop();
    await wikipedia.stop();
    await gateway.stop();
  }
  const count = (holds: (outcome: Outcome) => boolean) => outcomes.filter(holds).length;
  console.log(`${count(({ status }) => status === 'complete')} of ${outcomes.length} complete`);
  console.log(`${count(({ atWork }) => atWork.length > 0)} kills inside a step`);
  console.log(`${count(({ faults }) => faults.length > 0)} logs with faults`);
  console.log(`${outcomes.reduce((sum, { rerun }) => sum + rerun, 0)} stored steps ran again`);
  if (model)
    console.log(`${gateway.calls.length} model calls, ${gateway.answeredTwice().length} answered twice`);
}

type Outcome = { afterMs: number; atWork: string[]; status: string; faults: string[]; rerun: number };

/** No two jobs ask the same, so that no prompt is the same. */
async function submit(url: string, index: number): Promise<string> {
  const order = { job_type: 'research', input_data: { query: `${question} (case ${index})` } };
  return (await submitJob(url, order)).job_id;
}

/** Which of a job's steps are killed on a model, by how their names begin. */
const stagesToKill = ['read:', 'write:', 'check:'];

/** Waits until a step whose name begins so is at work; a job that has ended without one is killed as it is. */
async function untilAtWork(url: string, jobId: string, begins: string): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(20)) {
    const log = await readLog(url, jobId);
    if (openSteps(log).some((step) => step.startsWith(begins))) return;
    if (log.some(({ type }) => type === 'job-complete' || type === 'job-failed')) return;
  }
}

/** Steps that had begun and not ended. */
function openSteps(log: JobEvent[]): string[] {
  const open = new Set<string>();
  for (const event of log) {
    if (event.type === 'step-started') open.add(event.step);
    if (event.type === 'step-end' || event.type === 'step-failed') open.delete(event.step);
  }
  return [...open];
}

/** What is wrong with a finished log: gaps, repeated events, a text that is not what its deltas say. */
function faultsOf(job: Job, log: JobEvent[]): string[] {
  const faults: string[] = [];
  if (log.some(({ seq }, index) => seq !== index + 1)) faults.push('gap');
  if (log.length !== job.last_seq) faults.push('length');
  // What a job has used is a state: its end states it once more.
  const tellings = log
    .filter(({ type }) => type !== 'text-delta' && type !== 'usage')
    .map(({ seq, at, ...event }) =>
      JSON.stringify(event, (key, value) => (key === 'duration_ms' ? 0 : value)),
    );
  const repeated = tellings.filter((told, index) => tellings.indexOf(told) !== index);
  for (const told of repeated) faults.push(`repeated event ${told.slice(0, 200)}`);
  const report = (job.result as ResearchResult | null)?.report.markdown;
  if (foldText(log) !== report) faults.push('text differs from the report');
  // What was told before each text ended has the same words: none came twice, none was missing until then.
  const told = foldText(log.filter(({ type }) => type !== 'text-end'));
  const own = log.flatMap((event) =>
    event.type === 'text-end' && event.text_id === 'notes' ? [event.text] : [],
  );
  if (withoutMarks([told, ...own].join('\n\n')) !== withoutMarks(report ?? ''))
    faults.push('words differ from what was told');
  return faults;
}

/** The whole text as a client has it that has read the log. */
const foldText = (log: readonly JobEvent[]): string =>
  reduceEvents(
    emptyLog,
    log.map((event, index) => ({ ...event, seq: index + 1 })),
  ).text?.text ?? '';

const withoutMarks = (markdown: string): string =>
  markdown
    .replace(/\s*\[\d+\]\(#(?:cite|quote)-\d+\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Searches that the source was asked after the kill although every step that asks them had its result stored before.
 * One query may belong to several steps, so they are counted.
 */
async function countReruns({
  dataDir,
  jobId,
  killedAt,
  log,
  searches,
}: {
  dataDir: string;
  jobId: string;
  killedAt: number;
  log: JobEvent[];
  searches: { words: string; at: number }[];
}): Promise<number> {
  const { db, close } = await openData({ ...readConfig({}), DATA_DIR: dataDir });
  try {
    const stored = await db.$queryRaw<{ name: string }[]>`
      SELECT step.name FROM engine.step JOIN public.job ON job.run_id = step.run_id::text
      WHERE job.job_id = ${jobId}::uuid AND step.ended_at < ${new Date(killedAt)}`;
    const done = new Set(stored.map(({ name }) => name));
    const allowed = new Map<string, number>();
    for (const event of log) {
      if (event.type !== 'search-started' || event.source_id !== 'wikipedia' || done.has(event.step))
        continue;
      const words = queryWords(event.query).join(' ');
      allowed.set(words, (allowed.get(words) ?? 0) + 1);
    }
    let reruns = 0;
    for (const { words } of searches.filter(({ at }) => at > killedAt)) {
      const left = allowed.get(words) ?? 0;
      if (left === 0) reruns += 1;
      else allowed.set(words, left - 1);
    }
    return reruns;
  } finally {
    await close();
  }
}

function describe(index: number, { afterMs, atWork, status, faults, rerun }: Outcome): string {
  const when = `killed after ${(afterMs / 1000).toFixed(1)} s in ${atWork.join(', ') || 'no step'}`;
  return `${index}: ${when}: ${status}; log ${faults.length === 0 ? 'exact' : faults.join(', ')}; ${rerun} stored steps ran again`;
}
