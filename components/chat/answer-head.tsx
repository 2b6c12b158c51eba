'use client';
import Link from 'next/link';
import { formatDuration, formatSeconds } from '#components/format-duration.ts';
import { formatCost } from '#components/format-usage.ts';
import { stateOfJob } from '#components/job/title-of-job.ts';
import { elapsedMs } from '#components/job-log/elapsed-ms.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { StatusLabel } from '#components/status/status-label.tsx';
import { useNow } from '#components/use-now.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { isRecalled } from './is-recalled.ts';

/** What kind of answer it is, where it stands, how long it took and what it cost, and the way to its job. */
export function AnswerHead({ job, log }: { job: Job; log: JobLog }) {
  const now = useNow(1000, !isTerminal(job.status) && job.status !== 'waiting');
  const { input_tokens, output_tokens, cost_usd } = log.usage ?? job.usage;
  const formatElapsed = isTerminal(job.status) ? formatSeconds : formatDuration;
  const facts = [
    ...(job.status === 'pending' ? [] : [formatElapsed(elapsedMs({ job, log, now }))]),
    ...(input_tokens + output_tokens > 0 && cost_usd !== null ? [formatCost(cost_usd)] : []),
    jobTypeOf(job).preset(job.input_data),
  ];
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <h2 className="font-medium">{kindOf(job, log)}</h2>
      <StatusLabel status={job.status} word={stateOfJob(job)} badge />
      <span suppressHydrationWarning className="text-xs text-ink-3 tabular-nums">
        {facts.filter(Boolean).join(', ')}
      </span>
      <span className="flex-1" />
      <Link
        data-screen-only=""
        href={`/jobs/${job.job_id}`}
        className="inline-flex min-h-6 items-center text-xs text-accent underline decoration-1 underline-offset-2 max-mid:min-h-11"
      >
        Open job
      </Link>
    </header>
  );
}

function kindOf(job: Job, log: JobLog): string {
  const kind = jobTypeOf(job).chat?.answer ?? jobTypeOf(job).textWord;
  return isRecalled(job, log) ? `${kind} from the report’s evidence` : kind;
}
