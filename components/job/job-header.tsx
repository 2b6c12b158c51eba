import Link from 'next/link';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { StatusLabel } from '#components/status/status-label.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import type { Connection } from '#lib/client/api-client.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { BudgetSpent } from './budget-spent.tsx';
import { CancelButton } from './cancel-button.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { canFinish, FinishButton } from './finish-button.tsx';
import { JobStats } from './job-stats.tsx';
import { JobTitle } from './job-title.tsx';
import { PhaseStepper } from './phase-stepper.tsx';

/** The head of a job's page: the question, where it stands, how far, how long. */
export function JobHeader({
  job,
  log,
  connection,
  markdown,
}: {
  job: Job;
  log: JobLog;
  connection: Connection;
  markdown: string;
}) {
  return (
    <header className="col-span-full border-b border-line bg-surface">
      <div className="flex items-center gap-3 px-4 pt-3 pb-2 max-mid:flex-wrap max-mid:gap-2 max-mid:px-3">
        <JobTitle question={jobQuestion(job)} />
        <StatusLabel status={job.status} badge />
        <span data-screen-only="" className="contents">
          <ConnectionPill connection={connection} />
        </span>
        <span className="flex-1" />
        {canFollowUp(job) && (
          <Link data-screen-only="" href={`/chat?about=${job.job_id}`} className={buttonClass()}>
            Ask a follow-up
          </Link>
        )}
        {canFinish(job) && <FinishButton jobId={job.job_id} />}
        {!isTerminal(job.status) && <CancelButton jobId={job.job_id} />}
      </div>
      <div
        data-screen-only=""
        className="grid border-t border-line wide:grid-cols-[minmax(0,1fr)_var(--side-w)]"
      >
        <PhaseStepper job={job} log={log} markdown={markdown} />
        <JobStats job={job} log={log} />
      </div>
      {job.budget && <BudgetSpent budget={job.budget} usage={log.usage ?? job.usage} />}
    </header>
  );
}

/** Whether there is a text to ask further about. */
const canFollowUp = (job: Job): boolean => job.status === 'complete' && jobTypeOf(job).chat !== null;
