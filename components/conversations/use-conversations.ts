'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { api } from '#components/api.ts';
import { throttle } from '#components/job-log/throttle.ts';
import { useJobUpdates } from '#components/job-log/use-job-updates.ts';
import type { Conversation } from '#lib/schema/conversation.ts';
import type { JobStatus } from '#lib/schema/job.ts';

const reloadEveryMs = 500;
const pollEveryMs = 5000;

export type Conversations = {
  all: Conversation[];
  isPending: boolean;
  error: Error | null;
  hasMore: boolean;
  more: () => void;
  reload: () => void;
};

/**
 * The caller's conversations, the one that was written in last first. The list is loaded again when the WebSocket tells
 * of a job that is new or stands elsewhere now, and every few seconds while there is no WebSocket.
 */
export function useConversations(): Conversations {
  const queries = useQueryClient();
  const statuses = useRef(new Map<string, JobStatus>());
  const reload = useMemo(
    () =>
      throttle(() => queries.invalidateQueries({ queryKey: ['conversations'] }), {
        everyMs: reloadEveryMs,
      }),
    [queries],
  );
  const updates = useJobUpdates({
    onOpen: reload,
    onUpdates: (fresh) => {
      const changed = fresh.filter(({ job_id, status }) => statuses.current.get(job_id) !== status);
      for (const { job_id, status } of fresh) statuses.current.set(job_id, status);
      if (changed.length > 0) reload();
    },
  });
  const list = useInfiniteQuery({
    queryKey: ['conversations'],
    queryFn: ({ pageParam, signal }) => api.listConversations({ cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: updates === 'open' ? false : pollEveryMs,
  });
  const { data } = list;
  const all = useMemo(() => {
    // One that was written in slides to the first page between two fetches.
    const found = data?.pages.flatMap((page) => page.data) ?? [];
    return [...new Map(found.map((one) => [one.conversation_id, one])).values()];
  }, [data]);
  return {
    all,
    isPending: list.isPending,
    error: list.error,
    hasMore: list.hasNextPage,
    more: () => void list.fetchNextPage(),
    reload,
  };
}
