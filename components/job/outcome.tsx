import type { ReactNode } from 'react';
import { formatCount } from '#components/format-count.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { doing } from '#components/status/phase-words.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { queueWords } from '#lib/client/queue-words.ts';
import type { JobResult } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job, JobError } from '#lib/schema/job.ts';
import { AskAgain } from './ask-again.tsx';

/** What has to be said before (or instead of) the text: it waits, failed, was cancelled, is partial, found nothing. */
export function Outcome({
  job,
  log,
  result,
  again = <AskAgain job={job} />,
}: {
  job: Job;
  log: JobLog;
  result: JobResult | null;
  /** What leads to asking once more. */
  again?: ReactNode;
}) {
  if (job.status === 'pending') {
    return (
      <Notice tone="tone-pending" icon="ring" title="Waiting for its turn">
        {job.queue && <p className="tabular-nums">{queueWords(job.queue)}.</p>}
        {job.queue?.ahead && (
          <p className="text-ink-2">Since it is open here, it goes before jobs that nobody watches.</p>
        )}
        <p className="text-ink-2">You can close this page; the job starts by itself.</p>
      </Notice>
    );
  }
  if (job.status === 'failed') return <Failure job={job} log={log} again={again} />;
  if (job.status === 'cancelled') {
    const title = log.phase
      ? `Cancelled while ${doing({ ...job, phase: log.phase }).toLowerCase()}`
      : 'Cancelled before it started';
    return (
      <Notice tone="tone-cancelled" icon="ban" title={title}>
        <p className="text-ink-2">{kept(job, log)}</p>
        {again}
      </Notice>
    );
  }
  if (!result) return null;
  return (
    <>
      {result.report?.nothing_found && <NothingFound log={log} again={again} />}
      {result.partial && (
        <Notice tone="tone-waiting" icon="half" title={`This ${jobTypeOf(job).noun} is partial`}>
          <p className="text-ink-2">{result.partial.reason}</p>
          {again}
        </Notice>
      )}
      {result.cutShort && (
        <Notice tone="tone-waiting" icon="half" title="The answer is cut short">
          <p className="text-ink-2">The model reached its limit; the text may end in the middle.</p>
        </Notice>
      )}
    </>
  );
}

function NothingFound({ log, again }: { log: JobLog; again: ReactNode }) {
  return (
    <Notice tone="tone-waiting" icon="search" title="Nothing was found">
      <p className="text-ink-2">
        {formatCount(log.sources.length, 'page')} came up in {formatCount(log.searches, 'search')}, and none
        of them answers the question. Other words, or a smaller question, may find more.
      </p>
      {again}
    </Notice>
  );
}

function Failure({ job, log, again }: { job: Job; log: JobLog; again: ReactNode }) {
  const error = job.error ?? log.error;
  if (!error) return <Notice tone="tone-bad" icon="cross-circle" title="The job failed" role="alert" />;
  const details = JSON.stringify({ job_id: job.job_id, ...error }, null, 2);
  return (
    <Notice tone="tone-bad" icon="cross-circle" title={error.message} role="alert">
      <p className="text-ink-2">
        {advice(error)} {kept(job, log)}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        <dt className="text-ink-2">Code</dt>
        <dd className="font-mono text-xs/5">{error.code}</dd>
        <dt className="text-ink-2">Step</dt>
        <dd className="font-mono text-xs/5">{error.step ?? 'none'}</dd>
        <dt className="text-ink-2">Attempt</dt>
        <dd className="tabular-nums">{error.attempt ?? job.attempt}</dd>
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        {again}
        <CopyButton text={details} label="Copy details" />
      </div>
    </Notice>
  );
}

const advice = ({ retryable, code }: JobError): string => {
  if (code === 'deadline_exceeded') return 'A smaller question or the quick depth needs less time.';
  return retryable
    ? 'This often passes by itself: ask again in a while.'
    : 'Asking the same again will fail the same way, so the cause has to be mended first.';
};

function kept(job: Job, log: JobLog): string {
  const { noun, searches } = jobTypeOf(job);
  const read = log.sources.filter(({ state }) => state === 'read').length;
  const written = log.text !== null && log.text.text !== '';
  const things = [
    ...(read > 0 ? [formatCount(read, 'page')] : []),
    ...(written ? [`what was written of the ${noun}`] : []),
  ];
  if (things.length === 0) return searches ? 'No page had been read.' : '';
  const words = `${things.join(' and ')} ${things.length > 1 || read > 1 ? 'are' : 'is'} kept.`;
  return words.replace(/^./, (letter) => letter.toUpperCase());
}
