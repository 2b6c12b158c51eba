'use client';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { api } from '#components/api.ts';
import { throttle } from '#components/job-log/throttle.ts';
import { useJobUpdates } from '#components/job-log/use-job-updates.ts';
import type { Connection } from '#lib/client/api-client.ts';
import type { JobList, JobStatus } from '#lib/schema/job.ts';
import { findNews, type LoadedLists, patchLists } from './patch-lists.ts';

export type JobFilter = { status: JobStatus | null; q: string };

const placesEveryMs = 5000;
const pollEveryMs = 2000;
const pollIdleEveryMs = 5000;
const reloadEveryMs = 500;
const pageSize = 50;

/**
 * The caller's jobs, newest first, page by page. Updates over the WebSocket move the rows and, where a job is new or
 * its status another, load the list again; only while there is no WebSocket, or while a job waits in line, whose place
 * changes with the jobs of others, is the list asked for every few seconds.
 */
export function useJobList({ status, q }: JobFilter) {
  const queries = useQueryClient();
  const statuses = useRef(new Map<string, JobStatus>());
  const reload = useMemo(
    () => throttle(() => queries.invalidateQueries({ queryKey: ['jobs'] }), { everyMs: reloadEveryMs }),
    [queries],
  );
  const updates = useJobUpdates({
    onOpen: reload,
    onUpdates: (fresh) => {
      const lists = queries.getQueriesData<LoadedLists>({ queryKey: ['jobs'] }).map(([, data]) => data);
      if (findNews(lists, fresh, statuses.current)) reload();
      queries.setQueriesData<LoadedLists>({ queryKey: ['jobs'] }, (list) => patchLists(list, fresh));
    },
  });
  const list = useInfiniteQuery({
    queryKey: ['jobs', status, q],
    queryFn: ({ pageParam, signal }) =>
      api.listJobs({ status: status ?? undefined, q, cursor: pageParam, limit: pageSize }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      if (updates === 'open') return showsPlaces(state.data) ? placesEveryMs : false;
      return pollPause(state.data?.pages[0]);
    },
  });
  const everyMs = pollPause(list.data?.pages[0]);
  const connection: Connection = {
    off: { state: 'connecting' } as const,
    connecting: { state: 'connecting' } as const,
    open: { state: 'live' } as const,
    lost:
      list.failureCount > 0
        ? ({ state: 'reconnecting', retryInMs: everyMs } as const)
        : ({ state: 'polling', everyMs } as const),
  }[updates];
  return { ...list, connection };
}

const showsPlaces = (list: LoadedLists | undefined): boolean =>
  list?.pages.some(({ data }) => data.some(({ queue }) => queue !== undefined)) ?? false;

const pollPause = (page: JobList | undefined): number => (hasOpenJobs(page) ? pollEveryMs : pollIdleEveryMs);

function hasOpenJobs(page: JobList | undefined): boolean {
  return page !== undefined && page.counts.pending + page.counts.in_progress + page.counts.waiting > 0;
}
