import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { type Found, type WebSearchOptions, webSearch } from './web-search/web-search.ts';

const name = 'SearXNG';
const dayMs = 86_400_000;

const Result = z.object({
  url: z.string().min(1),
  title: z.string().nullish(),
  content: z.string().nullish(),
  publishedDate: z.string().nullish(),
});
const Answer = z.object({
  results: each(Result),
  /** Pairs of an engine's name and why it did not answer. */
  unresponsive_engines: z.array(z.unknown()).catch([]),
});

/**
 * A SearXNG or searx at SEARXNG_URL, which has to allow `json` among its formats. It has no filter for domains: a single
 * one is asked for with `site:`, which most of its engines understand, and without it where that finds nothing.
 */
export function searxngSource(
  config: Pick<Config, 'SEARXNG_URL' | 'CONTACT'>,
  {
    now = Date.now,
    fetchPage,
    ...options
  }: Partial<WebApiOptions> & Pick<WebSearchOptions, 'fetchPage'> = {},
): Source | SourceThatIsOff {
  const { SEARXNG_URL: url, CONTACT: contact } = config;
  if (!url) {
    const off =
      'Set SEARXNG_URL to the address of a SearXNG that allows json (search: formats: [html, json]).';
    return { id: 'searxng', name, off };
  }
  const api = createWebApi({
    name,
    publicUrl: url,
    configuredUrl: url,
    contact,
    atOnce: 2,
    timeoutMs: 15_000,
    now,
    advice: { 403: 'it refuses json, so add json to search.formats in its settings.yml.' },
    ...options,
  });

  async function ask(
    query: string,
    { signal, filters = {} }: { signal: AbortSignal; filters?: SearchFilters | undefined },
  ): Promise<Found[]> {
    const range = rangeSince(filters.published_after, now());
    const parameters = new URLSearchParams({
      q: query,
      format: 'json',
      ...(filters.language && { language: filters.language }),
      ...(range && { time_range: range }),
    });
    const { results, unresponsive_engines } = await api.ask(`/search?${parameters}`, {
      form: Answer,
      signal,
    });
    if (results.length === 0 && unresponsive_engines.length > 0) {
      throw new AppError('source_failed', `${name} found nothing, and not all of its engines answered.`);
    }
    return results.map(({ url, title, content, publishedDate }) => ({
      url,
      title: title ?? '',
      snippet: content ?? '',
      published: publishedDate,
    }));
  }

  return webSearch({
    id: 'searxng',
    name,
    now,
    fetchPage,
    async find(query, { signal, filters }) {
      const [domain, ...others] = filters?.include_domains ?? [];
      if (!domain || others.length > 0) return ask(query, { signal, filters });
      const within = await ask(`${query} site:${domain}`, { signal, filters });
      return within.length > 0 ? within : ask(query, { signal, filters });
    },
  });
}

/** The shortest span that SearXNG knows and that reaches back to a day. */
function rangeSince(day: string | undefined, now: number): string | undefined {
  if (!day) return undefined;
  const days = (now - Date.parse(day)) / dayMs;
  const spans: [days: number, range: string][] = [
    [1, 'day'],
    [7, 'week'],
    [30, 'month'],
    [365, 'year'],
  ];
  return spans.find(([most]) => days <= most)?.[1];
}
