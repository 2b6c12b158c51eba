import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { cleanPage } from '#lib/documents/clean-page.ts';
import { AppError } from '#lib/errors.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import { clip } from '#lib/text/clip.ts';
import { detectLanguage } from '#lib/text/language.ts';
import type { Source } from './source.ts';
import { queryWords, shareOfTerms } from './web-api/query-words.ts';
import { createWebApi, type WebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { oneLine } from './web-search/plain-words.ts';
import { cleanExtract } from './wikipedia/clean-extract.ts';

/** An article that has less than this share of the question's words in title and snippet is about something else. */
const minShare = 0.5;

/** MediaWiki's answers, formatversion 2; a fault comes with status 200. */
const Fault = z.object({ error: z.object({ code: z.string(), info: z.string().default('') }) });
const Found = z.object({
  query: z.object({
    search: each(z.object({ title: z.string().min(1), snippet: z.string().default('') })),
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
 * Wikipedia in the language of whoever asks, or the MediaWiki at WIKIPEDIA_URL, through its search and its extracts
 * (articles without tables, references and navigation). Where the edition of a language has nothing, the English one is
 * asked, and so it is for a query in English. A hit's address only names edition and article: nothing is fetched from it.
 */
export function wikipediaSource(
  config: Pick<Config, 'WIKIPEDIA_URL' | 'CONTACT'>,
  {
    editionAt = (language) => `https://${language}.wikipedia.org`,
    ...options
  }: Partial<WebApiOptions> & { editionAt?: (language: string) => string } = {},
): Source {
  const open = (publicUrl: string) =>
    createWebApi({
      name: 'Wikipedia',
      publicUrl,
      configuredUrl: config.WIKIPEDIA_URL,
      contact: config.CONTACT,
      atOnce: 2,
      maxBytes: 1_400_000,
      ...options,
    });
  const editions = new Map<string, WebApi>();
  const edition = (language: string): WebApi => {
    const known = config.WIKIPEDIA_URL ? 'the one' : language;
    const api = editions.get(known) ?? open(editionAt(language));
    editions.set(known, api);
    return api;
  };
  return {
    id: 'wikipedia',
    name: 'Wikipedia',
    async search(query, { signal, limit, language, filters }) {
      signal.throwIfAborted();
      const own = edition(filters?.language ? editionOf(filters.language) : editionFor(query, language));
      const found = await search(own, { query, signal, limit });
      const english = edition('en');
      return found.length > 0 || own === english ? found : search(english, { query, signal, limit });
    },
    read(hit, { signal }) {
      const host = URL.parse(hit.url)?.host ?? '';
      const language = languages.find((code) => URL.parse(editionAt(code))?.host === host) ?? 'en';
      return read(edition(language), { hit, signal });
    },
  };
}

/** The editions with a hundred thousand articles or more that are not written by programs. */
const languages =
  'en de fr es it ja ru zh pt ar pl nl uk sv vi fa ca he hi ko tr cs id fi hu no ro da el th bn ta ur bg sk sl hr sr lt et lv eu gl az ka kk hy be ms te ml mr'.split(
    ' ',
  );

/** The edition of a language, the English one for languages without one. */
function editionOf(language: string): string {
  const [primary = ''] = language.toLowerCase().split('-', 1);
  const code = primary === 'nb' || primary === 'nn' ? 'no' : primary;
  return languages.includes(code) ? code : 'en';
}

/** A query may be in English whoever asks: a model that plans asks in the language of the best pages too. */
function editionFor(query: string, language: string | undefined): string {
  const isSentence = query.trim().split(/\s+/).length >= 3;
  return language === undefined || (isSentence && detectLanguage(query) === 'en')
    ? 'en'
    : editionOf(language);
}

async function search(
  api: WebApi,
  { query, signal, limit }: { query: string; signal: AbortSignal; limit: number },
): Promise<Hit[]> {
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
      title: oneLine(title, 200),
      snippet: oneLine(snippet, 500),
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
  return encodeURIComponent(title.toWellFormed().replaceAll(' ', '_')).replace(
    /%(?:2F|3A|2C)/g,
    decodeURIComponent,
  );
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

/** A fault is told as such, and not kept as an answer. */
async function ask<T>(
  api: WebApi,
  {
    parameters,
    form,
    signal,
  }: { parameters: Record<string, string>; form: z.ZodType<T>; signal: AbortSignal },
): Promise<T> {
  const query = new URLSearchParams({ action: 'query', format: 'json', formatversion: '2', ...parameters });
  const answer = z.unknown().transform((json): T => {
    const fault = Fault.safeParse(json);
    if (!fault.success) return form.parse(json);
    const { code, info } = fault.data.error;
    throw new AppError('source_failed', `Wikipedia could not answer: ${clip(info || code, 200)}`);
  });
  return api.ask(`/w/api.php?${query}`, { form: answer, signal });
}
