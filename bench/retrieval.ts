import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { type DocumentIndex, pathOfDocument } from '#lib/documents/index.ts';
import { searchDocuments } from '#lib/documents/search-documents.ts';
import type { Hit } from '#lib/schema/source.ts';
import { countTerms, rankBm25 } from '#lib/text/bm25.ts';
import { answerQuestion } from './answer-question.ts';
import { percentile } from './engine/percentile.ts';
import { withDocuments } from './with-documents.ts';

type DocsQuestion = { id: string; question: string; gold_pages: string[] };
type HopQuestion = { id: string; question: string; gold_paragraphs: number[] };
type Paragraph = { id: number; title: string; text: string };

/** Sets of questions whose answer stands in several paragraphs together, by the beginning of their files. */
const hopSets = ['hotpotqa', 'musique'];

/**
 * Where the right pages stand in the answer to a question. `--data FILE`: questions over the library, or over the pages
 * of `--documents FOLDER` (`gold_pages`: gold page among the first 1, 3, 5, 10). `--data FOLDER`: what stands there as
 * `hotpotqa-…` and `musique-…`, each paragraph a document of its own (`gold_paragraphs`: recall at 5 and 10, questions
 * with all of them among the first 10, and `--jobs` among the pages that a job quotes). `--embeddings URL`: the same
 * once more with a server of embeddings. `--questions N`: the first N of each file only, in every row alike.
 */
export async function retrieval({
  data = path.join(import.meta.dirname, 'data/docs-questions.jsonl'),
  documents: folder,
  show,
  jobs,
  embeddings,
  questions: most,
}: Record<string, string>): Promise<void> {
  const asked = (all: unknown[]) => all.slice(0, most === undefined ? all.length : Number(most));
  if (statSync(data).isDirectory()) {
    for (const set of hopSets) {
      const questions = asked(readLines(path.join(data, `${set}-questions.jsonl`))) as HopQuestion[];
      const paragraphs = readLines(path.join(data, `${set}-paragraphs.jsonl`)) as Paragraph[];
      await measureHops(questions, { set, paragraphs, withJobs: jobs !== undefined, embeddings });
    }
    return;
  }
  const questions = (asked(readLines(data)) as DocsQuestion[]).filter(
    ({ gold_pages }) => gold_pages.length > 0,
  );
  await withDocuments(
    async (documents, seconds, _pages, db) => {
      process.stdout.write(`${documents.status().pages} pages searchable after ${seconds.toFixed(1)} s\n`);
      const byWords: Search = (query, request) => searchDocuments(db, { query, ...request });
      await measureDocs(questions, { search: byWords, show: show !== undefined });
      if (!embeddings) return;
      process.stdout.write('\nwith embeddings\n');
      await measureDocs(questions, { search: documents.search, show: show !== undefined });
    },
    { folder, embeddings },
  );
}

function readLines(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const { signal } = new AbortController();
type Search = (query: string, request: { limit: number; signal: AbortSignal }) => Promise<Hit[]>;

async function measureDocs(
  questions: DocsQuestion[],
  { search, show }: { search: Search; show: boolean },
): Promise<void> {
  const ranks: number[] = [];
  const times: number[] = [];
  for (const { id, question, gold_pages } of questions) {
    const startedAt = performance.now();
    const hits = await search(question, { limit: 10, signal });
    times.push(performance.now() - startedAt);
    const isGold = (url: string) => gold_pages.some((page) => (pathOfDocument(url) ?? '').endsWith(page));
    const rank = hits.findIndex(({ url }) => isGold(url));
    ranks.push(rank === -1 ? Number.POSITIVE_INFINITY : rank + 1);
    if (!show) continue;
    process.stdout.write(`${id} ${rank === -1 ? '-' : rank + 1} ${question}\n`);
    for (const { title, score, way = [] } of hits.slice(0, 5))
      process.stdout.write(`    ${score.toFixed(1)} ${title}${way.map((step) => ` < ${step.title}`)}\n`);
  }
  const among = (first: number) => ranks.filter((rank) => rank <= first).length;
  print({
    questions: questions.length,
    ...Object.fromEntries([1, 3, 5, 10].map((first) => [`gold page among the first ${first}`, among(first)])),
    'mean reciprocal rank': (ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length).toFixed(3),
    ...timesOf(times),
  });
}

function timesOf(times: readonly number[]): Record<string, string> {
  return {
    'ms a query, median': percentile(times, 0.5).toFixed(0),
    'ms a query, 95 %': percentile(times, 0.95).toFixed(0),
    'ms a query, slowest': percentile(times, 1).toFixed(0),
  };
}

async function measureHops(
  questions: HopQuestion[],
  {
    set,
    paragraphs,
    withJobs,
    embeddings,
  }: { set: string; paragraphs: Paragraph[]; withJobs: boolean; embeddings: string | undefined },
): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'intentui-hops-'));
  try {
    const folder = path.join(root, set);
    mkdirSync(folder);
    for (const { id, title, text } of paragraphs)
      writeFileSync(path.join(folder, `${id}.md`), `# ${title}\n\n${text}\n`);
    await withDocuments(
      async (documents, _seconds, _pages, db) => {
        process.stdout.write(`\n${set}: ${questions.length} questions, ${paragraphs.length} paragraphs\n`);
        process.stdout.write('                    recall@5  recall@10  all gold@10\n');
        const plain = plainBm25(paragraphs);
        printRow('plain BM25', await sharesOf(questions, async (question) => plain(question)));
        const other = byMiniSearch(paragraphs);
        printRow('minisearch', await sharesOf(questions, async (question) => other(question)));
        const measure = async (name: string, search: Search) => {
          const times: number[] = [];
          const ask = async (question: string) => {
            const startedAt = performance.now();
            const hits = await search(question, { limit: 10, signal });
            times.push(performance.now() - startedAt);
            return hits.map(({ url }) => idOf(url));
          };
          printRow(name, await sharesOf(questions, ask));
          return timesOf(times);
        };
        const byWords: Search = (query, request) => searchDocuments(db, { query, ...request });
        print(await measure('this product', byWords));
        if (embeddings) print(await measure('with embeddings', documents.search));
        if (withJobs) await measureJobs(questions, documents);
      },
      { folder, embeddings },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const idOf = (url: string) => Number(/(\d+)\.md$/.exec(url)?.[1]);

/** Words as they are, k1 = 1.2, b = 0.75, title and text: what anybody has for nothing. */
function plainBm25(paragraphs: readonly Paragraph[]): (question: string) => number[] {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const texts = paragraphs.map(({ title, text }) => countTerms(words(`${title} ${text}`)));
  return (question) => rankBm25(words(question), texts).flatMap(({ index }) => paragraphs[index]?.id ?? []);
}

/** What a well-kept library finds in its usual settings. */
function byMiniSearch(paragraphs: readonly Paragraph[]): (question: string) => number[] {
  const index = new MiniSearch({ fields: ['title', 'text'] });
  index.addAll(paragraphs);
  return (question) => index.search(question).map(({ id }) => Number(id));
}

async function sharesOf(
  questions: readonly HopQuestion[],
  search: (question: string) => Promise<number[]>,
): Promise<[number, number][]> {
  const shares: [number, number][] = [];
  for (const { question, gold_paragraphs } of questions) {
    const ids = await search(question);
    const share = (first: number) => {
      const found = gold_paragraphs.filter((gold) => ids.slice(0, first).includes(gold));
      return found.length / gold_paragraphs.length;
    };
    shares.push([share(5), share(10)]);
  }
  return shares;
}

function printRow(name: string, shares: readonly [number, number][]): void {
  const percent = (values: readonly number[]) =>
    ((100 * values.reduce((sum, value) => sum + value, 0)) / shares.length).toFixed(1).padStart(8);
  const figures = [
    percent(shares.map(([five]) => five)),
    percent(shares.map(([, ten]) => ten)),
    percent(shares.map(([, ten]) => (ten === 1 ? 1 : 0))),
  ];
  process.stdout.write(`${name.padEnd(20)}${figures.join('   ')}\n`);
}

/** Whether a job of the built-in model quotes from, and its report cites, all pages that an answer needs. */
async function measureJobs(questions: readonly HopQuestion[], documents: DocumentIndex): Promise<void> {
  let quoted = 0;
  let cited = 0;
  let pages = 0;
  const startedAt = performance.now();
  for (const { question, gold_paragraphs } of questions) {
    const { quotes, report } = await answerQuestion(question, documents);
    const inQuotes = new Set(quotes.map(({ url }) => idOf(url)));
    const inReport = new Set(report.citations.map(({ url }) => idOf(url)));
    pages += inQuotes.size;
    if (gold_paragraphs.every((id) => inQuotes.has(id))) quoted += 1;
    if (gold_paragraphs.every((id) => inReport.has(id))) cited += 1;
  }
  const each = (value: number) => (value / questions.length).toFixed(1);
  print({
    'a job quotes from all gold pages': `${quoted} of ${questions.length} (${each(pages)} pages on average)`,
    'its report cites all of them': `${cited} of ${questions.length}`,
    'ms a job': each(performance.now() - startedAt),
  });
}

function print(figures: Record<string, string | number | undefined>): void {
  for (const [name, figure] of Object.entries(figures)) process.stdout.write(`${name}: ${figure}\n`);
}
