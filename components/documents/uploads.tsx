'use client';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { UploadedDocument } from '#lib/schema/document.ts';
import { UploadRow } from './upload-row.tsx';
import { useUploads } from './use-uploads.ts';

/** What one uploads: files are dropped or chosen, read, listed, asked about and deleted. */
export function Uploads({ documents, now }: { documents: readonly UploadedDocument[]; now: Date }) {
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const { sending, failed, send, forget } = useUploads(() =>
    queries.invalidateQueries({ queryKey: ['documents'] }),
  );
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };
  return (
    <section aria-labelledby="uploads" className="mt-3 flex flex-col gap-3">
      <h3 id="uploads" className="font-semibold">
        Uploaded
      </h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for those who drag; the button does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-3 border border-dashed px-4 py-4 ${isOver ? 'border-accent bg-hover' : 'border-line-2'}`}
      >
        <Button onClick={() => field.current?.click()}>
          <Icon name="plus" className="text-[0.875rem]" />
          Choose files
        </Button>
        <input
          ref={field}
          type="file"
          multiple
          hidden
          aria-label="Files to upload"
          onChange={({ currentTarget }) => {
            send([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
        <p className="min-w-0 text-ink-2">or drop them here, up to 32 MB each. Only you search them.</p>
      </div>
      <div aria-live="polite" className="flex flex-col gap-1 empty:hidden">
        {sending.length > 0 && (
          <p className="text-ink-2">
            Uploading <bdi>{sending.join(', ')}</bdi>
          </p>
        )}
        {failed.map(({ key, name, reason }) => (
          <p key={key} className="flex items-start gap-2 text-bad-fg">
            <Icon name="warning" className="mt-1" />
            <span className="min-w-0 flex-1 break-words">
              <bdi>{name}</bdi>: {reason}
            </span>
            <Button look="quiet" onClick={() => forget(key)}>
              Close
            </Button>
          </p>
        ))}
      </div>
      {documents.length > 0 && (
        <ul aria-label="Uploaded documents" className="border-t border-line">
          {documents.map((document) => (
            <UploadRow key={document.document_id} document={document} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
