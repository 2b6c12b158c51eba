'use client';
import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useMedia, wideScreen } from '#components/use-media.ts';
import { useNow } from '#components/use-now.ts';
import type { ListedJob } from '#lib/schema/job.ts';
import { columns, JobRow } from './job-row.tsx';
import { useHeldRows } from './use-held-rows.ts';

/** The rows of the list under their heads, and the button for the next page. */
export function JobRows({
  jobs,
  hasMore,
  loadingMore,
  onMore,
}: {
  jobs: ListedJob[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}) {
  const scroller = useRef<HTMLElement>(null);
  const { shown, held, release } = useHeldRows(jobs, scroller);
  const wide = useMedia(wideScreen);
  const Rows = wide ? RowsInColumn : RowsInPage;
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
        <Rows jobs={shown} hasMore={hasMore} scroller={scroller} />
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

type RowsProps = { jobs: ListedJob[]; hasMore: boolean; scroller: RefObject<HTMLElement | null> };

/** Of a long list only the rows in and near the window are drawn. */
const rowsFor = ({ jobs }: RowsProps) => ({
  count: jobs.length,
  estimateSize: () => rowPx,
  getItemKey: (index: number) => jobs[index]?.job_id ?? index,
  overscan: 12,
});
const rowPx = 52;

/** Where the list scrolls by itself. */
function RowsInColumn(props: RowsProps) {
  const rows = useVirtualizer({ ...rowsFor(props), getScrollElement: () => props.scroller.current });
  return <DrawnRows {...props} rows={rows} from={0} />;
}

/** Where the page scrolls. */
function RowsInPage(props: RowsProps) {
  const { scroller } = props;
  const [from, setFrom] = useState(0);
  useLayoutEffect(() => {
    const top = scroller.current?.getBoundingClientRect().top ?? 0;
    setFrom(top + window.scrollY);
  }, [scroller]);
  const rows = useWindowVirtualizer({ ...rowsFor(props), scrollMargin: from });
  return <DrawnRows {...props} rows={rows} from={from} />;
}

function DrawnRows({
  jobs,
  hasMore,
  rows,
  from,
}: RowsProps & {
  rows: Pick<Virtualizer<Window, Element>, 'getTotalSize' | 'getVirtualItems' | 'measureElement'>;
  from: number;
}) {
  const now = useNow(30_000);
  const count = hasMore ? -1 : jobs.length;
  return (
    <ul className="relative" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, start }) => {
        const job = jobs[index];
        return (
          job && (
            <JobRow
              key={job.job_id}
              job={job}
              now={now}
              index={index}
              count={count}
              top={start - from}
              measure={rows.measureElement}
            />
          )
        );
      })}
    </ul>
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
