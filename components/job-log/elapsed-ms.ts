import { isTerminal, type Job } from '#lib/schema/job.ts';
import type { JobLog } from './reduce-events.ts';

/** How long a job has worked so far, in ms; the time that it waits for somebody does not count. */
export function elapsedMs({
  job,
  log,
  now,
}: {
  job: Pick<Job, 'status' | 'started_at' | 'completed_at'>;
  log: Pick<JobLog, 'startedAt' | 'endedAt' | 'waitingSince' | 'waitedMs'>;
  now: Date;
}): number {
  const from = job.started_at ?? log.startedAt;
  const ended = isTerminal(job.status) ? (job.completed_at ?? log.endedAt) : null;
  const until = log.waitingSince ?? ended ?? now.toISOString();
  if (from === null) return 0;
  return Math.max(0, Date.parse(until) - Date.parse(from) - log.waitedMs);
}
