import { z } from 'zod';
import { findCitationFaults } from '#lib/evidence/find-citation-faults.ts';
import { en } from '#lib/research/words/en.ts';
import { saysNothingFound } from '#lib/research/words/index.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { type Report, withoutCitationMarks } from '#lib/schema/report.ts';
import type { Answer } from './answer-question.ts';
import { comparable, firstParagraph, isQuoted, withoutOwnHeadings } from './read-report.ts';

/** Where a fact stands: an end of the page's address, and its words there. */
const Place = z.object({ page: z.string(), quote: z.string() });

/** A row of a question file: pages are paths such as `next/dist/docs/…`; a question without facts has no answer. */
export const BenchQuestion = z.object({
  id: z.string(),
  kind: z.string(),
  question: z.string(),
  gold_pages: z.array(z.string()),
  /** `or`: where else the documents say the same, in other words. */
  answer_facts: z.array(Place.extend({ fact: z.string(), or: z.array(Place).default([]) })),
  /** Which half of a list it is in: looked at while the work is done, or kept for its end. */
  part: z.enum(['tune', 'held']).optional(),
  /** What bears on the question: words, one of which stands in a quote from that page or in a heading above it. */
  bears: z.array(z.object({ page: z.string(), words: z.array(z.string()).min(1) })).default([]),
});
export type BenchQuestion = z.infer<typeof BenchQuestion>;

/** What one answer is worth; booleans and counts that can be summed. */
export type AnswerScore = {
  answerable: boolean;
  /** Whether the report says that nothing was found. */
  nothingFound: boolean;
  /** Whether it says of every part that nothing was found, or that no passage clearly answers it. */
  saysUnanswered: boolean;
  goldPage: boolean;
  factPage: boolean;
  /** Whether a page of every fact is cited; null where one page has them all. */
  everyPage: boolean | null;
  goldQuote: boolean;
  /** Whether a gold quote stands in its first paragraph, headings not counted. */
  firstParagraph: boolean;
  /** Whether a gold quote is among the five quotes with the best scores, whatever was made of them. */
  firstFive: boolean;
  /** Sentences that rest on quotes, and how many of them bear on the question; null where nothing is labelled. */
  bearing: { of: number; bear: number } | null;
  /** What is shown as relevance, null where nothing is. */
  shown: number | null;
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
  { plan, report, quotes, texts, verdict }: Pick<Answer, 'plan' | 'report' | 'quotes' | 'texts' | 'verdict'>,
): AnswerScore {
  // A page's copies say the same: whoever opens one of them finds the words.
  const cited = report.citations.flatMap(({ url, copies = [] }) => [url, ...copies]);
  const holds = (page: string) => cited.some((url) => url.endsWith(page));
  const words = comparable(withoutOwnHeadings(report.markdown));
  const opening = comparable(firstParagraph(report.markdown));
  const best = [...quotes].sort((left, right) => right.score - left.score).slice(0, 5);
  const { answer_facts: facts } = question;
  const found = facts.filter(isIn(words));
  return {
    answerable: facts.length > 0,
    nothingFound: report.nothing_found,
    saysUnanswered: givesUp(report, plan.sub_questions.length),
    goldPage: question.gold_pages.some(holds),
    factPage: facts.some((fact) => placesOf(fact).some(({ page }) => holds(page))),
    everyPage: needsSeveral(facts)
      ? facts.every((fact) => placesOf(fact).some(({ page }) => holds(page)))
      : null,
    goldQuote: found.length > 0,
    firstParagraph: facts.some(isIn(opening)),
    firstFive: best.some(({ text }) => facts.some(isIn(comparable(text)))),
    bearing: question.bears.length > 0 ? countBearing(question, { report, quotes }) : null,
    shown: report.nothing_found ? 0 : verdict.relevance.score,
    facts: facts.length,
    factsFound: found.length,
    citationFaults: findCitationFaults({ report, quotes, texts }),
    pages: report.citations.length,
    sentences: report.sentences.length,
    words: withoutCitationMarks(report.markdown)
      .split(/\s+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
  };
}

/** Whether our fixed words give up each of so many parts. */
function givesUp({ sentences, nothing_found }: Report, parts: number): boolean {
  const given = sentences.filter(
    ({ kind, text }) => kind === 'note' && (text === en.closest || saysNothingFound(text)),
  );
  return nothing_found || given.length >= parts;
}

type Fact = BenchQuestion['answer_facts'][number];

const placesOf = (fact: Fact) => [fact, ...fact.or];

/** Whether a fact stands in words that are `comparable`, in one of its wordings. */
const isIn = (words: string) => (fact: Fact) =>
  placesOf(fact).some(({ quote }) => isQuoted(comparable(quote), words));

/** Whether no single page has all facts of a question. */
const needsSeveral = (facts: readonly Fact[]): boolean =>
  facts.length > 0 &&
  !facts
    .flatMap(placesOf)
    .some(({ page }) => facts.every((fact) => placesOf(fact).some((place) => place.page === page)));

function countBearing(
  { bears }: BenchQuestion,
  { report, quotes }: { report: Report; quotes: readonly Quote[] },
): { of: number; bear: number } {
  const byNumber = new Map(quotes.map((quote) => [quote.number, quote]));
  const findings = report.sentences.filter(({ kind }) => kind === 'finding');
  const bearing = findings.filter(({ quotes }) =>
    quotes.some((number) => {
      const quote = byNumber.get(number);
      const addresses = quote ? [quote.url, ...(quote.page?.copies ?? [])] : [];
      const said = quote ? [...quote.heading, quote.text].join('\n').toLowerCase() : '';
      return bears.some(
        ({ page, words }) =>
          addresses.some((url) => url.endsWith(page)) &&
          words.some((word) => said.includes(word.toLowerCase())),
      );
    }),
  );
  return { of: findings.length, bear: bearing.length };
}

/**
 * How well a number tells the first answers from the others: the share of pairs in which the first has the larger one,
 * ties counting half; null where one side is empty.
 */
export function areaUnderCurve(first: readonly number[], others: readonly number[]): number | null {
  if (first.length === 0 || others.length === 0) return null;
  let won = 0;
  for (const one of first) for (const other of others) won += one > other ? 1 : one === other ? 0.5 : 0;
  return won / (first.length * others.length);
}
