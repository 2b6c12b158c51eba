'use client';
import { useMemo, useRef } from 'react';
import { formatCount } from '#components/format-count.ts';
import type { CitedPage, JobLog, Note } from '#components/job-log/reduce-events.ts';
import { useFollow } from '#components/job-log/use-follow.ts';
import { PlanApproval } from '#components/plan/plan-approval.tsx';
import { type ClaimRange, locateClaims } from '#components/report/locate-claims.ts';
import { hasOutline, Outline } from '#components/report/outline.tsx';
import { ReportText } from '#components/report/report.tsx';
import { ReportTitle, titleOf } from '#components/report/report-title.tsx';
import { findComing, splitSections } from '#components/report/split-sections.ts';
import { OnPaper, TakeAwayButtons } from '#components/report/take-away.tsx';
import { isMadeOfQuotes } from '#lib/client/describe-accuracy.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import type { GivenTexts, JobResult } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Evidence } from '#lib/schema/evidence.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { countWords } from '#lib/schema/report.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import { Byline } from './byline.tsx';
import { ComparedTexts } from './compared-texts.tsx';
import { JumpButton } from './jump-button.tsx';
import { Outcome } from './outcome.tsx';
import { RunningPlan } from './running-plan.tsx';

/** The middle of the page: what there is to say about the job, and its text as far as it is written. */
export function ReportColumn({
  job,
  log,
  result,
  judged,
  markdown,
  pages,
  evidence,
  loadingEvidence,
  className = '',
}: {
  job: Job;
  log: JobLog;
  result: JobResult | null;
  judged: GivenTexts | null;
  markdown: string;
  pages: CitedPage[];
  evidence: Evidence | undefined;
  loadingEvidence: boolean;
  className?: string;
}) {
  const type = jobTypeOf(job);
  const noun = type.noun.replace(/^./, (letter) => letter.toUpperCase());
  const column = useRef<HTMLElement>(null);
  const writing = log.text !== null && !log.text.done && !isTerminal(job.status);
  const { isBelow, jump } = useFollow(column, { writing, growth: markdown.length });
  const sections = useMemo(() => splitSections(markdown), [markdown]);
  const claims = useMemo(
    () => locateClaims(markdown, { sentences: result?.report?.sentences ?? null, claims: log.claims }),
    [markdown, result, log.claims],
  );
  const coming = useMemo(
    () => (isTerminal(job.status) ? [] : findComing({ ...log, end: markdown.length })),
    [job.status, log, markdown],
  );
  // While the text grows, the column stands ready so that nothing moves when the first heading comes.
  const waiting = job.status === 'waiting' && log.plan !== null;
  const growing = type.isLong && !waiting && !isTerminal(job.status);
  const outlined = growing || hasOutline(sections);
  return (
    <div
      id="panel-report"
      className={`relative min-h-0 min-w-0 bg-surface wide:row-span-2 wide:grid wide:grid-rows-[minmax(0,1fr)] ${outlined ? 'wide:grid-cols-[12.5rem_minmax(0,1fr)]' : ''} ${className}`}
    >
      {outlined && (
        <div className="min-h-0 overflow-auto border-r border-line bg-paper px-4 py-5 max-wide:hidden">
          <Outline sections={sections} coming={coming} claims={claims} />
        </div>
      )}
      <section
        ref={column}
        aria-label={noun}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 min-w-0 px-6 pt-5 pb-12 -outline-offset-2! max-mid:pt-4 max-mid:pr-4 max-mid:pb-24 max-mid:pl-7 wide:overflow-auto"
      >
        <h2 className="sr-only">{noun}</h2>
        <div className="mx-auto mb-4 flex max-w-(--measure) flex-col gap-3 text-sm empty:hidden">
          <Outcome job={job} log={log} result={result} />
        </div>
        {waiting && log.plan && <PlanApproval jobId={job.job_id} plan={log.plan} />}
        {judged && 'a' in judged && (
          <ComparedTexts
            given={judged}
            comparison={result?.comparison ?? null}
            quotes={evidence?.quotes ?? []}
          />
        )}
        {markdown === '' && !type.isJudgment && job.status === 'in_progress' && <RunningPlan log={log} />}
        {markdown !== '' && (
          <>
            {!result?.report?.nothing_found && (
              <ReportLine
                job={job}
                markdown={markdown}
                pages={pages}
                verdict={log.verdict}
                claims={type.isJudged ? claims : []}
                drafts={log.drafts}
                citedPages={pagesOfMarks(markdown, log.notes)}
              />
            )}
            <Byline job={job} log={log} result={result} />
            <ReportTitle title={titleOf({ log, result })} />
            <ReportText
              markdown={markdown}
              sections={sections}
              coming={coming}
              report={result?.report ?? null}
              pages={pages}
              claims={log.claims}
              quotes={evidence?.quotes ?? []}
              loadingQuotes={loadingEvidence}
              writing={writing}
              judged={type.isJudged}
            />
            <div className="mx-auto max-w-(--measure)">
              <OnPaper pages={pages} verdict={log.verdict} />
            </div>
          </>
        )}
      </section>
      {writing && isBelow && <JumpButton label="Jump to live" onClick={jump} className="max-wide:fixed" />}
    </div>
  );
}

function ReportLine({
  job,
  markdown,
  pages,
  verdict,
  claims,
  drafts,
  citedPages,
}: {
  job: Job;
  markdown: string;
  pages: CitedPage[];
  verdict: Verdict | null;
  claims: ClaimRange[];
  drafts: number;
  /** Pages that the marks of a text that is not published yet lead to. */
  citedPages: number;
}) {
  const { searches } = jobTypeOf(job);
  const cited = pages.length > 0 ? new Set(markdown.match(/\]\(#cite-\d+\)/g)).size : citedPages;
  const parts = [
    ...(drafts > 1 ? [`Draft ${drafts}`] : []),
    formatCount(countWords(markdown), 'word'),
    ...(claims.length > 0 ? [formatCount(claims.length, isMadeOfQuotes(claims) ? 'quote' : 'claim')] : []),
    ...(cited > 0 || searches ? [`${formatCount(cited, 'page')} cited`] : []),
  ];
  return (
    <div className="mx-auto flex max-w-(--measure) items-center justify-between gap-2">
      <p className="text-xs text-ink-3 tabular-nums">{parts.join(' · ')}</p>
      <span className="-mr-2 flex">
        <TakeAwayButtons question={jobQuestion(job)} markdown={markdown} pages={pages} verdict={verdict} />
      </span>
    </div>
  );
}

function pagesOfMarks(markdown: string, notes: readonly Note[]): number {
  const marked = new Set([...markdown.matchAll(/\]\(#quote-(\d+)\)/g)].map(([, number]) => Number(number)));
  return new Set(notes.filter(({ number }) => marked.has(number)).map(({ url }) => url)).size;
}
