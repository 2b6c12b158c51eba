import type { DocumentIndex } from '#lib/documents/index.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import type { CallStore } from '#lib/models/call-store.ts';
import { nearnessOf } from '#lib/models/nearness.ts';
import { createStepCalls } from '#lib/models/step-calls.ts';
import type { SearchSource } from '#lib/research/ports.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';

export type Answer = {
  plan: Plan;
  quotes: Quote[];
  report: Report;
  verdict: Verdict;
  texts: Map<string, string>;
};

/** Nothing is kept: every question is asked once. */
const noStore: CallStore = { find: async () => null, save: async () => {}, discard: async () => {} };

/**
 * Answers a question with the built-in model over the documents: the product's own pipeline, in this process. Where the
 * documents have an embedding server, its quotes are ranked by it too.
 */
export async function answerQuestion(question: string, documents: DocumentIndex): Promise<Answer> {
  const { embedder } = documents;
  const calls = createStepCalls({ step: 'bench', store: noStore });
  const { signal } = new AbortController();
  const source: SearchSource = {
    id: 'documents',
    name: 'Documents',
    kind: 'documents',
    search: (query, options) => documents.search(query, options),
    nearWords: (question) => documents.nearWords(question),
    async read({ url }) {
      const page = await documents.read(url);
      if (!page) throw new Error(`There is no ${url}.`);
      return page;
    },
  };
  const task = { question, effort: presets.standard, sourceIds: ['documents'] };
  const { plan, quotes, report, verdict, texts } = await researchInMemory(task, {
    sources: [source],
    ...(embedder && {
      nearness: (question, texts) =>
        nearnessOf({ embedder, calls, usdPerMillion: undefined, question, texts, signal }),
    }),
  });
  if (!verdict) throw new Error('The built-in model always judges.');
  return { plan, quotes, report, verdict, texts };
}
