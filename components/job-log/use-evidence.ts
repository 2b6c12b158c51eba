'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';

/** The pages and quotes of a job; asked for again as it goes from phase to phase, and for the last time at its end. */
export function useEvidence(job: Job, { enabled = true }: { enabled?: boolean } = {}) {
  const ended = isTerminal(job.status);
  return useQuery({
    queryKey: ['evidence', job.job_id, ended ? 'ended' : job.phase],
    queryFn: ({ signal }) => api.getEvidence(job.job_id, signal),
    enabled: enabled && job.status !== 'pending',
    placeholderData: keepPreviousData,
    staleTime: ended ? Number.POSITIVE_INFINITY : 1000,
  });
}
