import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import type { SearchOptions, Source } from '../source.ts';
import { queryWords, shareOfTerms } from '../web-api/query-words.ts';
import { oneLine } from '../web-search/plain-words.ts';
import { type OpenText, readOpenText } from './read-open-text.ts';

/** A work as a catalogue describes it; `url` is where people find it, `published` a day as far as it is known. */
export type Paper = {
  url: string;
  title: string;
  authors: string[];
  published?: string | undefined;
  venue?: string | undefined;
  abstract: string;
  citedBy?: number | undefined;
  /** Where its whole text can be read by everybody, the best place first. */
  openAt?: readonly OpenText[];
};

export type PaperSourceOptions = {
  id: string;
  name: string;
  suits: NonNullable<Source['suits']>;
  find: (words: string, options: SearchOptions) => Promise<Paper[]>;
  /** The work behind an address that was found by another process, or long ago; undefined where there is none. */
  findAgain: (url: string, options: { signal: AbortSignal }) => Promise<Paper | undefined>;
  /** Its whole text, where the catalogue has it itself; where it has not, what stands at `openAt` is read. */
  readWhole?: (paper: Paper, options: { signal: AbortSignal }) => Promise<{ text: string } | undefined>;
  fetchPage?: typeof fetchUrl | undefined;
};

/** A work that has less than this share of the question's words in what is known of it is about something else. */
const minShare = 0.5;
const maxRemembered = 500;
const longestAuthors = 12;

/**
 * A catalogue of papers as a source. What is quoted is a page of what the catalogue says, then the paper itself where
 * everybody may read it; a whole text that cannot be had costs nothing but itself.
 */
export function paperSource(options: PaperSourceOptions): Source {
  const { id, name, suits, find, findAgain } = options;
  const remembered = new Map<string, Paper>();
  const keep = (paper: Paper) => {
    remembered.delete(paper.url);
    remembered.set(paper.url, paper);
    for (const oldest of [...remembered.keys()].slice(0, -maxRemembered)) remembered.delete(oldest);
  };
  return {
    id,
    name,
    suits,
    async search(query, given) {
      given.signal.throwIfAborted();
      const words = queryWords(query).join(' ');
      if (!words || given.limit < 1) return [];
      const found = (await find(words, given)).filter(
        ({ url, title, abstract, venue = '' }, index, all) =>
          /^https?:\/\/[^@\s]+$/.test(url) &&
          title.trim() !== '' &&
          all.findIndex((other) => other.url === url) === index &&
          shareOfTerms(query, `${title} ${abstract} ${venue}`) >= minShare,
      );
      const hits = found.slice(0, given.limit);
      for (const paper of hits) keep(paper);
      return hits.map((paper, index) => hitOf(paper, 1 - index / (given.limit + 1)));
    },
    async read(hit, { signal }) {
      signal.throwIfAborted();
      const paper = remembered.get(hit.url) ?? (await findAgain(hit.url, { signal }));
      if (!paper) throw new AppError('source_failed', `${name} has no such work.`);
      return pageOf(paper, { ...options, url: hit.url, signal });
    },
  };
}

function hitOf({ url, title, abstract, published }: Paper, score: number): Hit {
  return {
    url,
    title: oneLine(title, 200),
    snippet: oneLine(abstract, 500),
    score,
    passages: [],
    ...(published && /^\d{4}-\d{2}-\d{2}$/.test(published) && { published }),
  };
}

async function pageOf(
  paper: Paper,
  { url, signal, readWhole, fetchPage }: PaperSourceOptions & { url: string; signal: AbortSignal },
): Promise<Page> {
  const { title, authors, published, venue, abstract, citedBy, openAt = [] } = paper;
  const own = await readWhole?.(paper, { signal }).catch(() => undefined);
  signal.throwIfAborted();
  const read = own?.text.trim()
    ? { ...own, text: own.text.trim(), fetched: [] }
    : await readOpenText(openAt, { signal, fetchPage });
  const { text: whole, fetched } = read;
  const { cut_from } = read.about ?? {};
  const named =
    authors.length > longestAuthors ? [...authors.slice(0, longestAuthors), 'and others'] : authors;
  const about = [
    named.length > 0 ? `Authors: ${named.map((name) => oneLine(name, 80)).join(', ')}.` : '',
    published || venue
      ? `Published${venue ? ` in ${oneLine(venue, 200)}` : ''}${published ? ` on ${published}` : ''}.`
      : '',
    citedBy === undefined ? '' : `Cited by ${citedBy} other works.`,
  ].filter(Boolean);
  const { text: summary } = await prepareText(abstract, signal);
  const text = [
    `# ${oneLine(title, 300)}`,
    ...about,
    ...(summary.trim() ? ['## Abstract', summary.trim()] : []),
    ...(whole ? ['## Full text', whole] : []),
  ].join('\n\n');
  const day = published && /^\d{4}-\d{2}-\d{2}$/.test(published) ? { published } : {};
  return {
    url,
    title: oneLine(title, 300),
    text: `${text}\n`,
    about: { kind: 'paper', ...day, ...(cut_from !== undefined && { cut_from }) },
    ...(fetched.length > 0 && { fetched }),
  };
}
