'use client';
import { useSearchParams } from 'next/navigation';
import { memo, useCallback, useState } from 'react';
import { Composer } from '#components/composer/composer.tsx';
import { questionField, withQuestion } from '#components/composer/draft.ts';
import { useDraft } from '#components/composer/use-draft.ts';
import { ConnectionPill } from '#components/job/connection-pill.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { FirstQuestion } from './first-question.tsx';
import { JobRows } from './job-rows.tsx';
import { ListError, ListLoading, NoResults } from './list-states.tsx';
import { SearchField } from './search-field.tsx';
import { StatusFilter } from './status-filter.tsx';
import { useFilter } from './use-filter.ts';
import { useJobList } from './use-job-list.ts';

type View = 'jobs' | 'new';

/** The first page: a new question beside the list of jobs, or one of the two where there is little room. */
export function Dashboard({ hasSamples }: { hasSamples: boolean }) {
  const params = useSearchParams();
  const asked = params.get('ask') ?? '';
  const [view, setView] = useState<View>(asked || params.has('new') ? 'new' : 'jobs');
  const [draft, changeDraft] = useDraft(asked);
  const pick = useCallback(
    (question: string) => {
      changeDraft((now) => withQuestion(now, question));
      setView('new');
      requestAnimationFrame(() => document.getElementById(questionField)?.focus());
    },
    [changeDraft],
  );
  return (
    <main
      id="main"
      className="wide:grid wide:h-[calc(100dvh-var(--bar-h))] wide:grid-cols-[23rem_minmax(0,1fr)] max-wide:flex max-wide:flex-col"
    >
      <h1 className="sr-only">Jobs</h1>
      <Tabs
        label="View"
        className="sticky top-(--bar-h) z-10 bg-surface wide:hidden"
        tabs={[
          { id: 'jobs', label: 'Jobs' },
          { id: 'new', label: 'New question' },
        ]}
        selected={view}
        onSelect={setView}
      />
      <section
        id="panel-new"
        aria-label="New question"
        className={`flex min-h-0 flex-col bg-surface wide:border-r wide:border-line ${view === 'new' ? '' : 'max-wide:hidden'}`}
      >
        <Composer draft={draft} onChange={changeDraft} />
      </section>
      <section
        id="panel-jobs"
        aria-label="Jobs"
        className={`flex min-h-0 min-w-0 flex-col ${view === 'jobs' ? '' : 'max-wide:hidden'}`}
      >
        <JobsPanel onPick={hasSamples ? pick : undefined} />
      </section>
    </main>
  );
}

/** What stands in the form does not concern it. */
const JobsPanel = memo(function JobsPanel({
  onPick,
}: {
  /** Sample questions are offered where one can be picked. */
  onPick: ((question: string) => void) | undefined;
}) {
  const [filter, setFilter] = useFilter();
  const list = useJobList(filter);
  const counts = list.data?.pages[0]?.counts;
  const jobs = uniqueJobs(list.data?.pages.flatMap((page) => page.data) ?? []);
  const total = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const filtered = filter.status !== null || filter.q !== '';
  if (total === 0 && !filtered) return <FirstQuestion onPick={onPick} />;
  return (
    <>
      <StatusFilter filter={filter} counts={counts} />
      <div className="flex items-center gap-2 px-4 pt-3 pb-2 max-mid:p-3">
        <SearchField value={filter.q} onSearch={(q) => setFilter({ q })} />
        <span className="flex-1 max-mid:hidden" />
        <ConnectionPill connection={list.connection} />
      </div>
      {list.isError && <ListError error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <ListLoading />}
      {list.data && jobs.length === 0 && <NoResults filter={filter} />}
      {jobs.length > 0 && (
        <JobRows
          key={`${filter.status}:${filter.q}`}
          jobs={jobs}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </>
  );
});

/** A job that slid to the next page between two fetches stands in both. */
function uniqueJobs<T extends { job_id: string }>(jobs: T[]): T[] {
  return [...new Map(jobs.map((job) => [job.job_id, job])).values()];
}
