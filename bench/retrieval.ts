import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type DocumentIndex, pathOfDocument } from '#lib/documents/index.ts';
import { collectionOf, countTerms } from '#lib/text/bm25.ts';
import { rankPages } from '#lib/text/rank-pages.ts';
import { withDocuments } from './with-documents.ts';

type DocsQuestion = { id: string; question: string; gold_pages: string[] };
type HopQuestion = { id: string; question: string; gold_paragraphs: number[] };
type Paragraph = { id: number; title: string; text: string };

/**
 * Where the right pages stand in the answer to a question. `--data FILE`: questions over the library (`gold_pages`:
 * gold page among the first 1, 3, 5, 10), or `…-questions.jsonl` with `…-paragraphs.jsonl` beside it
 * (`gold_paragraphs`: recall at 5 and 10, and questions with all of them among the first 10).
 */
export async function retrieval({
  data = path.join(import.meta.dirname, 'data/docs-questions.jsonl'),
  show,
}: Record<string, string>): Promise<void> {
  const questions = readLines(data) as (DocsQuestion | HopQuestion)[];
  if (questions.some((question) => 'gold_paragraphs' in question)) {
    const paragraphs = readLines(data.replace('-questions', '-paragraphs')) as Paragraph[];
    print(measureHops(questions as HopQuestion[], paragraphs));
    return;
  }
  const answerable = (questions as DocsQuestion[]).filter(({ gold_pages }) => gold_pages.length > 0);
  await withDocuments(async (documents, seconds) => {
    process.stdout.write(`${documents.status().pages} pages searchable after ${seconds.toFixed(1)} s\n`);
    await measureDocs(answerable, { documents, show: show !== undefined });
  });
}

function readLines(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

async function measureDocs(
  questions: DocsQuestion[],
  { documents, show }: { documents: DocumentIndex; show: boolean },
): Promise<void> {
  const ranks: number[] = [];
  const times: number[] = [];
  const { signal } = new AbortController();
  for (const { id, question, gold_pages } of questions) {
    const startedAt = performance.now();
    const hits = await documents.search(question, { limit: 10, signal });
    times.push(performance.now() - startedAt);
    const rank = hits.findIndex(({ url }) => gold_pages.includes(pathOfDocument(url) ?? ''));
    ranks.push(rank === -1 ? Number.POSITIVE_INFINITY : rank + 1);
    if (show) process.stdout.write(`${id} ${rank === -1 ? '-' : rank + 1} ${question}\n`);
  }
  times.sort((left, right) => left - right);
  const among = (first: number) => ranks.filter((rank) => rank <= first).length;
  print({
    questions: questions.length,
    ...Object.fromEntries([1, 3, 5, 10].map((first) => [`gold page among the first ${first}`, among(first)])),
    'mean reciprocal rank': (ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length).toFixed(3),
    'ms a query, median': times[Math.floor(times.length / 2)]?.toFixed(0),
    'ms a query, slowest': times.at(-1)?.toFixed(0),
  });
}

function measureHops(questions: HopQuestion[], paragraphs: Paragraph[]) {
  const parts = paragraphs.map(({ id, title, text }) => ({
    page: String(id),
    ...countTerms(`${title}\n${title}\n${text}`),
  }));
  const collection = collectionOf(parts);
  const found = questions.map(({ question, gold_paragraphs }) => {
    const ranked = rankPages({
      question,
      passages: parts,
      pages: parts,
      collections: { passages: collection, pages: collection },
    }).map(({ page }) => Number(page));
    return [5, 10].map((first) => {
      const hits = gold_paragraphs.filter((gold) => ranked.slice(0, first).includes(gold));
      return hits.length / gold_paragraphs.length;
    });
  });
  const percent = (shares: number[]) =>
    ((100 * shares.reduce((sum, share) => sum + share, 0)) / questions.length).toFixed(1);
  return {
    questions: questions.length,
    paragraphs: paragraphs.length,
    'recall@5': percent(found.map(([five = 0]) => five)),
    'recall@10': percent(found.map(([, ten = 0]) => ten)),
    'all-gold@10': percent(found.map(([, ten = 0]) => (ten === 1 ? 1 : 0))),
  };
}

function print(figures: Record<string, string | number | undefined>): void {
  for (const [name, figure] of Object.entries(figures)) process.stdout.write(`${name}: ${figure}\n`);
}
