import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { cleanPage } from '#lib/documents/clean-page.ts';
import { AppError } from '#lib/errors.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from './source.ts';
import { queryWords, shareOfTerms } from './web-api/query-words.ts';
import { createWebApi, type WebApi, type WebApiOptions } from './web-api/web-api.ts';
import { cleanExtract } from './wikipedia/clean-extract.ts';

const accept = ['application/json'];
/** An article that has less than this share of the question's words in title and snippet is about something else. */
const minShare = 0.5;

/** MediaWiki's answers, formatversion 2; a fault comes with status 200. */
const Fault = z.object({ error: z.object({ code: z.string(), info: z.string().default('') }) });
const Found = z.object({
  query: z.object({
    search: z.array(z.object({ title: z.string().min(1), snippet: z.string().default('') })),
  }),
});
const Extract = z.object({
  query: z.object({
    pages: z.array(
      z.object({ title: z.string(), missing: z.boolean().default(false), extract: z.string().default('') }),
    ),
  }),
});

/**
 * The English Wikipedia, or the MediaWiki at WIKIPEDIA_URL, through its search and its extracts (articles without
 * tables, references and navigation). A hit's address only names the article: nothing is fetched from it.
 */
export function wikipediaSource(
  config: Pick<Config, 'WIKIPEDIA_URL' | 'CONTACT'>,
  options: Partial<WebApiOptions> = {},
): Source {
  const api = createWebApi({
    name: 'Wikipedia',
    publicUrl: 'https://en.wikipedia.org',
    configuredUrl: config.WIKIPEDIA_URL,
    contact: config.CONTACT,
    atOnce: 2,
    maxBytes: 1_400_000,
    ...options,
  });
  return {
    id: 'wikipedia',
    name: 'Wikipedia',
    search: (query, { signal, limit }) => search(api, { query, signal, limit }),
    read: (hit, { signal }) => read(api, { hit, signal }),
  };
}

async function search(
  api: WebApi,
  { query, signal, limit }: { query: string; signal: AbortSignal; limit: number },
): Promise<Hit[]> {
  signal.throwIfAborted();
  const words = queryWords(query);
  if (words.length === 0 || limit < 1) return [];
  const all = await find(api, { words: words.join(' '), signal, limit });
  // The search wants all words in a page, which is too much of a long question: then any of them, and judged here.
  const found =
    all.length > 0 || words.length < 3 ? all : await find(api, { words: words.join(' OR '), signal, limit });
  return found
    .filter(({ title, snippet }) => all.length > 0 || shareOfTerms(query, `${title} ${snippet}`) >= minShare)
    .map(({ title, snippet }, index) => ({
      url: `${api.base}/wiki/${pathOf(title)}`,
      title,
      snippet,
      score: 1 - index / limit,
      passages: [],
    }));
}

async function find(
  api: WebApi,
  { words, signal, limit }: { words: string; signal: AbortSignal; limit: number },
): Promise<{ title: string; snippet: string }[]> {
  const answer = await ask(api, {
    parameters: { list: 'search', srsearch: words, srlimit: String(Math.min(limit, 50)), srprop: 'snippet' },
    form: Found,
    signal,
  });
  return answer.query.search.slice(0, limit).map(({ title, snippet }) => ({
    title,
    snippet: cleanPage({ mediaType: 'text/html', text: `<main><p>${snippet}` }).text.trim(),
  }));
}

/** As Wikipedia writes addresses: underscores, and the signs of titles left readable. */
function pathOf(title: string): string {
  return encodeURIComponent(title.replaceAll(' ', '_')).replace(/%(?:2F|3A|2C)/g, decodeURIComponent);
}

async function read(api: WebApi, { hit, signal }: { hit: Hit; signal: AbortSignal }): Promise<Page> {
  signal.throwIfAborted();
  const named = titleOf(hit.url);
  const answer = await ask(api, {
    parameters: { prop: 'extracts', redirects: '1', titles: named },
    form: Extract,
    signal,
  });
  const page = answer.query.pages[0];
  if (!page || page.missing) throw new AppError('source_failed', 'Wikipedia has no such article.');
  return { url: hit.url, ...cleanExtract(page) };
}

function titleOf(url: string): string {
  const [, title] = /\/wiki\/([^?#]+)/.exec(url) ?? [];
  if (!title) throw new AppError('source_failed', 'This is not the address of a Wikipedia article.');
  try {
    return decodeURIComponent(title).replaceAll('_', ' ');
  } catch {
    throw new AppError('source_failed', 'This is not the address of a Wikipedia article.');
  }
}

async function ask<T>(
  api: WebApi,
  {
    parameters,
    form,
    signal,
  }: { parameters: Record<string, string>; form: z.ZodType<T>; signal: AbortSignal },
): Promise<T> {
  const query = new URLSearchParams({ action: 'query', format: 'json', formatversion: '2', ...parameters });
  const answer = parseJson(await api.get(`/w/api.php?${query}`, { accept, signal }));
  const fault = Fault.safeParse(answer);
  if (fault.success) {
    const { code, info } = fault.data.error;
    throw new AppError('source_failed', `Wikipedia could not answer: ${(info || code).slice(0, 200)}`);
  }
  const parsed = form.safeParse(answer);
  if (!parsed.success) {
    throw new AppError('source_failed', 'Wikipedia sent an answer that could not be understood.', {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('source_failed', 'Wikipedia sent an answer that could not be understood.', { cause });
  }
}
