'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { Conversation } from '#lib/schema/conversation.ts';

/** Deletes a conversation after one question back; who stands in it is led to a new one. */
export function DeleteConversation({
  conversation: { conversation_id: id, title },
  current,
  onClose,
}: {
  conversation: Conversation;
  current: boolean;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () => api.deleteConversation(id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['conversations'] });
      if (current) router.push('/chat');
      onClose();
    },
  });
  return (
    <Dialog
      label="Delete this conversation?"
      modal
      onClose={onClose}
      className="m-auto w-104 max-w-[calc(100vw-2rem)] rounded-3 p-4"
    >
      <h2 className="text-lg font-semibold">Delete this conversation?</h2>
      <p className="mt-1 text-ink-2">
        “{title}” and what you wrote in it are removed. The jobs that answered stay in the list of jobs.
      </p>
      {remove.isError && (
        <p role="alert" className="mt-2 text-bad-fg">
          {remove.error.message}
        </p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {remove.isPending ? 'Deleting' : 'Delete'}
        </Button>
      </div>
    </Dialog>
  );
}
