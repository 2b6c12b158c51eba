'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { formatWhen } from '#components/format-when.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { describeFiles } from '#lib/client/describe-files.ts';
import type { DocumentList } from '#lib/schema/document.ts';
import { UnreadFiles } from './unread-files.tsx';
import { Uploads } from './uploads.tsx';

const renewMs = 30_000;
/** While files are still to be read, how far it is shows. */
const watchMs = 1500;

/** What becomes of own documents: every file of the folders, and a look at them at once. */
export function OwnDocuments({ now }: { now: Date }) {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['documents'],
    queryFn: ({ signal }) => api.listDocuments(signal),
    refetchInterval: ({ state }) => (isReading(state.data) ? watchMs : renewMs),
    refetchOnMount: 'always',
  });
  const look = useMutation({
    mutationFn: () => api.lookAgain(),
    onSuccess: (folders) =>
      queries.setQueryData(['documents'], (known: DocumentList | undefined) =>
        known ? { ...known, ...folders } : known,
      ),
  });
  const failed = look.error ?? error;
  return (
    <section aria-labelledby="own-documents" className="mb-8 flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="own-documents" className="text-lg font-semibold">
          Own documents
        </h2>
        <Button onClick={() => look.mutate()} disabled={look.isPending}>
          <Icon name="retry" className="text-[0.875rem]" />
          {look.isPending ? 'Looking' : 'Look again now'}
        </Button>
      </div>
      {failed && (
        <Notice tone="tone-bad" icon="warning" title="The documents could not be loaded" role="alert">
          <p className="text-ink-2">{failed.message}</p>
          <div>
            <Button onClick={() => void refetch()}>Try now</Button>
          </div>
        </Notice>
      )}
      {data && <Folders list={data} now={now} />}
      {data && <Uploads documents={data.data} now={now} />}
    </section>
  );
}

const isReading = (list: DocumentList | undefined): boolean =>
  list !== undefined && (list.files.waiting > 0 || list.data.some(({ state }) => state === 'waiting'));

function Folders({ list: { folders, files, looked_at, failure }, now }: { list: DocumentList; now: Date }) {
  const when = looked_at ? formatWhen(looked_at, now) : null;
  return (
    <>
      {failure && (
        <Notice tone="tone-bad" icon="warning" title="The folders could not be read" role="alert">
          <p className="text-ink-2">{failure}</p>
        </Notice>
      )}
      <div>
        <p role="status">{describeFiles(files)}.</p>
        <p className="text-xs text-ink-3">
          {folders.length > 0 ? (
            <>
              In <bdi>{folders.join(', ')}</bdi>
            </>
          ) : (
            'There is no folder of documents'
          )}
          {when && `, looked at ${when === 'now' ? 'just now' : when}`}. Changes show within seconds.
        </p>
      </div>
      {files.unread.length > 0 && <UnreadFiles unread={files.unread} />}
    </>
  );
}
