'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { OwnDocuments } from '#components/documents/own-documents.tsx';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useNow } from '#components/use-now.ts';
import { isFailing } from '#lib/schema/source.ts';
import { SourceRow } from './source-row.tsx';

const renewMs = 30_000;

/** Every source there is here: whether it is on, why not, how it did last, and one query to try it with. */
export function SourcesPage() {
  const now = useNow(renewMs);
  const { data, error, refetch } = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => api.listSources(signal),
    refetchInterval: renewMs,
    refetchOnMount: 'always',
  });
  const sources = data?.data ?? [];
  const on = sources.filter(({ state }) => state === 'on').length;
  const failing = sources.filter(isFailing).length;
  const documentsAreOn = sources.some(({ kind, state }) => kind === 'documents' && state === 'on');
  return (
    <main id="main" className="min-h-[calc(100dvh-var(--bar-h))] bg-surface">
      <div className="mx-auto flex max-w-[60rem] flex-col px-4 pt-6 pb-16 max-mid:px-3">
        <h1 className="text-xl font-semibold">Sources</h1>
        <p className="mt-1 mb-4 max-w-(--measure) text-md text-ink-2">
          Where research looks for evidence.{' '}
          {data && `${on} of ${sources.length} are on${failing > 0 ? `, ${failing} failing` : ''}.`}
        </p>
        {error && (
          <div className="mb-4">
            <Notice tone="tone-bad" icon="warning" title="The sources could not be loaded" role="alert">
              <p className="text-ink-2">{error.message}</p>
              <div>
                <Button onClick={() => void refetch()}>
                  <Icon name="retry" className="text-[0.875rem]" />
                  Try now
                </Button>
              </div>
            </Notice>
          </div>
        )}
        {!data && !error && <SourcesLoading />}
        {documentsAreOn && <OwnDocuments now={now} />}
        {sources.length > 0 && (
          <ul aria-label="Sources" className="border-t border-line">
            {sources.map((source) => (
              <SourceRow key={source.id} source={source} now={now} />
            ))}
          </ul>
        )}
      </div>
    </main>
  );
}

function SourcesLoading() {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading sources
      </span>
      <ul aria-hidden="true" className="border-t border-line">
        {['w-32', 'w-24', 'w-20', 'w-28'].map((width) => (
          <li key={width} className="flex flex-col gap-2.5 border-b border-line py-4">
            <Skeleton className={width} />
            <Skeleton className="w-1/2" />
          </li>
        ))}
      </ul>
    </div>
  );
}
