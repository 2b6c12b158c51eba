'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { api } from '#components/api.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
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
    <ConfirmDialog
      question="Delete this conversation?"
      words={{ keep: 'Keep it', confirm: 'Delete', pending: 'Deleting' }}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      “<bdi>{title}</bdi>” and what you wrote in it are removed. The jobs that answered stay in the list of
      jobs.
    </ConfirmDialog>
  );
}
