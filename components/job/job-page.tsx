'use client';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { isNotFound } from '#components/api.ts';
import { formatScore } from '#components/format-count.ts';
import { listSources } from '#components/job-log/list-sources.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { type FollowedJob, type InitialJob, useJob } from '#components/job-log/use-job.ts';
import { useJobText } from '#components/job-log/use-job-text.ts';
import { PageMessage } from '#components/page-message.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { useMedia, wideScreen } from '#components/use-media.ts';
import { usePageTitle } from '#components/use-page-title.ts';
import type { EvidenceView } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job } from '#lib/schema/job.ts';
import { nameScore } from '#lib/schema/name-score.ts';
import { EvidenceColumn } from './evidence-column.tsx';
import { JobHeader } from './job-header.tsx';
import { JobLoading } from './job-loading.tsx';
import { ReportColumn } from './report-column.tsx';
import { stateOfJob, titleOfJob } from './title-of-job.ts';

/** The page of one job, from its first second to its end. */
export function JobPage({ id, initial }: { id: string; initial?: InitialJob }) {
  const followed = useJob(id, initial);
  if (followed.job) return <JobView {...followed} job={followed.job} />;
  return followed.error ? <JobMissing error={followed.error} /> : <JobLoading />;
}

type View = 'report' | EvidenceView;

function JobView({ job: row, log, connection }: FollowedJob & { job: Job }) {
  const { job, result, judged, markdown, pages, evidence } = useJobText(row, { log });
  const sources = useMemo(
    () =>
      listSources({
        found: log.sources,
        stored: evidence.data?.sources ?? [],
        pages,
        markdown,
        notes: log.notes,
      }),
    [log.sources, log.notes, evidence.data, pages, markdown],
  );
  const [view, setView] = useState<View>('report');
  const wide = useMedia(wideScreen);
  const views = jobTypeOf(job).views({ sources: sources.length });
  const shown = view === 'report' ? (wide ? (views[0] ?? 'activity') : 'report') : view;
  usePageTitle(titleOfJob(job));

  return (
    <main
      id="main"
      className="bg-surface max-wide:min-h-[calc(100dvh-var(--bar-h))] wide:grid wide:h-[calc(100dvh-var(--bar-h))] wide:grid-cols-[minmax(0,1fr)_var(--side-w)] wide:grid-rows-[auto_auto_minmax(0,1fr)]"
    >
      <JobHeader job={job} log={log} connection={connection} markdown={markdown} />
      {/* Said once a phase; the text itself is not read out as it grows. */}
      <p role="status" className="sr-only">
        {stateOfJob(job)}.
      </p>
      <Tabs
        label="Parts of the job"
        className="bg-paper max-wide:sticky max-wide:top-(--bar-h) max-wide:z-10 max-wide:bg-surface wide:col-start-2 wide:border-l"
        tabs={[
          {
            id: 'report',
            label: job.status === 'waiting' ? 'Plan' : jobTypeOf(job).textWord,
            className: 'wide:hidden',
          },
          ...views.map((id) => ({
            id,
            label: viewWords[id],
            count: countOf(id, { log, sources: sources.length }),
          })),
        ]}
        selected={shown}
        onSelect={setView}
      />
      <ReportColumn
        className={`wide:col-start-1 wide:row-start-2 ${view === 'report' ? '' : 'max-wide:hidden'}`}
        job={job}
        log={log}
        result={result}
        judged={judged}
        markdown={markdown}
        pages={pages}
        evidence={evidence.data}
        loadingEvidence={evidence.isFetching}
      />
      <EvidenceColumn
        className={`wide:col-start-2 wide:border-l wide:border-line ${view === 'report' ? 'max-wide:hidden' : ''}`}
        job={job}
        log={log}
        result={result}
        views={views}
        shown={shown === 'report' ? null : shown}
        sources={sources}
        quotes={evidence.data?.quotes ?? []}
        loadingQuotes={evidence.isFetching}
      />
    </main>
  );
}

const viewWords: Record<EvidenceView, string> = { sources: 'Sources', judge: 'Judge', activity: 'Activity' };

function countOf(view: EvidenceView, { log, sources }: { log: JobLog; sources: number }) {
  if (view === 'sources') return sources;
  // A number without its name is a score of the whole.
  const { verdict } = log;
  const isScored = verdict !== null && verdict.claims.length > 0 && nameScore(verdict) === 'score';
  return view === 'judge' && isScored && verdict.overall !== null ? formatScore(verdict.overall) : undefined;
}

function JobMissing({ error }: { error: Error }) {
  const unknown = isNotFound(error);
  return (
    <PageMessage
      title={unknown ? 'There is no such job' : 'The job could not be loaded'}
      detail={unknown ? 'The address may be mistyped, or the job was removed.' : error.message}
    >
      <Link href="/" className={buttonClass('primary')}>
        Go to your jobs
      </Link>
    </PageMessage>
  );
}
