import { formatCount } from '#components/format-count.ts';
import type { JobLog, Note } from '#components/job-log/reduce-events.ts';
import type { JobEvent } from '#lib/schema/event.ts';

const mostQueries = 4;
const mostNotes = 4;

/** What is being asked of which source, and what was noted last on which page. */
export function RunningSearch({ log }: { log: JobLog }) {
  const searches = openSearches(log.activity);
  const read = log.sources.filter(({ state }) => state === 'read').length;
  const failed = log.sources.filter(({ state }) => state === 'failed').length;
  const last = log.notes.slice(-mostNotes).reverse();
  if (!log.phases.includes('gather')) return null;
  const counts = [
    formatCount(log.searches, 'search'),
    `${formatCount(log.sources.length, 'page')} found`,
    `${read} read`,
    ...(failed > 0 ? [`${failed} could not be read`] : []),
    formatCount(log.notes.length, 'quote'),
  ];
  return (
    <section aria-label="What comes in" className="mt-4 text-sm">
      <p className="mt-0! text-xs text-ink-3 tabular-nums">{counts.join(' · ')}</p>
      {searches.length > 0 && (
        <ul aria-label="Searches under way" className="mt-2! list-none! pl-0!">
          {searches.slice(0, mostQueries).map(({ source_id, query }) => (
            <li key={`${source_id} ${query}`} className="truncate text-ink-2">
              {source_id}: <bdi>{query}</bdi>
            </li>
          ))}
          {searches.length > mostQueries && (
            <li className="text-ink-3">and {searches.length - mostQueries} more</li>
          )}
        </ul>
      )}
      {last.length > 0 && (
        <ul aria-label="Quotes noted last" className="mt-3! list-none! pl-0!">
          {last.map((note) => (
            <NoteRow key={note.number} note={note} title={titleOf(log, note)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NoteRow({ note, title }: { note: Note; title: string }) {
  return (
    <li className="mt-0! grid grid-cols-[2.25rem_minmax(0,1fr)] gap-2 border-t border-line py-1.5">
      <span className="text-xs/5 text-ink-3 tabular-nums">[{note.number}]</span>
      <span className="min-w-0">
        <span dir="auto" className="line-clamp-2">
          {note.gist}
        </span>
        <span className="block truncate text-xs text-ink-3">
          {note.stance === 'contradicts' && 'Contradicts · '}
          <bdi>{title}</bdi>
        </span>
      </span>
    </li>
  );
}

const titleOf = (log: JobLog, { url }: Note): string =>
  log.sources.find((source) => source.url === url)?.title ?? url;

type Search = { source_id: string; query: string };

/** Searches that were begun and have not ended. */
export function openSearches(activity: readonly JobEvent[]): Search[] {
  const open = new Map<string, Search>();
  for (const event of activity) {
    if (event.type !== 'search-started' && event.type !== 'search-end') continue;
    const { source_id, query } = event;
    const key = `${source_id}\n${query}`;
    if (event.type === 'search-started') open.set(key, { source_id, query });
    else open.delete(key);
  }
  return [...open.values()];
}
