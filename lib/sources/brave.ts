import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { withoutTags } from './web-search/plain-words.ts';
import { siteWords } from './web-search/site-words.ts';
import { type WebSearchOptions, webSearch } from './web-search/web-search.ts';

const name = 'Brave Search';

const Result = z.object({
  url: z.string().min(1),
  title: z.string().nullish(),
  description: z.string().nullish(),
  page_age: z.string().nullish(),
  extra_snippets: z.array(z.string()).nullish(),
});
/** `web` is missing where nothing was found. */
const Answer = z.object({ type: z.literal('search'), web: z.object({ results: each(Result) }).nullish() });

/** The languages that Brave calls by their usual code, and those that it calls otherwise; others are not asked for. */
const plainLanguages =
  /^(?:ar|eu|bn|bg|ca|hr|cs|da|nl|en|et|fi|fr|gl|de|el|gu|he|hi|hu|is|it|kn|ko|lv|lt|ms|ml|mr|nb|pl|pa|ro|ru|sr|sk|sl|es|sv|ta|te|th|tr|uk|vi)$/;
const ownLanguages: Record<string, string> = {
  ja: 'jp',
  zh: 'zh-hans',
  'zh-Hant': 'zh-hant',
  'zh-TW': 'zh-hant',
  pt: 'pt-pt',
  'pt-BR': 'pt-br',
  no: 'nb',
};

/** Brave's search of the web, with BRAVE_API_KEY. Domains are asked for with its operators. */
export function braveSource(
  config: Pick<Config, 'BRAVE_API_KEY' | 'BRAVE_URL' | 'CONTACT'>,
  {
    now = Date.now,
    fetchPage,
    ...options
  }: Partial<WebApiOptions> & Pick<WebSearchOptions, 'fetchPage'> = {},
): Source | SourceThatIsOff {
  const { BRAVE_API_KEY: key, BRAVE_URL: configuredUrl, CONTACT: contact } = config;
  if (!key) return { id: 'brave', name, off: 'Set BRAVE_API_KEY to have it.' };
  const api = createWebApi({
    name,
    publicUrl: 'https://api.search.brave.com',
    configuredUrl,
    contact,
    key: { setting: 'BRAVE_API_KEY', headers: { 'x-subscription-token': key }, refusedBy: [401, 403, 422] },
    // Its smallest plan allows one request a second.
    atOnce: 1,
    pauseMs: 1000,
    timeoutMs: 15_000,
    now,
    ...options,
  });
  return webSearch({
    id: 'brave',
    name,
    now,
    fetchPage,
    async find(query, { signal, limit, filters = {} }) {
      const language = languageOf(filters.language);
      const freshness = freshnessOf(filters, now());
      const parameters = new URLSearchParams({
        q: `${query} ${siteWords(filters)}`.trim(),
        count: String(Math.min(limit, 20)),
        result_filter: 'web',
        ...(language && { search_lang: language }),
        ...(freshness && { freshness }),
      });
      const { web } = await api.ask(`/res/v1/web/search?${parameters}`, { form: Answer, signal });
      return (web?.results ?? []).map(({ url, title, description, page_age, extra_snippets }) => ({
        url,
        title: withoutTags(title ?? ''),
        snippet: withoutTags(description ?? ''),
        published: page_age,
        text: [description ?? '', ...(extra_snippets ?? [])].map(withoutTags).join('\n\n'),
      }));
    },
  });
}

function languageOf(language: string | undefined): string | undefined {
  if (!language) return undefined;
  const primary = language.split('-', 1)[0] ?? '';
  return (
    ownLanguages[language] ?? ownLanguages[primary] ?? (plainLanguages.test(primary) ? primary : undefined)
  );
}

function freshnessOf({ published_after, published_before }: SearchFilters, now: number): string | undefined {
  if (!published_after && !published_before) return undefined;
  const today = new Date(now).toISOString().slice(0, 10);
  return `${published_after ?? '1970-01-01'}to${published_before ?? today}`;
}
