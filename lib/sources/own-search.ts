import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { WebSearchService } from '#lib/schema/web-search-service.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { withoutTags } from './web-search/plain-words.ts';
import { type Found, type WebSearchOptions, webSearch } from './web-search/web-search.ts';

/**
 * Any other search of the web that answers JSON, as WEB_SEARCH describes it: an address with `{query}` (and `{limit}`,
 * `{language}`, `{after}`, `{before}`) in it, headers, and where in an answer the results and their parts are.
 */
export function ownSearchSource(
  config: Pick<Config, 'WEB_SEARCH' | 'CONTACT'>,
  {
    now = Date.now,
    fetchPage,
    ...options
  }: Partial<WebApiOptions> & Pick<WebSearchOptions, 'fetchPage'> = {},
): Source | SourceThatIsOff {
  const { WEB_SEARCH: service, CONTACT: contact } = config;
  if (!service) {
    const off =
      'Set WEB_SEARCH to the address and the answer of another search (README, "Sources of the web").';
    return { id: 'web-search', name: 'Web search', off };
  }
  const { name } = service;
  const { origin } = new URL(service.url.replaceAll(/[{}]/g, ''));
  const api = createWebApi({
    name,
    publicUrl: origin,
    configuredUrl: origin,
    contact,
    key: { setting: 'WEB_SEARCH', headers: service.headers },
    atOnce: 2,
    timeoutMs: 15_000,
    now,
    ...options,
  });
  return webSearch({
    id: 'web-search',
    name,
    now,
    fetchPage,
    async find(query, { signal, limit, filters = {} }) {
      const values = {
        query,
        limit: String(limit),
        language: filters.language ?? '',
        after: filters.published_after ?? '',
        before: filters.published_before ?? '',
      };
      const path = filled(service.url.slice(origin.length), values, encodeURIComponent);
      const body = service.body && JSON.parse(filled(numbered(service.body, values.limit), values, inJson));
      const form = z.unknown().transform((answer) => resultsIn(answer, service));
      return api.ask(path, { form, signal, body });
    },
  });
}

/** A body as JSON; what is nothing but `{limit}` is a number. */
const numbered = (body: Record<string, unknown>, limit: string): string =>
  JSON.stringify(body).replaceAll('"{limit}"', limit);

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function filled(template: string, values: Record<string, string>, write: (text: string) => string): string {
  return template.replace(/\{(query|limit|language|after|before)\}/g, (_, name: string) =>
    write(values[name] ?? ''),
  );
}

function resultsIn(answer: unknown, { results, fields }: WebSearchService): Found[] {
  const list = at(answer, results);
  if (!Array.isArray(list)) throw new TypeError('no list of results');
  const text = (one: unknown, path: string | undefined) => {
    const value = path === undefined ? undefined : at(one, path);
    return typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.filter((part) => typeof part === 'string').join('\n')
        : '';
  };
  return list.flatMap((one): Found[] => {
    const url = text(one, fields.url);
    if (!url) return [];
    return [
      {
        url,
        title: withoutTags(text(one, fields.title)),
        snippet: withoutTags(text(one, fields.snippet)),
        published: text(one, fields.published),
        text: withoutTags(text(one, fields.text)),
      },
    ];
  });
}

/** What stands at a path such as `web.results` or `data.0.items`; the whole where it is empty. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
          ? (inside as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}
