import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { type WebSearchOptions, webSearch } from './web-search/web-search.ts';

const name = 'Tavily';

const Result = z.object({
  url: z.string().min(1),
  title: z.string().nullish(),
  content: z.string().nullish(),
  published_date: z.string().nullish(),
});
const Answer = z.object({ results: each(Result) });

/** Tavily's search, with TAVILY_API_KEY. It filters by days and domains itself, not by language. */
export function tavilySource(
  config: Pick<Config, 'TAVILY_API_KEY' | 'TAVILY_URL' | 'CONTACT'>,
  {
    now = Date.now,
    fetchPage,
    ...options
  }: Partial<WebApiOptions> & Pick<WebSearchOptions, 'fetchPage'> = {},
): Source | SourceThatIsOff {
  const { TAVILY_API_KEY: key, TAVILY_URL: configuredUrl, CONTACT: contact } = config;
  if (!key) return { id: 'tavily', name, off: 'Set TAVILY_API_KEY to have it.' };
  const api = createWebApi({
    name,
    publicUrl: 'https://api.tavily.com',
    configuredUrl,
    contact,
    // 432 and 433: the limits of the plan and of pay-as-you-go.
    key: {
      setting: 'TAVILY_API_KEY',
      headers: { authorization: `Bearer ${key}` },
      usedUpBy: [402, 432, 433],
    },
    atOnce: 3,
    timeoutMs: 15_000,
    now,
    ...options,
  });
  return webSearch({
    id: 'tavily',
    name,
    now,
    fetchPage,
    async find(query, { signal, limit, filters = {} }) {
      const { published_after, published_before, include_domains, exclude_domains } = filters;
      const body = {
        query,
        max_results: Math.min(limit, 20),
        ...(published_after && { start_date: published_after }),
        ...(published_before && { end_date: published_before }),
        ...(include_domains && { include_domains }),
        ...(exclude_domains && { exclude_domains }),
      };
      const { results } = await api.ask('/search', { form: Answer, signal, body });
      return results.map(({ url, title, content, published_date }) => ({
        url,
        title: title ?? '',
        snippet: content ?? '',
        published: published_date,
      }));
    },
  });
}
