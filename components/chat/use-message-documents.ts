import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { useUploads } from '#components/documents/use-uploads.ts';
import { formatCount } from '#components/format-count.ts';
import { mostDocuments } from '#lib/schema/conversation.ts';
import type { UploadedDocument } from '#lib/schema/document.ts';
import type { ChosenDocument } from './message-draft.ts';

const readAgainMs = 2000;

/** The files that a message names: chosen or dropped ones are uploaded and become part of it, and what became of each. */
export function useMessageDocuments(
  documents: readonly ChosenDocument[],
  onDocuments: (edit: (now: ChosenDocument[]) => ChosenDocument[]) => void,
) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const uploads = useUploads(({ document_id: id, name }) => {
    onDocuments((now) => [...now, { id, name }]);
    return queries.invalidateQueries({ queryKey: ['documents'] });
  });
  const { data } = useQuery({
    queryKey: ['documents'],
    queryFn: ({ signal }) => api.listDocuments(signal),
    enabled: documents.length > 0,
    refetchInterval: ({ state }) =>
      state.data?.data.some((each) => each.state === 'waiting') ? readAgainMs : false,
  });
  const states = data && new Map(data.data.map((each) => [each.document_id, each]));

  const add = (files: readonly File[]) => {
    const free = Math.max(0, mostDocuments - documents.length - uploads.sending.length);
    for (const { name } of files.slice(free))
      uploads.fail(name, `A message rests on ${formatCount(mostDocuments, 'file')} at most.`);
    uploads.send(files.slice(0, free));
  };
  // Words that are dropped go where they are dropped.
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

  return {
    input,
    add,
    isOver,
    isSending: uploads.sending.length > 0,
    sending: uploads.sending,
    failed: uploads.failed,
    forget: uploads.forget,
    choose: () => input.current?.click(),
    /** What the server knows of a file: null where it is not there any more, undefined until that is known. */
    stateOf: (id: string): UploadedDocument | null | undefined => states && (states.get(id) ?? null),
    remove: (id: string) => onDocuments((now) => now.filter((each) => each.id !== id)),
    dropping: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        add([...event.dataTransfer.files]);
      },
    },
  };
}
export type MessageFiles = ReturnType<typeof useMessageDocuments>;
