import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { siteWords } from './web-search/site-words.ts';
import { type WebSearchOptions, webSearch } from './web-search/web-search.ts';

const name = 'Serper';

const Result = z.object({
  link: z.string().min(1),
  title: z.string().nullish(),
  snippet: z.string().nullish(),
  date: z.string().nullish(),
});
/** `organic` is an empty list where nothing was found. */
const Answer = z.object({ organic: each(Result) });

/** Google's results by Serper, with SERPER_API_KEY. Domains and days are asked for in Google's own way. */
export function serperSource(
  config: Pick<Config, 'SERPER_API_KEY' | 'SERPER_URL' | 'CONTACT'>,
  {
    now = Date.now,
    fetchPage,
    ...options
  }: Partial<WebApiOptions> & Pick<WebSearchOptions, 'fetchPage'> = {},
): Source | SourceThatIsOff {
  const { SERPER_API_KEY: key, SERPER_URL: configuredUrl, CONTACT: contact } = config;
  if (!key) return { id: 'serper', name, off: 'Set SERPER_API_KEY to have it.' };
  const api = createWebApi({
    name,
    publicUrl: 'https://google.serper.dev',
    configuredUrl,
    contact,
    key: { setting: 'SERPER_API_KEY', headers: { 'x-api-key': key } },
    atOnce: 3,
    timeoutMs: 15_000,
    now,
    ...options,
  });
  return webSearch({
    id: 'serper',
    name,
    now,
    fetchPage,
    async find(query, { signal, limit, filters = {} }) {
      const days = daysOf(filters);
      const body = {
        q: `${query} ${siteWords(filters)}`.trim(),
        num: Math.min(limit, 20),
        ...(filters.language && { hl: filters.language.toLowerCase() }),
        ...(days && { tbs: days }),
      };
      const { organic } = await api.ask('/search', { form: Answer, signal, body });
      return organic.map(({ link, title, snippet, date }) => ({
        url: link,
        title: title ?? '',
        snippet: snippet ?? '',
        published: date,
      }));
    },
  });
}

/** Google's custom range: months first, as it takes them. */
function daysOf({ published_after, published_before }: SearchFilters): string {
  if (!published_after && !published_before) return '';
  const day = (text: string) => {
    const [year, month, date] = text.split('-').map(Number);
    return `${month}/${date}/${year}`;
  };
  return [
    'cdr:1',
    published_after && `cd_min:${day(published_after)}`,
    published_before && `cd_max:${day(published_before)}`,
  ]
    .filter(Boolean)
    .join(',');
}
