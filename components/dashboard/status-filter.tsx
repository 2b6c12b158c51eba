'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { formatNumber } from '#components/format-count.ts';
import { statusLooks } from '#components/status/status-label.tsx';
import { tabClass } from '#components/ui/tabs.tsx';
import type { JobList, JobStatus } from '#lib/schema/job.ts';
import { filterHref } from './use-filter.ts';
import type { JobFilter } from './use-job-list.ts';

const order: JobStatus[] = ['in_progress', 'waiting', 'pending', 'complete', 'failed', 'cancelled'];

/** The states of jobs as links with counts; the address says which is chosen. */
export function StatusFilter({
  filter,
  counts,
}: {
  filter: JobFilter;
  counts: JobList['counts'] | undefined;
}) {
  const total = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  // A state that no job can be in yet is shown once one is.
  const shown = order.filter((status) => status !== 'waiting' || counts?.waiting || filter.status === status);
  const nav = useRef<HTMLElement>(null);
  const { status } = filter;
  // On a small screen the chosen one may stand beyond the edge.
  useEffect(() => {
    const chosen = status !== null && nav.current?.querySelector('[aria-current]');
    if (chosen) chosen.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [status]);
  return (
    <nav
      ref={nav}
      aria-label="Status"
      className="flex gap-4 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] max-mid:px-3"
    >
      <StatusLink
        word="All"
        count={total}
        to={{ ...filter, status: null }}
        current={filter.status === null}
      />
      {shown.map((status) => (
        <StatusLink
          key={status}
          word={statusLooks[status].word}
          count={counts?.[status]}
          to={{ ...filter, status }}
          current={filter.status === status}
        />
      ))}
    </nav>
  );
}

function StatusLink({
  word,
  count,
  to,
  current,
}: {
  word: string;
  count: number | undefined;
  to: JobFilter;
  current: boolean;
}) {
  return (
    <Link
      href={filterHref(to)}
      aria-current={current ? 'true' : undefined}
      className={`-mb-px ${tabClass(current)}`}
    >
      {word}
      <span className="min-w-[1ch] text-xs font-normal text-ink-3 tabular-nums">
        {count === undefined ? '' : formatNumber(count)}
      </span>
    </Link>
  );
}
