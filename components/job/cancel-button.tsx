'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
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
        <ConfirmDialog
          question="Cancel this job?"
          words={{ keep: 'Keep running', confirm: 'Cancel the job', pending: 'Cancelling' }}
          isPending={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate()}
          onClose={() => setAsking(false)}
        >
          The work stops at once. The pages and the text that there are so far are kept.
        </ConfirmDialog>
      )}
    </>
  );
}
