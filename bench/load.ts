import type { JobEvent } from '#lib/schema/event.ts';
import type { Job } from '#lib/schema/job.ts';
import { startProduct } from '../e2e/start-product.ts';
import { readLog, submitJob, untilEnded } from './product-jobs.ts';

/**
 * `npm run bench -- load [--jobs 50]`: submits jobs at once with two priorities and prints, from their logs, whether
 * all completed, how many steps were ever at work together, and whether the higher priority started first.
 */
export async function load({ jobs: count = '50' }: Record<string, string>): Promise<void> {
  const product = await startProduct();
  try {
    const submit = (index: number) =>
      submitJob(product.url, {
        job_type: 'research',
        priority: index % 2 === 0 ? 2 : 8,
        input_data: { query: `${questions[index % questions.length]} (${index})`, preset: 'quick' },
      });
    const startedAt = performance.now();
    const submitted = await Promise.all(Array.from({ length: Number(count) }, (_, index) => submit(index)));
    const withinMs = 60_000 + 30_000 * Number(count);
    const ended = await Promise.all(
      submitted.map((job) => untilEnded(product.url, job.job_id, { withinMs })),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const logs = await Promise.all(ended.map((job) => readLog(product.url, job.job_id)));
    report({ ended, logs, seconds });
  } finally {
    await product.stop();
  }
}

const questions = [
  'How do I stream text from a Next.js route handler with the AI SDK?',
  'How does revalidation of cached data work in Next.js?',
  'How do I call tools with the AI SDK and stop after some steps?',
  'What does the proxy file do in Next.js and when does it run?',
  'How do I generate structured output with a schema?',
];

function report({ ended, logs, seconds }: { ended: Job[]; logs: JobEvent[][]; seconds: number }): void {
  const complete = ended.filter(({ status }) => status === 'complete');
  console.log(`${complete.length} of ${ended.length} jobs complete in ${seconds.toFixed(1)} s`);
  console.log(`at most ${mostAtOnce(logs)} steps at work at once`);
  const mean = (priority: number) => {
    const waits = ended.filter((job) => job.priority === priority).map(waitSeconds);
    return (waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toFixed(2);
  };
  console.log(`mean seconds until started: priority 8 ${mean(8)}, priority 2 ${mean(2)}`);
  const order = [...ended].sort((a, b) => Date.parse(a.started_at ?? '') - Date.parse(b.started_at ?? ''));
  const firstHalf = order.slice(0, Math.floor(order.length / 2));
  const high = firstHalf.filter(({ priority }) => priority === 8).length;
  console.log(`of the first ${firstHalf.length} jobs started, ${high} had the higher priority`);
}

const waitSeconds = (job: Job) => (Date.parse(job.started_at ?? '') - Date.parse(job.created_at)) / 1000;

/** The largest number of steps whose spans from start to end overlap. */
function mostAtOnce(logs: JobEvent[][]): number {
  const changes = logs.flat().flatMap((event) => {
    if (event.type === 'step-started') return [{ at: Date.parse(event.at), change: 1 }];
    if (event.type === 'step-end' || event.type === 'step-failed')
      return [{ at: Date.parse(event.at), change: -1 }];
    return [];
  });
  changes.sort((a, b) => a.at - b.at || a.change - b.change);
  let now = 0;
  return changes.reduce((most, { change }) => {
    now += change;
    return Math.max(most, now);
  }, 0);
}
