import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import { type Paper, type PaperSourceOptions, paperSource } from './papers/paper-source.ts';
import type { Source } from './source.ts';
import { papersMay } from './suits/index.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';

const Place = z.object({
  landing_page_url: z.string().nullish(),
  pdf_url: z.string().nullish(),
  source: z.object({ display_name: z.string().nullish() }).nullish(),
});
const Work = z.object({
  id: z.string().min(1),
  doi: z.string().nullish(),
  display_name: z.string().nullish(),
  publication_date: z.string().nullish(),
  authorships: z
    .array(z.object({ author: z.object({ display_name: z.string().nullish() }) }))
    .nullish()
    .catch(null),
  primary_location: Place.nullish().catch(null),
  best_oa_location: Place.nullish().catch(null),
  cited_by_count: z.number().nullish(),
  /** Each word with the places that it stands at. */
  abstract_inverted_index: z.record(z.string(), z.unknown()).nullish().catch(null),
});
const Places = z.array(z.number().int().min(0).max(20_000));
const Answer = z.object({ results: each(Work) });

const fields = Object.keys(Work.shape).join(',');

/**
 * OpenAlex: papers of every field with their dates, abstracts and how often others cite them. Without OPENALEX_API_KEY,
 * which is free, it answers only some ten searches a day.
 */
export function openalexSource(
  config: Pick<Config, 'OPENALEX_URL' | 'OPENALEX_API_KEY' | 'CONTACT'>,
  { fetchPage, ...options }: Partial<WebApiOptions> & Pick<PaperSourceOptions, 'fetchPage'> = {},
): Source {
  const { OPENALEX_URL: configuredUrl, OPENALEX_API_KEY: key, CONTACT: contact } = config;
  const api = createWebApi({
    name: 'OpenAlex',
    publicUrl: 'https://api.openalex.org',
    configuredUrl,
    contact,
    ...(key && { key: { setting: 'OPENALEX_API_KEY', headers: {}, refusedBy: [401] } }),
    atOnce: 2,
    timeoutMs: 15_000,
    advice: { 429: 'its free searches of today are used up, unless OPENALEX_API_KEY is set.' },
    ...options,
  });
  const asKey: Record<string, string> = key ? { api_key: key } : {};
  return paperSource({
    id: 'openalex',
    name: 'OpenAlex',
    suits: {
      goodFor: 'papers of every field of science, their abstracts, dates and citations',
      rule: papersMay,
    },
    fetchPage,
    async find(words, { signal, limit, filters }) {
      const filter = filterOf(filters);
      const parameters = new URLSearchParams({
        search: words,
        per_page: String(Math.min(2 * limit, 50)),
        select: fields,
        ...(filter && { filter }),
        ...asKey,
      });
      const { results } = await api.ask(`/works?${parameters}`, { form: Answer, signal });
      return results.map(paperOf);
    },
    async findAgain(url, { signal }) {
      const id = /^https:\/\/doi\.org\/(10\.\S+)$/.exec(url)?.[1];
      const own = /^https:\/\/openalex\.org\/(W\d+)$/.exec(url)?.[1];
      if (!id && !own) return undefined;
      const parameters = new URLSearchParams({ select: fields, ...asKey });
      const path = own ?? `doi:${encodeURIComponent(id ?? '')}`;
      return paperOf(await api.ask(`/works/${path}?${parameters}`, { form: Work, signal }));
    },
  });
}

function filterOf({ published_after, published_before, language }: SearchFilters = {}): string {
  return [
    published_after && `from_publication_date:${published_after}`,
    published_before && `to_publication_date:${published_before}`,
    language && `language:${language.split('-', 1)[0]}`,
  ]
    .filter(Boolean)
    .join(',');
}

function paperOf(work: z.infer<typeof Work>): Paper {
  const { id, doi, display_name, publication_date, authorships, primary_location, best_oa_location } = work;
  return {
    url: doi?.startsWith('https://doi.org/10.') ? doi : id,
    title: display_name ?? '',
    authors: (authorships ?? []).flatMap(({ author }) => author.display_name ?? []),
    published: publication_date ?? undefined,
    venue: primary_location?.source?.display_name ?? undefined,
    abstract: abstractOf(work.abstract_inverted_index ?? {}),
    citedBy: work.cited_by_count ?? undefined,
    openAt: [
      ...(best_oa_location?.pdf_url ? [{ url: best_oa_location.pdf_url, as: 'pdf' as const }] : []),
      ...(best_oa_location?.landing_page_url
        ? [{ url: best_oa_location.landing_page_url, as: 'page' as const }]
        : []),
    ],
  };
}

/** The words of an abstract at their places. */
function abstractOf(index: Record<string, unknown>): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index)) {
    const known = Places.safeParse(places);
    for (const place of known.success ? known.data : []) words[place] = word;
  }
  return words.filter(Boolean).join(' ');
}
