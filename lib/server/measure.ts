import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Db } from '#lib/db.ts';
import type { Sample } from '#lib/metrics.ts';

let lag: ReturnType<typeof monitorEventLoopDelay> | undefined;

/** What is measured when somebody asks for figures: the queue in the database, and this process. */
export async function measure(db: Db): Promise<Sample[]> {
  return [...(await measureJobs(db)), ...measureProcess()];
}

/** Reads what is under way and nothing of what has ended: a scrape costs the same in a database of millions of jobs. */
async function measureJobs(db: Db): Promise<Sample[]> {
  const [jobs, outbox] = await Promise.all([
    db.$queryRaw<(Waiting & { type: string; status: string })[]>`
      SELECT job_type AS type, status, count(*)::int AS depth,
        extract(epoch FROM now() - min(created_at))::float AS age
      FROM job WHERE status IN ('pending', 'in_progress', 'waiting') GROUP BY job_type, status`,
    db.$queryRaw<Waiting[]>`
      SELECT count(*)::int AS depth, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float AS age
      FROM outbox WHERE sent_at IS NULL`,
  ]);
  const queue = jobs.filter(({ status }) => status === 'pending');
  return [
    ...jobs.map(
      ({ type, status, depth }): Sample => ({
        name: 'intentui_jobs',
        labels: { type, status },
        value: depth,
      }),
    ),
    { name: 'intentui_queue_depth', value: queue.reduce((sum, { depth }) => sum + depth, 0) },
    { name: 'intentui_queue_age_seconds', value: Math.max(0, ...queue.map(({ age }) => age)) },
    { name: 'intentui_outbox_depth', value: outbox[0]?.depth ?? 0 },
    { name: 'intentui_outbox_age_seconds', value: outbox[0]?.age ?? 0 },
  ];
}

type Waiting = { depth: number; age: number };

function measureProcess(): Sample[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    ...measureLag(),
    { name: 'process_resident_memory_bytes', value: rss },
    { name: 'process_cpu_seconds_total', value: (user + system) / 1e6 },
    { name: 'process_start_time_seconds', value: performance.timeOrigin / 1000 },
    { name: 'nodejs_heap_used_bytes', value: heapUsed },
  ];
}

const resolutionMs = 20;

/** Watched from the first look on; each look begins anew. */
function measureLag(): Sample[] {
  if (!lag) {
    lag = monitorEventLoopDelay({ resolution: resolutionMs });
    lag.enable();
    return [];
  }
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000);
  const found = { '0.5': lag.percentile(50), '0.99': lag.percentile(99), '1': lag.max };
  lag.reset();
  return Object.entries(found).map(([quantile, value]) => ({
    name: 'intentui_event_loop_lag_seconds',
    labels: { quantile },
    value: seconds(value),
  }));
}
