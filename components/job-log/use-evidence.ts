'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '#components/api.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { throttle } from './throttle.ts';

const reloadEveryMs = 3000;

/**
 * The pages and quotes of a job: asked for again as quotes are noted and as it goes from phase to phase, and for the last
 * time at its end. `notes` says how many quotes were told so far.
 */
export function useEvidence(
  job: Job,
  { enabled = true, notes = 0 }: { enabled?: boolean; notes?: number } = {},
) {
  const queries = useQueryClient();
  const ended = isTerminal(job.status);
  const isAsked = enabled && job.status !== 'pending';
  const reload = useMemo(
    () =>
      throttle(() => queries.invalidateQueries({ queryKey: ['evidence', job.job_id, 'at work'] }), {
        everyMs: reloadEveryMs,
      }),
    [queries, job.job_id],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these says that there is more to read
  useEffect(() => {
    if (isAsked && !ended) reload();
  }, [isAsked, ended, notes, job.phase, reload]);
  return useQuery({
    queryKey: ['evidence', job.job_id, ended ? 'ended' : 'at work'],
    queryFn: ({ signal }) => api.getEvidence(job.job_id, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: ended ? Number.POSITIVE_INFINITY : 1000,
  });
}
