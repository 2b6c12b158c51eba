import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import { count } from '#lib/schema/count.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source } from './source.ts';
import { codeMay } from './suits/index.ts';
import { queryWords } from './web-api/query-words.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { webSearch } from './web-search/web-search.ts';

const Repository = z.object({
  full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  html_url: z.string().min(1),
  description: z.string().nullish(),
  pushed_at: z.string().nullish(),
  stargazers_count: z.number().nullish(),
  language: z.string().nullish(),
});
const Answer = z.object({ items: each(Repository) });
const Readme = z.object({ encoding: z.literal('base64'), content: z.string().max(4_000_000) });

/** Words that a search for repositories can use; of more, none has them all. */
const mostWords = 4;

/**
 * Repositories on GitHub with their READMEs. Without GITHUB_API_TOKEN it allows ten searches a minute and sixty READMEs
 * an hour.
 */
export function githubSource(
  config: Pick<Config, 'GITHUB_API_URL' | 'GITHUB_API_TOKEN' | 'CONTACT'>,
  options: Partial<WebApiOptions> = {},
): Source {
  const { GITHUB_API_URL: configuredUrl, GITHUB_API_TOKEN: token, CONTACT: contact } = config;
  const headers = { authorization: `Bearer ${token}` };
  const api = createWebApi({
    name: 'GitHub',
    publicUrl: 'https://api.github.com',
    configuredUrl,
    contact,
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    ...(token && { key: { setting: 'GITHUB_API_TOKEN', headers, refusedBy: [401] } }),
    atOnce: 1,
    pauseMs: 200,
    advice: { 403: 'it allows no more requests for now.', 429: 'it allows no more requests for now.' },
    ...options,
  });
  return webSearch({
    id: 'github',
    name: 'GitHub',
    suits: { goodFor: 'software projects and libraries: what they are for, in their READMEs', rule: codeMay },
    now: options.now,
    async find(query, { signal, limit, filters }) {
      const words = queryWords(query).slice(0, mostWords);
      if (words.length === 0) return [];
      const parameters = new URLSearchParams({
        q: [...words, ...pushed(filters)].join(' '),
        per_page: String(Math.min(limit, 30)),
      });
      const { items } = await api.ask(`/search/repositories?${parameters}`, { form: Answer, signal });
      return items.map(({ full_name, html_url, description, pushed_at, stargazers_count, language }) => ({
        url: html_url,
        title: full_name,
        snippet: [description, language, count(stargazers_count ?? 0, 'star')].filter(Boolean).join(' · '),
        published: pushed_at,
      }));
    },
    async readAt(url, { signal }) {
      const name = /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)$/.exec(url)?.[1];
      if (!name || name.includes('..')) {
        throw new AppError('source_failed', 'This is not the address of a repository on GitHub.');
      }
      const { content } = await api.ask(`/repos/${name}/readme`, { form: Readme, signal });
      const readme = new TextDecoder().decode(Buffer.from(content, 'base64'));
      const page = await prepareText(readme, signal);
      if (!page.text.trim()) throw new AppError('source_failed', 'There is no text in this README.');
      return { ...page, title: name };
    },
  });
}

/** A repository's day is that of its last change. */
function pushed({ published_after, published_before }: SearchFilters = {}): string[] {
  if (!published_after && !published_before) return [];
  return [`pushed:${published_after ?? '*'}..${published_before ?? '*'}`];
}
