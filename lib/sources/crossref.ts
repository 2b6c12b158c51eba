import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import { type Paper, type PaperSourceOptions, paperSource } from './papers/paper-source.ts';
import type { Source } from './source.ts';
import { papersOnly } from './suits/index.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { withoutTags } from './web-search/plain-words.ts';

const Work = z.object({
  DOI: z.string().min(1),
  title: z.array(z.string()).nullish().catch(null),
  author: z
    .array(
      z.object({ given: z.string().nullish(), family: z.string().nullish(), name: z.string().nullish() }),
    )
    .nullish()
    .catch(null),
  /** `[[2026, 5, 1]]`, of which month and day may be missing. */
  issued: z
    .object({ 'date-parts': z.array(z.array(z.number().nullable())).nullish() })
    .nullish()
    .catch(null),
  'container-title': z.array(z.string()).nullish().catch(null),
  abstract: z.string().nullish().catch(null),
  'is-referenced-by-count': z.number().nullish().catch(null),
  license: z
    .array(z.object({ URL: z.string().nullish() }))
    .nullish()
    .catch(null),
  link: z
    .array(
      z.object({
        URL: z.string(),
        'content-type': z.string().nullish(),
        'intended-application': z.string().nullish(),
      }),
    )
    .nullish()
    .catch(null),
});
const Answer = z.object({ message: z.object({ items: each(Work) }) });
const One = z.object({ message: Work });

/** Crossref: what publishers register of papers, books and data sets, by their DOI; for some their abstracts. */
export function crossrefSource(
  config: Pick<Config, 'CROSSREF_URL' | 'CONTACT'>,
  { fetchPage, ...options }: Partial<WebApiOptions> & Pick<PaperSourceOptions, 'fetchPage'> = {},
): Source {
  const api = createWebApi({
    name: 'Crossref',
    publicUrl: 'https://api.crossref.org',
    configuredUrl: config.CROSSREF_URL,
    contact: config.CONTACT,
    atOnce: 1,
    pauseMs: 200,
    timeoutMs: 15_000,
    ...options,
  });
  return paperSource({
    id: 'crossref',
    name: 'Crossref',
    suits: {
      goodFor:
        'which papers, books and data sets there are, by whom, when and where published; few of their texts',
      rule: papersOnly,
    },
    fetchPage,
    async find(words, { signal, limit, filters }) {
      const filter = filterOf(filters);
      const parameters = new URLSearchParams({
        'query.bibliographic': words,
        rows: String(Math.min(3 * limit, 50)),
        select: Object.keys(Work.shape).join(','),
        ...(filter && { filter }),
      });
      const { message } = await api.ask(`/works?${parameters}`, { form: Answer, signal });
      return message.items.map(paperOf);
    },
    async findAgain(url, { signal }) {
      const doi = /^https:\/\/doi\.org\/(10\.\S+)$/.exec(url)?.[1];
      if (!doi) return undefined;
      const path = `/works/${encodeURIComponent(decodeURIComponent(doi))}`;
      return paperOf((await api.ask(path, { form: One, signal })).message);
    },
  });
}

function filterOf({ published_after, published_before }: SearchFilters = {}): string {
  return [
    published_after && `from-pub-date:${published_after}`,
    published_before && `until-pub-date:${published_before}`,
  ]
    .filter(Boolean)
    .join(',');
}

function paperOf(work: z.infer<typeof Work>): Paper {
  const { DOI, title, author, issued, abstract } = work;
  const url = `https://doi.org/${encodeURI(DOI).replace(/[?#]/g, encodeURIComponent)}`;
  const [parts = []] = issued?.['date-parts'] ?? [];
  const [year, ...rest] = parts.filter((part) => part !== null);
  const published = year && [String(year), ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
  return {
    url,
    title: withoutTags(title?.[0] ?? ''),
    authors: (author ?? []).flatMap(
      ({ given, family, name }) => [given, family].filter(Boolean).join(' ') || name || [],
    ),
    published: published || undefined,
    venue: work['container-title']?.[0],
    abstract: paragraphsOf(abstract ?? ''),
    citedBy: work['is-referenced-by-count'] ?? undefined,
    // What stands behind a DOI is often the paper, and always about it.
    openAt: [...openPdfsOf(work), { url, as: 'page' as const }],
  };
}

/** The PDFs that a publisher names, where everybody may copy the work; those for comparing texts are for nobody else. */
function openPdfsOf({ license, link }: z.infer<typeof Work>) {
  const isOpen = license?.some(({ URL: terms }) => /^https?:\/\/creativecommons\.org\//.test(terms ?? ''));
  return (isOpen ? (link ?? []) : []).flatMap((one) =>
    one['content-type'] === 'application/pdf' && one['intended-application'] !== 'similarity-checking'
      ? [{ url: one.URL, as: 'pdf' as const }]
      : [],
  );
}

/** An abstract in JATS, as plain paragraphs. */
const paragraphsOf = (jats: string): string =>
  withoutTags(jats.replace(/<jats:title>.*?<\/jats:title>/gi, '').replace(/<\/jats:p>/gi, '\n\n'));
