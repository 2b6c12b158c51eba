'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { JobList, JobStatus } from '#lib/schema/job.ts';

export type JobFilter = { status: JobStatus | null; q: string };

const pollEveryMs = 2000;
const pageSize = 50;

/** The caller's jobs, newest first, page by page; asked again every two seconds while one of them is not at its end. */
export function useJobList({ status, q }: JobFilter) {
  return useInfiniteQuery({
    queryKey: ['jobs', status, q],
    queryFn: ({ pageParam, signal }) =>
      api.listJobs({ status: status ?? undefined, q, cursor: pageParam, limit: pageSize }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (hasOpenJobs(query.state.data?.pages[0]) ? pollEveryMs : false),
  });
}

function hasOpenJobs(page: JobList | undefined): boolean {
  return page !== undefined && page.counts.pending + page.counts.in_progress + page.counts.waiting > 0;
}
