import { prepareText, readWebPage } from '#lib/documents/prepare-page.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import { clip } from '#lib/text/clip.ts';
import type { SearchOptions, Source } from '../source.ts';
import { dayIn, oneLine } from './plain-words.ts';

/** What a search of the web says of a page: `published` as the service writes it, `text` where it has the page's own. */
export type Found = {
  url: string;
  title: string;
  snippet: string;
  published?: string | null | undefined;
  text?: string | null | undefined;
};

type ReadAt = (
  url: string,
  options: { signal: AbortSignal },
) => Promise<Pick<Page, 'title' | 'text' | 'links_to'>>;

export type WebSearchOptions = {
  id: string;
  name: string;
  suits?: Source['suits'];
  find: (query: string, options: SearchOptions) => Promise<Found[]>;
  /** Reads what stands at an address from the service itself, in place of the page there. */
  readAt?: ReadAt | undefined;
  fetchPage?: typeof fetchUrl | undefined;
  now?: (() => number) | undefined;
};

const longestQuery = 400;
const longestUrl = 2000;
const maxKept = 500;
const longestKept = 20_000;

/**
 * A search of the web as a source: what it finds is read at its own address through the guard; where that fails, what
 * the search says of the page stands for it, and its title tells so. Addresses that are no http(s) ones, or hold a
 * password, are no hits.
 */
export function webSearch({
  id,
  name,
  suits,
  find,
  readAt,
  fetchPage,
  now = Date.now,
}: WebSearchOptions): Source {
  const kept = new Map<string, { published: string | undefined; text: string }>();
  return {
    id,
    name,
    ...(suits && { suits }),
    followsLinks: true,
    async search(query, options) {
      options.signal.throwIfAborted();
      const words = oneLine(query, longestQuery);
      if (!/[\p{L}\p{N}]/u.test(words) || options.limit < 1) return [];
      const found = unlike(await find(words, options)).slice(0, options.limit);
      return found.map(({ address, title, snippet, published, text }, index): Hit => {
        const day = dayIn(published, now());
        kept.delete(address);
        kept.set(address, { published: day, text: clip(text || snippet, longestKept) });
        for (const oldest of [...kept.keys()].slice(0, -maxKept)) kept.delete(oldest);
        return {
          url: address,
          title: oneLine(title, 200) || oneLine(address, 200),
          snippet: oneLine(snippet, 500),
          score: 1 - index / (options.limit + 1),
          passages: [],
          ...(day && { published: day }),
        };
      });
    },
    read: (hit, { signal }) => read(hit, { signal, fetchPage, readAt, kept: kept.get(hit.url) }),
  };
}

/** Each address once, as a browser would open it. */
function unlike(found: readonly Found[]): (Found & { address: string })[] {
  const seen = new Set<string>();
  return found.flatMap((one) => {
    const url = one.url.length <= longestUrl ? URL.parse(one.url.trim()) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return [];
    url.hash = '';
    if (seen.has(url.href)) return [];
    seen.add(url.href);
    return [{ ...one, address: url.href }];
  });
}

async function read(
  hit: Hit,
  {
    signal,
    fetchPage,
    readAt,
    kept,
  }: {
    signal: AbortSignal;
    fetchPage: typeof fetchUrl | undefined;
    readAt: ReadAt | undefined;
    kept: { published: string | undefined; text: string } | undefined;
  },
): Promise<Page> {
  signal.throwIfAborted();
  const { url } = hit;
  const said = { ...(kept?.published && { published: kept.published }) };
  const about = Object.keys(said).length > 0 ? { about: said } : {};
  try {
    const page = await (readAt?.(url, { signal }) ?? readWebPage(url, { signal, fetchPage }));
    const own = 'about' in page ? page.about : undefined;
    const both = own ? { about: { ...own, ...said } } : about;
    const { links_to: links } = page;
    return {
      url,
      title: oneLine(page.title) || hit.title,
      text: page.text,
      ...both,
      ...(links && { links_to: links }),
    };
  } catch (thrown) {
    signal.throwIfAborted();
    const { text } = await prepareText(kept?.text || hit.snippet, signal);
    if (!text.trim()) throw thrown;
    return { url, title: `${hit.title} (as the search describes it)`, text, ...about };
  }
}
