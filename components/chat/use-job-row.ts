'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '#components/api.ts';
import { isTerminal, type Job, type JobStatus } from '#lib/schema/job.ts';

/** The row of an answer's job: what was sent with the page, fetched where nothing was, and again once it has ended. */
export function useJobRow(
  id: string,
  { initial, status }: { initial: Job | undefined; status: JobStatus | null },
): Job | undefined {
  const queries = useQueryClient();
  const { data: job } = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => api.getJob(id, signal),
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isBehind = job !== undefined && status !== null && isTerminal(status) && !isTerminal(job.status);
  useEffect(() => {
    if (isBehind) void queries.invalidateQueries({ queryKey: ['job', id] });
  }, [isBehind, queries, id]);
  return job;
}
