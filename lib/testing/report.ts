import { readDraft } from '#lib/research/read-draft.ts';
import { putTogether } from '#lib/research/stages/publish.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';

/** The report that a text with marks such as `[q3]` is published as, each sentence as it was written. */
export function reportFrom(written: string, quotes: readonly Quote[]): Report {
  const { draft } = readDraft(written, { textId: 'answer', quotes, byCode: true });
  const sentences = draft.sentences.map((sentence) => ({ ...sentence, verdict: null, reason: '' }));
  const text = { text_id: 'answer', words: draft.words, sentences, written: 0, audit: [] };
  const plan = { sub_questions: [{ question: 'What is it?', queries: ['it'], expects: '' }] };
  return putTogether({ texts: [{ ...text, by: 'model' }], plan, quotes, pages: [], outline: null }).report;
}
