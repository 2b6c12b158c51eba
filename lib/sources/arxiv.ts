import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { asPage, type FetchedBytes, fetchBytes, type fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import { type ArxivPaper, parseArxivFeed } from './arxiv/parse-feed.ts';
import { readOpenText } from './papers/read-open-text.ts';
import type { Source } from './source.ts';
import { papersMay } from './suits/index.ts';
import { queryWords, shareOfTerms } from './web-api/query-words.ts';
import { createWebApi, type WebApi, type WebApiOptions } from './web-api/web-api.ts';
import { oneLine } from './web-search/plain-words.ts';

const accept = ['application/atom+xml', 'application/xml', 'text/xml'];
/** A paper that has less than this share of the question's words in title and abstract is about something else. */
const minShare = 0.5;
const maxRemembered = 500;

/**
 * arXiv's API, or the one at ARXIV_URL: papers by title, authors, date and abstract, and their text as HTML, which arXiv
 * has of most since the end of 2023, else as the PDF that it has of nearly all. It is asked as its terms say: one request at a time, three seconds
 * between them. A search brings the abstracts, so that reading what was found a moment ago asks for the text alone.
 */
export function arxivSource(
  config: Pick<Config, 'ARXIV_URL' | 'CONTACT'>,
  { fetchPage, ...options }: Partial<WebApiOptions> & { fetchPage?: typeof fetchUrl } = {},
): Source {
  const api = createWebApi({
    name: 'arXiv',
    publicUrl: 'https://export.arxiv.org',
    configuredUrl: config.ARXIV_URL,
    contact: config.CONTACT,
    atOnce: 1,
    pauseMs: 3000,
    timeoutMs: 15_000,
    ...options,
  });
  const remembered = new Map<string, ArxivPaper>();
  return {
    id: 'arxiv',
    name: 'arXiv',
    suits: {
      goodFor:
        'papers on physics, mathematics, computer science, statistics, economics, before they are published',
      rule: papersMay,
    },
    async search(query, { signal, limit }) {
      const papers = await search(api, { query, signal, limit });
      for (const paper of papers) remembered.set(paper.id, paper);
      for (const id of [...remembered.keys()].slice(0, -maxRemembered)) remembered.delete(id);
      return papers.map((paper, index) => hitOf(paper, 1 - index / limit));
    },
    async read(hit, { signal }) {
      signal.throwIfAborted();
      const id = idOf(hit.url);
      const paper =
        remembered.get(id) ?? (await find(api, { parameters: `id_list=${id}&max_results=1`, signal }))[0];
      if (!paper) throw new AppError('source_failed', 'arXiv has no such paper.');
      return pageOf(paper, { url: hit.url, ...(await readWhole(id, signal)) });
    },
  };

  /** The paper's own text, where arXiv has one that can be read, and the addresses that were asked for it. */
  async function readWhole(id: string, signal: AbortSignal) {
    const { ARXIV_URL: mirror } = config;
    const base = mirror ? api.base : 'https://arxiv.org';
    const fetchAt: typeof fetchUrl | undefined = mirror
      ? (url, given) => fetchBytes(url, { ...given, allow: [new URL(mirror).origin] }).then(withText)
      : fetchPage;
    const texts = [
      { url: `${base}/html/${id}`, as: 'page' as const },
      { url: `${base}/pdf/${id}`, as: 'pdf' as const },
    ];
    return readOpenText(texts, { signal, fetchPage: fetchAt });
  }
}

/** Bytes with their text beside them: a PDF is read from its bytes. */
const withText = (page: FetchedBytes) => ({ ...page, ...asPage(page) });

/** The list of references ends a paper, but for what is appended to it. */
const withoutReferences = (text: string): string =>
  text.replace(/^#{1,6} (?:References|Bibliography)\n[\s\S]*?(?=^#{1,6} |(?![\s\S]))/gim, '').trim();

async function search(
  api: WebApi,
  { query, signal, limit }: { query: string; signal: AbortSignal; limit: number },
): Promise<ArxivPaper[]> {
  signal.throwIfAborted();
  const words = queryWords(query).map(termOf);
  if (words.length === 0 || limit < 1) return [];
  const ask = (joined: string) =>
    find(api, { parameters: `search_query=${joined}&start=0&max_results=${limit}`, signal });
  const all = await ask(words.join('+AND+'));
  if (all.length > 0 || words.length < 3) return all.slice(0, limit);
  const any = await ask(words.join('+OR+'));
  return any
    .filter(({ title, summary }) => shareOfTerms(query, `${title} ${summary}`) >= minShare)
    .slice(0, limit);
}

/** A word of several parts is looked for as a phrase. */
function termOf(word: string): string {
  const parts = word.split(/[\s-]+/).map(encodeURIComponent);
  return parts.length > 1 ? `all:%22${parts.join('+')}%22` : `all:${parts[0]}`;
}

/** Parameters stand as arXiv's manual writes them, colons unescaped: its cache knows them so. */
async function find(
  api: WebApi,
  { parameters, signal }: { parameters: string; signal: AbortSignal },
): Promise<ArxivPaper[]> {
  return api.read(`/api/query?${parameters}`, { accept, signal, parse: parseArxivFeed });
}

function hitOf({ id, title, summary, published }: ArxivPaper, score: number): Hit {
  return {
    url: `https://arxiv.org/abs/${id}`,
    title: oneLine(title, 200),
    snippet: oneLine(summary),
    score,
    passages: [],
    ...(published && { published }),
  };
}

/** `2301.12345v2`, or before 2007 `cond-mat/0011267v1`. */
function idOf(url: string): string {
  const [id] = /(?<=\/abs\/)(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/.exec(url) ?? [];
  if (!id) throw new AppError('source_failed', 'This is not the address of a paper on arXiv.');
  return id;
}

function pageOf(
  { title, authors, published, updated, summary }: ArxivPaper,
  { url, text: whole, fetched }: { url: string; text: string | undefined; fetched: string[] },
): Page {
  const dates = [
    ...(published ? [`Submitted to arXiv on ${published}`] : []),
    ...(updated && updated !== published ? [`this version is of ${updated}`] : []),
  ];
  const text = [
    `# ${title}`,
    ...(authors.length > 0 ? [`Authors: ${authors.join(', ')}.`] : []),
    ...(dates.length > 0 ? [`${dates.join('; ')}.`] : []),
    '## Abstract',
    summary,
    ...(whole ? ['## Full text', withoutReferences(whole)] : []),
  ];
  return {
    url,
    title,
    text: `${text.join('\n\n')}\n`,
    about: { kind: 'paper', ...(published && { published }) },
    fetched,
  };
}
