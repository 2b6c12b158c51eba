'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { api } from '#components/api.ts';
import { newId } from '#components/new-id.ts';
import type { toJob } from './to-job.ts';

/** Sends a job and opens it; sending the same again after a lost answer finds the job that was already made. */
export function useSubmission(onAccepted: () => void) {
  const router = useRouter();
  const queries = useQueryClient();
  const sent = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: (job: ReturnType<typeof toJob>) => {
      const content = JSON.stringify(job);
      if (sent.current.content !== content) sent.current = { content, key: newId() };
      return api.createJob(job, { idempotencyKey: sent.current.key });
    },
    onSuccess: (job) => {
      sent.current = { content: '', key: '' };
      onAccepted();
      queries.setQueryData(['job', job.job_id], job);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      router.push(`/jobs/${job.job_id}`);
    },
  });
}
