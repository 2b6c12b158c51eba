'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** Cancels the job after one question back. */
export function CancelButton({ jobId }: { jobId: string }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelJob(jobId),
    onSuccess: (job) => {
      queries.setQueryData(['job', jobId], job);
      setAsking(false);
    },
  });
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        <Icon name="cross" className="text-[0.875rem]" />
        Cancel
      </Button>
      {asking && (
        <Dialog
          label="Cancel this job?"
          modal
          onClose={() => setAsking(false)}
          className="m-auto w-104 max-w-[calc(100vw-2rem)] rounded-3 p-4"
        >
          <h2 className="text-lg font-semibold">Cancel this job?</h2>
          <p className="mt-1 text-ink-2">
            The work stops at once. The pages and the text that there are so far are kept.
          </p>
          {cancel.isError && (
            <p role="alert" className="mt-2 text-bad-fg">
              {cancel.error.message}
            </p>
          )}
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Keep running</Button>
            <Button look="danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {cancel.isPending ? 'Cancelling' : 'Cancel the job'}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
