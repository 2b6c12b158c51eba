'use client';
import type { SourceEntry } from '#components/job-log/list-sources.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { useOpenedQuotes } from '#components/report/use-opened-quotes.tsx';
import { TabPanel } from '#components/ui/tab-panel.tsx';
import type { EvidenceView, JobResult } from '#lib/job-types/job-type.ts';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { ActivityPanel } from './activity-panel.tsx';
import { ComparisonPanel } from './comparison-panel.tsx';
import { JudgePanel } from './judge-panel.tsx';
import { Limits } from './limits.tsx';
import { SourcesPanel } from './sources-panel.tsx';

/** What stands beside the text: the pages, the judgment, what happened. */
export function EvidenceColumn({
  job,
  log,
  result,
  views,
  shown,
  sources,
  quotes,
  loadingQuotes,
  className,
}: {
  job: Job;
  log: JobLog;
  result: JobResult | null;
  views: EvidenceView[];
  shown: EvidenceView | null;
  sources: SourceEntry[];
  quotes: QuoteInContext[];
  loadingQuotes: boolean;
  className: string;
}) {
  const { card, openPage, openClaim } = useOpenedQuotes(quotes, { loading: loadingQuotes });
  const panels: Record<EvidenceView, React.ReactNode> = {
    sources: <SourcesPanel sources={sources} ended={isTerminal(job.status)} onOpen={openPage} />,
    judge: (
      <>
        <Limits limits={result?.limits ?? []} />
        {result?.comparison ? (
          <ComparisonPanel comparison={result.comparison} onOpen={openClaim} />
        ) : (
          <JudgePanel
            verdict={log.verdict}
            claims={log.claims}
            audit={result?.audit ?? null}
            ended={isTerminal(job.status)}
            onOpen={openClaim}
          />
        )}
      </>
    ),
    activity: <ActivityPanel log={log} jobType={job.job_type} />,
  };
  return (
    <aside aria-label="Evidence" className={`flex min-h-0 min-w-0 flex-col bg-paper ${className}`}>
      {views.map((view) => (
        <TabPanel key={view} id={view} shown={shown === view}>
          {panels[view]}
        </TabPanel>
      ))}
      {card}
    </aside>
  );
}
