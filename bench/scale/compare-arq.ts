import { measureArq, type Way } from '../arq/measure-arq.ts';
import { burst, type SmallJobs } from './measure-jobs.ts';

const steps = 4;
const ways: Way[] = [
  { sync: 'everysec', pollMs: 500 },
  { sync: 'always', pollMs: 500 },
  { sync: 'always', pollMs: 10 },
];

/**
 * Jobs of the smallest job's shape through arq and Redis: four steps, each of which keeps a small answer. What each side
 * does for it is not the same, and said.
 */
export async function compareArq(
  small: SmallJobs | undefined,
  { arq }: Record<string, string>,
): Promise<void> {
  console.log(`\n  beside arq on Redis: a job of ${steps} steps`);
  const found = await measureArq({ rounds: 30, steps, burst }, { arq, ways });
  if (!found) return;
  const rows = found.map((figures, at) => [
    `arq, fsync ${ways[at]?.sync}, looks every ${ways[at]?.pollMs} ms`,
    `starts after p50 ${figures.first_ms.toFixed(0)} ms, p95 ${figures.first_p95_ms.toFixed(0)} ms; ${burst} at once ${(figures.burst_ms / 1000).toFixed(2)} s, ${((1000 * burst) / figures.burst_ms).toFixed(0)} jobs/s; CPU a job ${figures.cpu_ms.toFixed(1)} ms in the worker; worker ${figures.worker_mb.toFixed(0)} MB, Redis ${figures.redis_mb.toFixed(0)} MB`,
  ]);
  if (small)
    rows.unshift([
      'this product',
      `starts after p50 ${small.startP50.toFixed(0)} ms, p95 ${small.startP95.toFixed(0)} ms; ${burst} at once ${small.burstSeconds.toFixed(2)} s, ${(burst / small.burstSeconds).toFixed(0)} jobs/s; CPU a job ${small.cpuMs.toFixed(1)} ms with PostgreSQL; server ${small.serverMb.toFixed(0)} MB, PostgreSQL ${small.postgresMb.toFixed(0)} MB`,
    ]);
  for (const [name = '', figures] of rows) console.log(`    ${name.padEnd(38)} ${figures}`);
  console.log(
    [
      'what each does: the product takes a job over HTTP, writes its row, an event log that clients follow, each step and its answer, all',
      'committed before it goes on; a step that is done is not done again after a crash, a failed one is tried again alone. arq takes a job',
      'from code in its process, runs it as one function, and runs the whole function again after a crash; the four writes are the job’s',
      'own. It looks for new jobs every half second unless told otherwise. With everysec a power cut loses up to a second of jobs and answers.',
    ]
      .map((line) => `    ${line}`)
      .join('\n'),
  );
}
