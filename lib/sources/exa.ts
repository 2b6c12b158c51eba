import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { type WebSearchOptions, webSearch } from './web-search/web-search.ts';

const name = 'Exa';

const Result = z.object({
  url: z.string().min(1),
  title: z.string().nullish(),
  publishedDate: z.string().nullish(),
  text: z.string().nullish(),
  highlights: z.array(z.string()).nullish().catch(null),
});
const Answer = z.object({ results: each(Result) });

/** Exa's search, with EXA_API_KEY. It filters by days and domains itself, not by language. */
export function exaSource(
  config: Pick<Config, 'EXA_API_KEY' | 'EXA_URL' | 'CONTACT'>,
  {
    now = Date.now,
    fetchPage,
    ...options
  }: Partial<WebApiOptions> & Pick<WebSearchOptions, 'fetchPage'> = {},
): Source | SourceThatIsOff {
  const { EXA_API_KEY: key, EXA_URL: configuredUrl, CONTACT: contact } = config;
  if (!key) return { id: 'exa', name, off: 'Set EXA_API_KEY to have it.' };
  const api = createWebApi({
    name,
    publicUrl: 'https://api.exa.ai',
    configuredUrl,
    contact,
    key: { setting: 'EXA_API_KEY', headers: { 'x-api-key': key } },
    atOnce: 3,
    timeoutMs: 15_000,
    now,
    ...options,
  });
  return webSearch({
    id: 'exa',
    name,
    now,
    fetchPage,
    async find(query, { signal, limit, filters = {} }) {
      const { published_after, published_before, include_domains, exclude_domains } = filters;
      const body = {
        query,
        type: 'auto',
        numResults: Math.min(limit, 25),
        contents: { highlights: true },
        ...(published_after && { startPublishedDate: `${published_after}T00:00:00.000Z` }),
        ...(published_before && { endPublishedDate: `${published_before}T23:59:59.999Z` }),
        ...(include_domains && { includeDomains: include_domains }),
        ...(exclude_domains && { excludeDomains: exclude_domains }),
      };
      const { results } = await api.ask('/search', { form: Answer, signal, body });
      return results.map(({ url, title, publishedDate, text, highlights }) => ({
        url,
        title: title ?? '',
        snippet: highlights?.[0] ?? text ?? '',
        published: publishedDate,
        text: text ?? highlights?.join('\n\n'),
      }));
    },
  });
}
