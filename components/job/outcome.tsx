import Link from 'next/link';
import { formatCount } from '#components/format-count.ts';
import { jobQuestion } from '#components/job-question.ts';
import { doing } from '#components/status/phase-words.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Job, JobError, ResearchResult } from '#lib/schema/job.ts';
import type { JobLog } from './reduce-events.ts';

/** What has to be said before (or instead of) the report: it waits, failed, was cancelled, is partial, found nothing. */
export function Outcome({ job, log, result }: { job: Job; log: JobLog; result: ResearchResult | null }) {
  if (job.status === 'pending') {
    return (
      <Notice tone="tone-pending" icon="ring" title="Waiting for its turn">
        <p className="text-ink-2">You can close this page; the job starts by itself.</p>
      </Notice>
    );
  }
  if (job.status === 'failed') return <Failure job={job} log={log} />;
  if (job.status === 'cancelled') {
    return (
      <Notice tone="tone-cancelled" icon="ban" title={`Cancelled while ${doing(log.phase).toLowerCase()}`}>
        <p className="text-ink-2">{kept(log)}</p>
        <AskAgain job={job} />
      </Notice>
    );
  }
  if (result?.report.nothing_found) {
    return (
      <Notice tone="tone-waiting" icon="search" title="Nothing was found">
        <p className="text-ink-2">
          {formatCount(log.sources.length, 'page')} came up in {log.searches} searches, and none of them
          answers the question. Other words, or a smaller question, may find more.
        </p>
        <AskAgain job={job} />
      </Notice>
    );
  }
  if (result?.partial) {
    return (
      <Notice tone="tone-waiting" icon="half" title="This report is partial">
        <p className="text-ink-2">{result.partial.reason}</p>
      </Notice>
    );
  }
  return null;
}

function Failure({ job, log }: { job: Job; log: JobLog }) {
  const error = job.error ?? log.error;
  if (!error) return <Notice tone="tone-bad" icon="cross-circle" title="The job failed" role="alert" />;
  const details = JSON.stringify({ job_id: job.job_id, ...error }, null, 2);
  return (
    <Notice tone="tone-bad" icon="cross-circle" title={error.message} role="alert">
      <p className="text-ink-2">
        {advice(error)} {kept(log)}
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
        <AskAgain job={job} />
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

function kept(log: JobLog): string {
  const read = log.sources.filter(({ state }) => state === 'read').length;
  if (read === 0) return 'No page had been read.';
  const written = log.text && log.text.text !== '';
  return `${formatCount(read, 'page')}${written ? ' and what was written of the report' : ''} ${written || read > 1 ? 'are' : 'is'} kept.`;
}

function AskAgain({ job }: { job: Job }) {
  return (
    <Link
      href={`/?ask=${encodeURIComponent(jobQuestion(job))}`}
      className={buttonClass('plain', 'self-start')}
    >
      Ask again
    </Link>
  );
}
