import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { prepareText } from '#lib/documents/prepare-page.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import { jatsToHtml } from './papers/jats-to-html.ts';
import { type Paper, type PaperSourceOptions, paperSource } from './papers/paper-source.ts';
import type { Source } from './source.ts';
import { papersMay } from './suits/index.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { withoutTags } from './web-search/plain-words.ts';

const Article = z.object({
  id: z.string().min(1),
  source: z.string().regex(/^[A-Z]{2,4}$/),
  pmcid: z.string().nullish(),
  title: z.string().nullish(),
  authorString: z.string().nullish(),
  firstPublicationDate: z.string().nullish(),
  journalInfo: z
    .object({ journal: z.object({ title: z.string().nullish() }).nullish() })
    .nullish()
    .catch(null),
  abstractText: z.string().nullish(),
  isOpenAccess: z.string().nullish(),
  fullTextUrlList: z
    .object({
      fullTextUrl: z.array(
        z.object({
          availability: z.string().nullish(),
          documentStyle: z.string().nullish(),
          url: z.string(),
        }),
      ),
    })
    .nullish()
    .catch(null),
  citedByCount: z.number().nullish().catch(null),
});
const Answer = z.object({ resultList: z.object({ result: each(Article) }) });

/** Europe PMC: papers and preprints of medicine and the life sciences, the open ones with their whole text. */
export function europePmcSource(
  config: Pick<Config, 'EUROPE_PMC_URL' | 'CONTACT'>,
  { fetchPage, ...options }: Partial<WebApiOptions> & Pick<PaperSourceOptions, 'fetchPage'> = {},
): Source {
  const api = createWebApi({
    name: 'Europe PMC',
    publicUrl: 'https://www.ebi.ac.uk/europepmc/webservices/rest',
    configuredUrl: config.EUROPE_PMC_URL,
    contact: config.CONTACT,
    atOnce: 2,
    timeoutMs: 15_000,
    ...options,
  });
  /** Where the whole text of a paper is, for those that are open. */
  const open = new Map<string, string>();
  const ask = async (query: string, { signal, limit }: { signal: AbortSignal; limit: number }) => {
    const parameters = new URLSearchParams({
      query,
      format: 'json',
      resultType: 'core',
      pageSize: String(Math.min(limit, 50)),
    });
    const { resultList } = await api.ask(`/search?${parameters}`, { form: Answer, signal });
    return resultList.result.map((article) => {
      const paper = paperOf(article);
      const { pmcid, isOpenAccess } = article;
      if (pmcid && /^PMC\d+$/.test(pmcid) && isOpenAccess === 'Y') open.set(paper.url, pmcid);
      for (const oldest of [...open.keys()].slice(0, -500)) open.delete(oldest);
      return paper;
    });
  };
  return paperSource({
    id: 'europe-pmc',
    name: 'Europe PMC',
    suits: {
      goodFor: 'papers and preprints of medicine, biology, health and food, many with their whole text',
      rule: papersMay,
    },
    fetchPage,
    find: (words, { signal, limit, filters }) => ask(queryOf(words, filters), { signal, limit: 2 * limit }),
    async findAgain(url, { signal }) {
      const [, source, id] = /\/article\/([A-Z]{2,4})\/([\w.]+)$/.exec(url) ?? [];
      if (!source || !id) return undefined;
      const found = await ask(`EXT_ID:${id} AND SRC:${source}`, { signal, limit: 1 });
      return found.find((paper) => paper.url === url);
    },
    async readWhole({ url }, { signal }) {
      const pmcid = open.get(url);
      if (!pmcid) return undefined;
      const accept = ['application/xml', 'text/xml'];
      return prepareText(jatsToHtml(await api.get(`/${pmcid}/fullTextXML`, { accept, signal })), signal);
    },
  });
}

/** Plain words mean all of them; the rest is its own syntax. */
function queryOf(words: string, { published_after, published_before, language }: SearchFilters = {}): string {
  const days =
    published_after || published_before
      ? ` AND FIRST_PDATE:[${published_after ?? '1800-01-01'} TO ${published_before ?? '2200-01-01'}]`
      : '';
  const code = language && threeLetters[language.split('-', 1)[0] ?? ''];
  return `(${words})${days}${code ? ` AND LANG:"${code}"` : ''}`;
}

/** As MEDLINE calls languages. */
const threeLetters: Record<string, string> = {
  en: 'eng',
  de: 'ger',
  fr: 'fre',
  es: 'spa',
  it: 'ita',
  pt: 'por',
  ru: 'rus',
  zh: 'chi',
  ja: 'jpn',
};

function paperOf(article: z.infer<typeof Article>): Paper {
  const { id, source, title, authorString, firstPublicationDate, journalInfo, abstractText } = article;
  return {
    url: `https://europepmc.org/article/${source}/${encodeURIComponent(id)}`,
    title: withoutTags(title ?? '').replace(/\.$/, ''),
    authors: (authorString ?? '').replace(/\.$/, '').split(', ').filter(Boolean),
    published: firstPublicationDate ?? undefined,
    venue: journalInfo?.journal?.title ?? undefined,
    abstract: withoutTags((abstractText ?? '').replace(/<h4>(.*?)<\/h4>/gi, '\n\n$1: ')).trim(),
    citedBy: article.citedByCount ?? undefined,
    // What is free to read and not open may be read by people, and by no program.
    openAt: (article.fullTextUrlList?.fullTextUrl ?? [])
      .filter(({ availability, documentStyle }) => availability === 'Open access' && documentStyle === 'pdf')
      .map(({ url }) => ({ url, as: 'pdf' as const })),
  };
}
