import { z } from 'zod';
import { findCitationFaults } from '#lib/evidence/find-citation-faults.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';

/** A row of a question file: pages are paths such as `next/dist/docs/…`; a question without facts has no answer. */
export const BenchQuestion = z.object({
  id: z.string(),
  kind: z.string(),
  question: z.string(),
  gold_pages: z.array(z.string()),
  answer_facts: z.array(z.object({ fact: z.string(), page: z.string(), quote: z.string() })),
});
export type BenchQuestion = z.infer<typeof BenchQuestion>;

/** What one answer is worth; booleans and counts that can be summed. */
export type AnswerScore = {
  answerable: boolean;
  /** Whether the report says that nothing was found. */
  nothingFound: boolean;
  goldPage: boolean;
  factPage: boolean;
  goldQuote: boolean;
  facts: number;
  factsFound: number;
  citationFaults: string[];
  pages: number;
  sentences: number;
  words: number;
};

/** Compares a report with what a question file wants; page urls hold the path of their file, `texts` go by snapshot. */
export function scoreAnswer(
  question: BenchQuestion,
  { report, quotes, texts }: { report: Report; quotes: readonly Quote[]; texts: ReadonlyMap<string, string> },
): AnswerScore {
  const cited = report.citations.map(({ url }) => url);
  const holds = (page: string) => cited.some((url) => url.endsWith(page));
  const words = comparable(report.markdown);
  const found = question.answer_facts.filter(({ quote }) => words.includes(comparable(quote)));
  return {
    answerable: question.answer_facts.length > 0,
    nothingFound: report.nothing_found,
    goldPage: question.gold_pages.some(holds),
    factPage: question.answer_facts.some(({ page }) => holds(page)),
    goldQuote: found.length > 0,
    facts: question.answer_facts.length,
    factsFound: found.length,
    citationFaults: findCitationFaults({ report, quotes, texts }),
    pages: cited.length,
    sentences: report.sentences.length,
    words: report.markdown.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
  };
}

/** A text without what Markdown adds to its words: citation marks, link targets, markers, escapes and white space. */
export function comparable(markdown: string): string {
  return markdown
    .replace(/\[\d+\]\(#cite-\d+\)/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/gm, '')
    .replace(/[\s\\*_`|>#[\]]+/g, '')
    .toLowerCase();
}
