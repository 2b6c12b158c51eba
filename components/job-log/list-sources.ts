import type { JobSource, WayStep } from '#lib/schema/source.ts';
import type { CitedPage, FoundSource, Note } from './reduce-events.ts';

export type SourceEntry = {
  url: string;
  title: string;
  sourceId: string;
  /** Its number in the report; null where it is not cited. */
  number: number | null;
  /** How often the report cites it. */
  cited: number;
  /** Quotes that were noted on it. */
  noted: number;
  state: FoundSource['state'];
  reason: string | null;
  way?: WayStep[] | undefined;
  /** The page that says the same, and its number in the report: this one is a copy. */
  copyOf?: { url: string; title: string; number: number | null } | undefined;
  /** How many characters the page has, where only its beginning was read. */
  cutFrom?: number | undefined;
  /** How many other pages of the job say the same and are copies of this one. */
  copies: number;
};

/** The pages of a job: cited ones by their number, then those that were read, those only found, those that failed. */
export function listSources({
  found,
  stored,
  pages,
  markdown,
  notes = [],
}: {
  found: FoundSource[];
  stored: JobSource[];
  pages: CitedPage[];
  markdown: string;
  notes?: Note[];
}): SourceEntry[] {
  const known = new Map<string, FoundSource>(found.map((source) => [source.url, source]));
  for (const source of stored) known.set(source.url, fromStored(source));
  for (const { url, title } of pages) {
    if (!known.has(url)) known.set(url, { url, title, sourceId: '', state: 'read', reason: null });
  }
  const all = [...known.values()];
  const numberOf = (url: string) => pages.find((page) => page.url === url)?.number ?? null;
  const entries = all.map(({ copyOf, ...source }): SourceEntry => {
    const number = numberOf(source.url);
    const noted = notes.filter(({ url }) => url === source.url).length;
    const original = copyOf === undefined ? undefined : known.get(copyOf);
    return {
      ...source,
      number,
      noted,
      cited: number === null ? 0 : countMarks(markdown, number),
      copies: all.filter((other) => other.copyOf === source.url).length,
      ...(original && {
        copyOf: { url: original.url, title: original.title, number: numberOf(original.url) },
      }),
    };
  });
  return entries.sort((a, b) => rank(a) - rank(b));
}

const fromStored = (source: JobSource): FoundSource => ({
  url: source.url,
  title: source.title,
  sourceId: source.source_id,
  state: storedState(source),
  reason: source.failure,
  way: source.way,
  ...(source.copy_of !== undefined && { copyOf: source.copy_of }),
  ...(source.cut_from !== undefined && { cutFrom: source.cut_from }),
});

function storedState({ failure, snapshot_id }: JobSource): FoundSource['state'] {
  if (failure !== null) return 'failed';
  return snapshot_id === null ? 'found' : 'read';
}

const countMarks = (markdown: string, number: number): number =>
  markdown.split(`](#cite-${number})`).length - 1;

const stateRank = { read: 1e6, found: 2e6, failed: 3e6 };
const rank = ({ number, state }: SourceEntry): number => number ?? stateRank[state];
