'use client';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/use-now.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { columns, JobRow } from './job-row.tsx';
import { useHeldRows } from './use-held-rows.ts';

/** The rows of the list under their heads, and the button for the next page. */
export function JobRows({
  jobs,
  hasMore,
  loadingMore,
  onMore,
}: {
  jobs: Job[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}) {
  const scroller = useRef<HTMLElement>(null);
  const { shown, held, release } = useHeldRows(jobs, scroller);
  const now = useNow(jobs.some((job) => !isTerminal(job.status)) ? 1000 : 30_000);
  return (
    <>
      {held > 0 && (
        <div className="relative z-10 flex h-0 justify-center max-mid:h-auto max-mid:px-3 max-mid:pb-2">
          <Button
            onClick={release}
            className="translate-y-1.5 rounded-full! border-transparent! text-accent! shadow-2 max-mid:w-full max-mid:translate-y-0"
          >
            <Icon name="up" className="text-[0.875rem]" />
            {held} new
          </Button>
        </div>
      )}
      <section
        ref={scroller}
        aria-label="Job list"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 -outline-offset-2! wide:overflow-auto"
      >
        <ListHead />
        <ul>
          {shown.map((job) => (
            <JobRow key={job.job_id} job={job} now={now} />
          ))}
        </ul>
        {hasMore && (
          <div className="flex justify-center p-4">
            <Button onClick={onMore} disabled={loadingMore}>
              {loadingMore ? 'Loading' : 'Show more'}
            </Button>
          </div>
        )}
      </section>
    </>
  );
}

/** The words over the columns; each cell says them again to a screen reader. */
export function ListHead() {
  return (
    <div
      aria-hidden="true"
      className={`sticky top-0 z-1 h-8 border-b border-line-2 bg-paper text-xs text-ink-3 max-mid:hidden! ${columns}`}
    >
      <span>Status</span>
      <span>Question</span>
      <span className="text-right">Score</span>
      <span className="text-right">Pages</span>
      <span className="text-right">Time</span>
      <span className="text-right">Created</span>
    </div>
  );
}
