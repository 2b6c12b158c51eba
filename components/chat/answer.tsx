'use client';
import { memo, useEffect, useMemo, useState } from 'react';
import { Byline } from '#components/job/byline.tsx';
import { Outcome } from '#components/job/outcome.tsx';
import { RunningPlan } from '#components/job/running-plan.tsx';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { useJob } from '#components/job-log/use-job.ts';
import { useJobText } from '#components/job-log/use-job-text.ts';
import { ReportText } from '#components/report/report.tsx';
import { ReportTitle, titleOf } from '#components/report/report-title.tsx';
import { findComing, splitSections } from '#components/report/split-sections.ts';
import { useOpenedQuotes } from '#components/report/use-opened-quotes.tsx';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Connection } from '#lib/client/api-client.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { AnswerFoot } from './answer-foot.tsx';
import { AnswerHead } from './answer-head.tsx';
import { PageCards } from './page-cards.tsx';
import { PlanFold } from './plan-fold.tsx';
import { StepsFold } from './steps-fold.tsx';
import type { AnswerNews } from './use-thread.ts';

/** The answer to a message: its job, followed as its own page does and drawn with what that page is made of. */
export const Answer = memo(function Answer({
  job,
  log,
  onNews,
  onAskAgain,
}: {
  job: Job;
  /** What its events said, where that came with the page. */
  log: JobLog | undefined;
  onNews: (news: AnswerNews) => void;
  onAskAgain: (() => void) | undefined;
}) {
  const followed = useJob(job.job_id, { job, log });
  return <AnswerOfJob {...followed} row={followed.job ?? job} onNews={onNews} onAskAgain={onAskAgain} />;
});

/** The place of an answer of which nothing is known yet. */
export function AnswerLoading() {
  return (
    <div className="flex flex-col gap-3 py-1" aria-busy="true">
      <Skeleton className="w-1/4" />
      <LinesToCome />
    </div>
  );
}

function LinesToCome() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-3 py-1">
      <Skeleton className="w-3/4" />
      <Skeleton className="w-1/2" />
    </div>
  );
}

function AnswerOfJob({
  row,
  log,
  connection,
  onNews,
  onAskAgain,
}: {
  row: Job;
  log: JobLog;
  connection: Connection;
  onNews: (news: AnswerNews) => void;
  onAskAgain: (() => void) | undefined;
}) {
  // The quotes are fetched once somebody comes near the answer: a long conversation has many.
  const [wantsEvidence, setWantsEvidence] = useState(false);
  const { job, result, markdown, pages, evidence } = useJobText(row, { log, wantsEvidence });
  useNews({ job, connection, cites: pages.length > 0, extent: extentOf(log, markdown) }, onNews);
  const sections = useMemo(() => splitSections(markdown), [markdown]);
  const quotes = evidence.data?.quotes ?? [];
  const loading = evidence.isFetching || !evidence.data;
  const { card, openPage, openClaim } = useOpenedQuotes(quotes, { loading });
  const ended = isTerminal(job.status);
  const writing = log.text !== null && !log.text.done && !ended;
  // Until the first words, the parts of the question and how far each is stand in the place of the plan.
  const showsParts = markdown === '' && job.status === 'in_progress';
  const want = () => setWantsEvidence(true);
  return (
    <article
      aria-label={ended ? 'Answer' : 'Answer, being written'}
      aria-busy={!ended}
      onPointerEnter={want}
      onFocusCapture={want}
      className="flex min-w-0 flex-col gap-3"
    >
      <AnswerHead job={job} log={log} />
      {log.plan && !showsParts && saysMore(log.plan, job) && <PlanFold plan={log.plan} />}
      <StepsFold log={log} />
      {[...new Set(log.warnings)].map((warning) => (
        <p key={warning} className="flex gap-2 text-ink-2">
          <Icon name="warning" className="mt-0.5 text-waiting-fg" />
          {warning}
        </p>
      ))}
      <PageCards pages={pages} onOpen={openPage} />
      <Outcome job={job} log={log} result={result} again={<AskAgainButton onClick={onAskAgain} />} />
      {showsParts && (
        <div className={textClass}>
          {log.plan && saysMore(log.plan, job) ? (
            <RunningPlan log={log} noun={jobTypeOf(job).noun} />
          ) : (
            <LinesToCome />
          )}
        </div>
      )}
      {markdown !== '' && (
        <div className={textClass}>
          <h3 className="sr-only">{jobTypeOf(job).noun}</h3>
          <ReportTitle title={titleOf({ log, result })} />
          <ReportText
            markdown={markdown}
            sections={sections}
            coming={ended ? [] : findComing({ ...log, end: markdown.length })}
            report={result?.report ?? null}
            pages={pages}
            claims={log.claims}
            quotes={quotes}
            loadingQuotes={loading}
            writing={writing}
            judged={jobTypeOf(job).isJudged}
            idPrefix={`${job.job_id}-`}
          />
          <div className="mt-2">
            <Byline job={job} log={log} result={result} />
          </div>
        </div>
      )}
      {markdown !== '' && ended && (
        <AnswerFoot
          job={job}
          log={log}
          result={result}
          markdown={markdown}
          pages={pages}
          onOpenClaim={openClaim}
          onAskAgain={onAskAgain}
        />
      )}
      {card}
    </article>
  );
}

/** Room for the marks in the margin; the text takes the width of the thread. */
const textClass = 'pl-[1.125rem] [--measure:100%] [&_.report>:first-child>:first-child]:mt-0';

/** A plan that is nothing but the question itself need not be shown. */
const saysMore = ({ sub_questions: parts }: Plan, job: Job): boolean =>
  jobTypeOf(job).searches || parts.length > 1;

function AskAgainButton({ onClick }: { onClick: (() => void) | undefined }) {
  if (!onClick) return null;
  return (
    <Button onClick={onClick} className="self-start">
      <Icon name="retry" className="text-[0.875rem]" />
      Ask again
    </Button>
  );
}

/** Tells where the answer stands, whenever that changes. */
function useNews(
  { job, connection, cites, extent }: { job: Job; connection: Connection; cites: boolean; extent: number },
  onNews: (news: AnswerNews) => void,
): void {
  const { job_id, job_type, status, phase } = job;
  const isCut = connection.state === 'reconnecting' || connection.state === 'offline';
  useEffect(() => {
    onNews({ job_id, job_type, status, phase, isCut, cites, extent });
  }, [onNews, job_id, job_type, status, phase, isCut, cites, extent]);
}

const extentOf = ({ steps, sources, warnings, claims }: JobLog, markdown: string): number =>
  markdown.length + Object.keys(steps).length + sources.length + warnings.length + claims.length;
