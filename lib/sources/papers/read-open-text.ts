import { readWebPage } from '#lib/documents/prepare-page.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { QuotedPage } from '#lib/schema/quote.ts';

/** Where a text may be read by everybody; a PDF, or whatever stands there. */
export type OpenText = { url: string; as: 'pdf' | 'page' };

/** Less than this is a page about a paper and not the paper. */
const wholeText = 4000;
const pdf = ['application/pdf', 'application/octet-stream'];

/**
 * The first of these texts that is a whole paper, its pages numbered where it is a PDF; what cannot be had or is too short
 * costs only itself. `fetched` are the addresses that were asked. Throws the signal's reason alone.
 */
export async function readOpenText(
  texts: readonly OpenText[],
  { signal, fetchPage }: { signal: AbortSignal; fetchPage?: typeof fetchUrl | undefined },
): Promise<{ text: string | undefined; about?: QuotedPage; fetched: string[] }> {
  const fetched: string[] = [];
  for (const { url, as } of texts) {
    // Where a PDF was promised, a page that asks who one is says nothing.
    const only: typeof fetchUrl | undefined =
      fetchPage && as === 'pdf' ? (at, given) => fetchPage(at, { ...given, accept: pdf }) : fetchPage;
    fetched.push(url);
    const page = await readWebPage(url, { signal, fetchPage: only }).catch(() => undefined);
    signal.throwIfAborted();
    if (page && page.text.length >= wholeText) return { ...page, text: page.text.trim(), fetched };
  }
  return { text: undefined, fetched };
}
