import { AppError } from '#lib/errors.ts';
import { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { cleanPage } from './clean-page.ts';
import { preparer } from './preparer.ts';
import { isUnread } from './unread.ts';

/** A page is evidence, not an archive: this many UTF-16 units of it are kept. */
const longestPage = 200_000;
/** Longer text is parsed in a thread of its own: 20,000 signs that nest can take ten seconds. */
const shortText = 2000;

/**
 * The text of a tool's answer as it is quoted: Markdown cleaned as all pages are, long ones in another thread, which
 * ends with the signal. Throws `source_failed`.
 */
export async function prepareText(
  text: string,
  signal: AbortSignal,
): Promise<{ title: string; text: string }> {
  signal.throwIfAborted();
  const format = /^\s*<(?:!doctype|html|body|main|article)\b/i.test(text) ? 'html' : 'md';
  const cut = cutText(text);
  if (format === 'md' && cut.length <= shortText) return cleanPage({ path: 'page.md', text: cut });
  return cleanInThread({ path: `page.${format}`, text: cut }, signal);
}

/**
 * The page at a public address that a tool or a job named, read through the guard; `title` is empty where the page has none.
 * Throws `source_failed`.
 */
export async function readWebPage(
  url: string,
  { signal, fetchPage = fetchUrl }: { signal: AbortSignal; fetchPage?: typeof fetchUrl | undefined },
): Promise<{ title: string; text: string }> {
  const { mediaType, text } = await fetchPage(url, { signal });
  const ending = mediaType.includes('html') ? 'html' : mediaType.includes('markdown') ? 'md' : 'txt';
  const page = await cleanInThread({ path: `page.${ending}`, text }, signal);
  if (!page.text.trim()) throw new AppError('source_failed', 'There is no text on this page.');
  return { title: page.title === 'page' ? '' : page.title, text: cutText(page.text) };
}

async function cleanInThread(
  file: { path: string; text: string },
  signal: AbortSignal,
): Promise<{ title: string; text: string }> {
  try {
    const page = await preparer().clean(file, { signal });
    if (!isUnread(page)) return page;
    if (page.reason === 'empty') return { title: '', text: '' };
    throw new Error(page.words);
  } catch (cause) {
    signal.throwIfAborted();
    throw new AppError('source_failed', 'The page cannot be read as text.', { cause });
  }
}

/** The beginning of a long text, to the end of a line. */
function cutText(text: string): string {
  if (text.length <= longestPage) return text;
  const beginning = text.slice(0, longestPage);
  return beginning.slice(0, Math.max(beginning.lastIndexOf('\n'), longestPage / 2)).toWellFormed();
}
