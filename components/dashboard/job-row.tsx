import Link from 'next/link';
import { memo } from 'react';
import { formatScore } from '#components/format-count.ts';
import { formatDuration } from '#components/format-duration.ts';
import { formatMoment, formatWhen } from '#components/format-when.ts';
import { stationIndex } from '#components/status/phase-words.ts';
import { StatusLabel } from '#components/status/status-label.tsx';
import { Bar } from '#components/ui/bar.tsx';
import { useNow } from '#components/use-now.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job, ListedJob } from '#lib/schema/job.ts';
import { describeJob } from './describe-job.ts';

/** The columns of the list, shared by its head, its rows and its skeleton. */
export const columns =
  'grid grid-cols-[6.5rem_minmax(0,1fr)_2.75rem_3.5rem_3.5rem_5.5rem] items-center gap-x-4 px-4 max-mid:grid-cols-[minmax(0,1fr)] max-mid:gap-y-0.5 max-mid:px-3 max-mid:py-2';

/** Where a row stands: its number from 0, how many there are (-1 where there are more), and how far down, in px. */
export type RowPlace = { index: number; count: number; top: number; measure: (row: Element | null) => void };

/** One job of the list. The link covers the row, so that all of it can be pressed. */
export const JobRow = memo(function JobRow({
  job,
  now,
  index,
  count,
  top,
  measure,
}: { job: ListedJob; now: Date } & RowPlace) {
  const failed = job.status === 'failed';
  return (
    <li
      ref={measure}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
      className={`absolute inset-x-0 top-0 h-(--row-h) border-b border-line hover:bg-hover max-mid:h-auto ${columns}`}
    >
      <StatusLabel status={job.status} />
      <div className="flex min-w-0 flex-col gap-px">
        <Link
          href={`/jobs/${job.job_id}`}
          prefetch={false}
          dir="auto"
          className="truncate font-medium -outline-offset-2! after:absolute after:inset-0 max-mid:line-clamp-2 max-mid:whitespace-normal"
        >
          {jobQuestion(job)}
        </Link>
        <span className="flex min-w-0 items-center gap-2 text-xs text-ink-3">
          {job.status === 'in_progress' && <Stations job={job} />}
          <SupportBar judge={job.judge} />
          <span
            className={`truncate tabular-nums max-mid:line-clamp-2 max-mid:whitespace-normal ${failed ? 'text-bad-fg' : ''}`}
          >
            {describeJob(job)}
          </span>
        </span>
      </div>
      <Cell label="Score" strong>
        {job.judge && job.judge.claims > 0 && job.judge.overall_is === 'score'
          ? formatScore(job.judge.overall)
          : null}
      </Cell>
      <Cell label="Pages read">{job.usage.pages > 0 ? job.usage.pages : null}</Cell>
      <Cell label="Time">
        <TimeTaken job={job} />
      </Cell>
      <span className="text-right whitespace-nowrap text-ink-3 tabular-nums max-mid:hidden">
        <time dateTime={job.created_at} title={formatMoment(job.created_at)}>
          {formatWhen(job.created_at, now)}
        </time>
      </span>
    </li>
  );
});

function Cell({
  label,
  strong = false,
  children,
}: {
  label: string;
  strong?: boolean;
  children: React.ReactNode;
}) {
  return (
    <span className={`text-right tabular-nums max-mid:hidden ${strong ? 'font-medium' : 'text-ink-2'}`}>
      <span className="sr-only">{label}: </span>
      {children ?? <NoneYet />}
    </span>
  );
}

function NoneYet() {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none yet</span>
    </span>
  );
}

/** How far a running job is, as a small bar for each station. */
function Stations({ job }: { job: ListedJob }) {
  const all = jobTypeOf(job).stations;
  const at = stationIndex(all, job.phase);
  return (
    <span
      role="img"
      aria-label={`Station ${Math.max(1, at + 1)} of ${all.length}`}
      className="inline-flex flex-none gap-0.5"
    >
      {all.map(({ id }, index) => (
        <span key={id} className={`h-1 w-4.5 rounded-[2px] ${stationColour(index - at)}`} />
      ))}
    </span>
  );
}

function stationColour(distance: number): string {
  if (distance < 0) return 'bg-ink-3';
  return distance === 0 ? 'animate-breathe bg-running-fill' : 'framed bg-line-2 forced-colors:bg-[Canvas]';
}

/** The clock of a job that waits for somebody stands still; the list does not know since when. */
function TimeTaken({ job: { status, started_at, completed_at } }: { job: ListedJob }) {
  const isRunning = started_at !== null && completed_at === null && status !== 'waiting';
  const now = useNow(1000, isRunning);
  if (started_at === null || status === 'waiting') return <NoneYet />;
  const end = completed_at === null ? now.getTime() : Date.parse(completed_at);
  return formatDuration(end - Date.parse(started_at));
}

/** The shares of claims that were found supported and that could not be checked; the list knows no more. None where all are copies of quotes, and
 * none beside a score of something else, whose meter it would seem to be. */
function SupportBar({ judge }: { judge: Job['judge'] }) {
  if (!judge || judge.copied === judge.claims) return null;
  if (judge.overall_is === 'relevance' || judge.overall_is === 'completeness') return null;
  const copied = judge.copied / judge.claims;
  const supported = judge.supported / judge.claims - copied;
  const unchecked = judge.unchecked / judge.claims;
  return (
    <Bar
      framed={false}
      className="w-30 flex-none max-mid:w-24"
      parts={[
        { key: 'supported', share: supported, className: 'tone-good pattern-supported' },
        { key: 'copied', share: copied, className: 'tone-copied pattern-copied' },
        {
          key: 'other',
          share: (judge.claims - judge.supported - judge.unchecked) / judge.claims,
          className: 'tone-waiting pattern-partly',
        },
        { key: 'unchecked', share: unchecked, className: 'tone-quiet pattern-unchecked' },
      ]}
    />
  );
}
