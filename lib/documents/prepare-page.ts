import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import {
  type FetchedBytes,
  type FetchedPage,
  type FetchOptions,
  fetchBytes,
} from '#lib/fetch-url/fetch-url.ts';
import type { QuotedPage } from '#lib/schema/quote.ts';
import type { LinkOfPage } from '#lib/schema/source.ts';
import { oneLine } from '#lib/text/one-line.ts';
import type { AboutPage } from './about-page.ts';
import { type CleanPage, cleanPage } from './clean-page.ts';
import type { PageLink } from './page-links.ts';
import { preparer } from './preparer.ts';
import type { GivenFile } from './read-file.ts';
import { readerOf, readerOfMediaType, readers } from './readers/index.ts';
import { isUnread, type Unread } from './unread.ts';

/** A page is evidence, not an archive: this many UTF-16 units of it are kept, and `about.cut_from` says of how many. */
const longestPage = 200_000;
/** Longer text is parsed in a thread of its own: 20,000 signs that nest can take ten seconds. */
const shortText = 2000;
/** A PDF or an office file may be larger than a page of text. */
const mostBytes = 20 * 2 ** 20;
/** Whatever can be read, and bytes of which the server does not say what they are. */
const unnamed = 'application/octet-stream';
/** What is packed, whatever it holds. */
const packed = ['application/gzip', 'application/x-gzip'];
const accept = [...readers.flatMap(({ mediaTypes }) => mediaTypes), unnamed, ...packed];

/**
 * The text of a tool's answer as it is quoted: Markdown cleaned as all pages are, long ones in another thread, which
 * ends with the signal. Throws `source_failed`.
 */
export async function prepareText(
  text: string,
  signal: AbortSignal,
): Promise<{ title: string; text: string; about?: QuotedPage }> {
  signal.throwIfAborted();
  const format = /^\s*<(?:!doctype|html|body|main|article)\b/i.test(text) ? 'html' : 'md';
  const cut = cutText(text);
  const page =
    format === 'md' && cut.length <= shortText
      ? cleanPage({ path: 'page.md', text: cut })
      : await cleanInThread({ path: `page.${format}`, text: cut }, signal);
  return { title: page.title, text: page.text, ...aboutCut(text, cut) };
}

const aboutCut = (whole: string, kept: string): { about?: QuotedPage } =>
  kept === whole ? {} : { about: { cut_from: whole.length } };

/** How an address is read: as bytes, or where a text is all that there is, as that. */
type FetchPage = (
  url: string,
  options: FetchOptions,
) => Promise<Pick<FetchedPage, 'url' | 'mediaType' | 'text'> | FetchedBytes>;

/**
 * The page at a public address that a tool or a job named, read through the guard, whatever kind of file it is; `title`
 * is empty where the page has none, `about` is what it says of itself. Throws `source_failed` with why it cannot be read.
 */
export async function readWebPage(
  url: string,
  { signal, fetchPage = fetchBytes }: { signal: AbortSignal; fetchPage?: FetchPage | undefined },
): Promise<{ title: string; text: string; about?: QuotedPage; links_to?: LinkOfPage[] }> {
  const fetched = await fetchPage(url, { signal, accept, maxBytes: mostBytes });
  const page = await cleanFetched(fetched, signal);
  if (!page.text.trim()) throw new AppError('source_failed', 'There is no text on this page.');
  const text = cutText(page.text);
  const about = { ...quotedPage(page.about), ...aboutCut(page.text, text).about };
  const links = linksTo(page.links ?? [], fetched.url);
  return {
    title: /^page(?:\.\w+)?$/.test(page.title) ? '' : page.title,
    text,
    ...(Object.keys(about).length > 0 && { about }),
    ...(links.length > 0 && { links_to: links }),
  };
}

/** Of a page's links these many are kept, each with a few words. */
const mostLinks = 150;
const longestWords = 200;
const longestAddress = 1000;

/** The pages of the web that a page links to, each once, but for itself. */
function linksTo(links: readonly PageLink[], base: string): LinkOfPage[] {
  const known = new Set([withoutHash(base)]);
  return links
    .flatMap(({ words, href }): LinkOfPage[] => {
      const url = URL.parse(href, base);
      if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return [];
      const address = withoutHash(url.href);
      const said = oneLine(words, longestWords);
      if (known.has(address) || address.length > longestAddress || !/\p{L}/u.test(said)) return [];
      known.add(address);
      return [{ words: said, url: address }];
    })
    .slice(0, mostLinks);
}

const withoutHash = (address: string): string => address.split('#', 1)[0] as string;

const quotedPage = ({ published, language }: AboutPage = {}): QuotedPage => ({
  ...(published && { published }),
  ...(language && { language }),
});

/** Bytes go to the thread as a file: as a message they would be held three times over. */
async function cleanFetched(page: Awaited<ReturnType<FetchPage>>, signal: AbortSignal): Promise<Cleaned> {
  const name = nameFor(page);
  if (!('body' in page)) return cleanInThread({ path: name, text: page.text }, signal);
  const { body, contentType } = page;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'page-'));
  try {
    const file = path.join(folder, 'page');
    await writeFile(file, body, { signal });
    return await cleanInThread({ path: name, file, contentType }, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the page would be called as a file: by its media type, where that says nothing by its address. */
function nameFor({ url, mediaType }: { url: string; mediaType: string }): string {
  const inAddress = /\.(\w+(?:\.(?:txt|gz))?)$/.exec(URL.parse(url)?.pathname ?? '')?.[1];
  const isVague = mediaType === unnamed || mediaType === 'text/plain' || packed.includes(mediaType);
  const ending = isVague ? (inAddress ?? 'txt') : readerOfMediaType(mediaType)?.endings[0];
  return readerOf(`page.${ending}`) ? `page.${ending}` : 'page.txt';
}

/** What readers know of a page beside its text goes along. */
type Cleaned = Pick<CleanPage, 'title' | 'text' | 'links'> & { about?: AboutPage };

async function cleanInThread(file: GivenFile, signal: AbortSignal): Promise<Cleaned> {
  const page = await preparer()
    .clean(file, { signal })
    .catch((cause: unknown): CleanPage | Unread => {
      signal.throwIfAborted();
      throw new AppError('source_failed', 'The page cannot be read as text.', { cause });
    });
  if (!isUnread(page)) return page;
  if (page.reason === 'empty') return { title: '', text: '' };
  throw new AppError('source_failed', `The page cannot be read. ${page.words}`);
}

/** The beginning of a long text, to the end of a line. */
function cutText(text: string): string {
  if (text.length <= longestPage) return text;
  const beginning = text.slice(0, longestPage);
  return beginning.slice(0, Math.max(beginning.lastIndexOf('\n'), longestPage / 2)).toWellFormed();
}
