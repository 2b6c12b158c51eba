'use client';
import { useMutation } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job } from '#lib/schema/job.ts';

/** Whether a job still searches, so that there is something to cut short. */
export const canFinish = (job: Job): boolean =>
  jobTypeOf(job).searches && job.status === 'in_progress' && job.phase === 'gather';

/** Ends the searching; what there is by then becomes the report. */
export function FinishButton({ jobId }: { jobId: string }) {
  const finish = useMutation({ mutationFn: () => api.finishJob(jobId) });
  const asked = finish.isPending || finish.isSuccess;
  return (
    <>
      {finish.isError && (
        <span role="alert" className="text-bad-fg">
          {finish.error.message}
        </span>
      )}
      <Button
        aria-disabled={asked}
        onClick={() => !asked && finish.mutate()}
        title="Stop searching and write the report from what was found so far"
      >
        <Icon name="pen" className="text-[0.875rem]" />
        {asked ? 'Finishing' : 'Finish now'}
      </Button>
      <span role="status" className="sr-only">
        {finish.isSuccess ? 'Searching ends; the report is written from what there is.' : ''}
      </span>
    </>
  );
}
