'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { draftAbout } from '#components/composer/draft.ts';
import { keepDraft } from '#components/composer/use-draft.ts';
import { formatCount } from '#components/format-count.ts';
import { formatMoment, formatWhen } from '#components/format-when.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { reasonWords } from '#lib/client/describe-files.ts';
import type { UploadedDocument } from '#lib/schema/document.ts';

/** One uploaded document: whether it was read, a question about it alone, and deleting it. */
export function UploadRow({ document, now }: { document: UploadedDocument; now: Date }) {
  const { document_id: id, name, size_bytes, state, created_at } = document;
  const [isDeleting, setDeleting] = useState(false);
  const router = useRouter();
  const ask = () => {
    keepDraft(draftAbout([id]));
    router.push('/?new');
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
      <Icon name="document" className="text-ink-3" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium break-words">
          <bdi>{name}</bdi>
        </p>
        <p className="text-xs text-ink-3">
          {formatSize(size_bytes)}, <Standing document={document} />,{' '}
          <time dateTime={created_at} title={formatMoment(created_at)}>
            {formatWhen(created_at, now)}
          </time>
        </p>
      </div>
      {state === 'read' && (
        <Button onClick={ask}>
          Ask about it
          <span className="sr-only">: {name}</span>
        </Button>
      )}
      <IconButton label={`Delete ${name}`} onClick={() => setDeleting(true)}>
        <Icon name="trash" />
      </IconButton>
      {isDeleting && <DeleteUpload document={document} onClose={() => setDeleting(false)} />}
    </li>
  );
}

function Standing({ document: { state, reason } }: { document: UploadedDocument }) {
  if (state === 'waiting') return 'still to be read';
  if (state === 'read') return 'can be searched';
  return <span className="text-bad-fg">not read: {reason ? reasonWords[reason] : 'unknown'}</span>;
}

function DeleteUpload({ document, onClose }: { document: UploadedDocument; onClose: () => void }) {
  const [erases, setErases] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteDocument(document.document_id, { erase: erases }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['documents'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      question="Delete this document?"
      words={{ keep: 'Keep it', confirm: 'Delete', pending: 'Deleting' }}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      “<bdi>{document.name}</bdi>” is removed and found no more. Reports stay as they were written.
      <span className="mt-2 block">
        <Switch checked={erases} onChange={setErases}>
          Take its quotes out of my jobs too
        </Switch>
      </span>
    </ConfirmDialog>
  );
}

/** `317 bytes`, `12 KB`, `3.4 MB`. */
function formatSize(bytes: number): string {
  if (bytes < 1000) return formatCount(bytes, 'byte');
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
