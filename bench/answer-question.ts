import type { DocumentIndex } from '#lib/documents/index.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { decompose } from '#lib/research/decompose.ts';
import type { EvidencePage } from '#lib/research/evidence-page.ts';
import { extract } from '#lib/research/extract.ts';
import { findGaps } from '#lib/research/find-gaps.ts';
import { judge } from '#lib/research/judge.ts';
import { type Answered, mergeHits } from '#lib/research/merge-hits.ts';
import { selectPassages } from '#lib/research/select-passages.ts';
import { synthesize } from '#lib/research/synthesize.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Verdict } from '#lib/schema/verdict.ts';

const { breadth, depth } = presets.standard;
const hitsPerQuery = 8;
const pagesPerSubQuestion = 10;
const source_id = 'documents';

export type Answer = {
  plan: Plan;
  quotes: Quote[];
  report: Report;
  verdict: Verdict;
  texts: Map<string, string>;
};

/** Answers a question with the built-in model over the documents, with the stages of a research job in one process. */
export async function answerQuestion(question: string, documents: DocumentIndex): Promise<Answer> {
  const { signal } = new AbortController();
  const model = builtInModel;
  const plan = await decompose({ question, breadth, model, signal });
  const pages = await gather(plan, documents);
  const quotes = extract({ plan, pages: selectPassages({ question, plan, pages }) }).map(
    (quote): Quote => ({ ...quote, id: String(quote.number) }),
  );
  const sources = pages.map(({ url }) => ({ url, source_id }));
  const report = await synthesize({ question, plan, quotes, sources, model, signal });
  const verdict = await judge({ question, plan, report, quotes, model, signal });
  return { plan, quotes, report, verdict, texts: new Map(pages.map(({ url, text }) => [url, text])) };
}

async function gather(plan: Plan, documents: DocumentIndex): Promise<EvidencePage[]> {
  const { signal } = new AbortController();
  const answers: Answered[] = [];
  const texts = new Map<string, string>();
  const ask = async (sub_question: number, queries: readonly string[]) => {
    const found = new Set<string>();
    for (const query of queries) {
      const hits = await documents.search(query, { limit: hitsPerQuery, signal });
      answers.push({ source_id, sub_question, hits });
      for (const { url } of hits) found.add(url);
    }
    for (const url of [...found].slice(0, pagesPerSubQuestion)) {
      const page = await documents.read(url);
      if (page) texts.set(url, page.text);
    }
  };
  const ranked = () =>
    mergeHits(answers, { limit: 30 }).flatMap(({ url, title, score, passages }): EvidencePage[] => {
      const text = texts.get(url);
      return text === undefined ? [] : [{ url, title, snapshot_id: url, text, score, passages }];
    });

  const asked = plan.sub_questions.flatMap(({ queries }) => queries);
  for (const [index, { queries }] of plan.sub_questions.entries()) await ask(index, queries);
  for (let round = 1; round < depth; round += 1) {
    const gaps = findGaps({ plan, pages: ranked(), asked });
    for (const { sub_question, queries } of gaps) await ask(sub_question, queries);
    asked.push(...gaps.flatMap(({ queries }) => queries));
  }
  return ranked();
}
