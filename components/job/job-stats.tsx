'use client';
import { formatCount, formatScore } from '#components/format-count.ts';
import { formatDuration } from '#components/format-duration.ts';
import { elapsedMs } from '#components/job-log/elapsed-ms.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { ClaimsBar } from '#components/status/claims-bar.tsx';
import { countVerdicts } from '#components/status/count-verdicts.ts';
import { useNow } from '#components/use-now.ts';
import { countClaims } from '#lib/client/count-claims.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';

/** How long the job has been at it, and how what it wrote was judged. */
export function JobStats({ job, log }: { job: Job; log: JobLog }) {
  const stopped = isTerminal(job.status) || job.status === 'waiting';
  const now = useNow(1000, !stopped);
  const steps = Object.values(log.steps);
  const done = steps.filter(({ state }) => state === 'done').length;
  const stepWords = steps.length > 0 ? `${done} of ${formatCount(steps.length, 'step')}` : '\u00a0';
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-8 px-4 py-2 tabular-nums max-wide:border-t max-wide:border-line max-mid:px-3 wide:border-l wide:border-line">
      <div>
        <dt className="text-xs text-ink-3">{timeWord(job)}</dt>
        <dd>
          <span role="timer" suppressHydrationWarning className="text-lg/5.5 font-semibold">
            {formatDuration(elapsedMs({ job, log, now }))}
          </span>
          <span className="block text-xs text-ink-3 max-mid:hidden">
            {job.status === 'waiting' ? 'clock stopped' : stepWords}
          </span>
        </dd>
      </div>
      {jobTypeOf(job).hasScore(job.input_data) && <Score log={log} />}
    </dl>
  );
}

function Score({ log }: { log: JobLog }) {
  const counts = countVerdicts(log.claims);
  return (
    <div>
      <dt className="text-xs text-ink-3 first-letter:uppercase">
        {log.verdict ? scoreWord(nameScore(log.verdict)) : 'score'}
      </dt>
      <dd className="flex flex-wrap items-center gap-x-2">
        <span className="text-lg/5.5 font-semibold">
          {log.verdict && log.verdict.claims.length > 0 ? formatScore(log.verdict.overall) : '–'}
        </span>
        <ClaimsBar counts={counts} className="min-w-16 flex-1" />
        <span className="w-full truncate text-xs text-ink-3 max-mid:hidden">
          {log.claims.length > 0 ? countClaims(countHeld(log.claims)) : '\u00a0'}
        </span>
      </dd>
    </div>
  );
}

function timeWord({ status, started_at }: Job): string {
  if (isTerminal(status)) return 'Took';
  return started_at === null ? 'Not started' : 'Elapsed';
}
