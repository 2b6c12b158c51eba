'use client';
import { useState } from 'react';
import { formatCount } from '#components/format-count.ts';
import type { SourceEntry } from '#components/job-log/list-sources.ts';
import { PageAddress } from '#components/report/page-address.tsx';
import { PageNumber } from '#components/report/quote-card.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { cutWords } from '#lib/client/cut-words.ts';
import { wayWords } from '#lib/client/way-words.ts';

const filters = {
  all: { word: 'All', keeps: () => true },
  cited: { word: 'Cited', keeps: (source: SourceEntry) => source.number !== null },
  uncited: {
    word: 'Not cited',
    keeps: (source: SourceEntry) => source.number === null && source.state !== 'failed',
  },
  failed: { word: 'Failed', keeps: (source: SourceEntry) => source.state === 'failed' },
};
type Filter = keyof typeof filters;

/** The pages that the job found, read, cited or could not read; one opens the quotes taken from it. */
export function SourcesPanel({
  sources,
  ended,
  onOpen,
}: {
  sources: SourceEntry[];
  /** Whether no more pages can come. */
  ended: boolean;
  onOpen: (source: SourceEntry) => void;
}) {
  const [filter, setFilter] = useState<Filter>('all');
  if (sources.length === 0)
    return <p className="p-4 text-ink-3">{ended ? 'No page was found.' : 'No page has been found yet.'}</p>;
  const cites = sources.some(({ number }) => number !== null);
  const copies = sources.filter(({ copyOf }) => copyOf).length;
  const read = sources.filter(({ state }) => state === 'read').length;
  return (
    <>
      <div className="flex flex-wrap gap-1.5 px-4 py-2">
        {(Object.keys(filters) as Filter[]).map((id) => {
          const count = sources.filter(filters[id].keeps).length;
          // Before anything is cited, that a page is not says nothing.
          if (id !== 'all' && (count === 0 || (id === 'uncited' && !cites))) return null;
          return (
            <button
              key={id}
              type="button"
              aria-pressed={filter === id}
              onClick={() => setFilter(id)}
              className="inline-flex min-h-6 items-center gap-1 rounded-full border border-line-2 bg-surface px-2 text-xs whitespace-nowrap text-ink-2 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink pointer-coarse:min-h-11 pointer-coarse:px-3"
            >
              {filters[id].word} <span className="tabular-nums">{count}</span>
            </button>
          );
        })}
      </div>
      {copies > 0 && (
        <p className="px-4 pb-2 text-xs text-ink-3">
          {formatCount(read, 'page')} read, {formatCount(read - copies, 'origin')}: what stands at several
          addresses counts once.
        </p>
      )}
      <ul>
        {sources.filter(filters[filter].keeps).map((source) => (
          <li key={source.url}>
            <SourceRow source={source} cites={cites} onOpen={() => onOpen(source)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function SourceRow({
  source,
  cites,
  onOpen,
}: {
  source: SourceEntry;
  /** Whether the report cites anything yet. */
  cites: boolean;
  onOpen: () => void;
}) {
  const failed = source.state === 'failed';
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-haspopup="dialog"
      className="grid w-full grid-cols-[1.375rem_minmax(0,1fr)_auto] items-start gap-x-3 border-t border-line px-4 py-[0.4375rem] text-left -outline-offset-2! hover:bg-hover max-mid:py-3"
    >
      <PageNumber>
        {source.number ?? <Icon name={failed ? 'cross' : 'minus'} className="text-[0.875rem]" />}
      </PageNumber>
      <span className="min-w-0">
        <span dir="auto" className={`block truncate font-medium ${failed ? 'text-ink-2' : ''}`}>
          {source.title}
        </span>
        <span className="block truncate text-xs text-ink-3">
          {failed ? source.reason : <PageAddress url={source.url} linked={false} />}
        </span>
        {source.way && <span className="block text-xs text-ink-3">{wayWords(source.way)}</span>}
        {source.cutFrom && <span className="block text-xs text-ink-3">{cutWords(source.cutFrom)}</span>}
        {source.copyOf && (
          <span className="block text-xs text-ink-3">
            Says the same as {source.copyOf.number === null ? '' : `${source.copyOf.number}, `}
            <bdi>“{source.copyOf.title}”</bdi>.
          </span>
        )}
        {source.copies > 0 && (
          <span className="block text-xs text-ink-3">
            The same text stands at {formatCount(source.copies, 'other address')}.
          </span>
        )}
      </span>
      <span className={`pt-0.5 text-right text-xs tabular-nums ${failed ? 'text-bad-fg' : 'text-ink-2'}`}>
        {standing(source, cites)}
      </span>
    </button>
  );
}

function standing({ state, number, cited, noted, copyOf }: SourceEntry, cites: boolean): string {
  if (state === 'failed') return 'Failed';
  if (number !== null) return `Cited ${cited}×`;
  if (copyOf) return 'Copy';
  if (state === 'found') return 'Found';
  if (!cites && noted > 0) return formatCount(noted, 'quote');
  return cites ? 'Not cited' : 'Read';
}
