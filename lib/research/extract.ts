import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Passage } from '#lib/schema/source.ts';
import { type Collection, collectionOf, countTerms, idf } from '#lib/text/bm25.ts';
import { splitUnits, type Unit } from '#lib/text/split-units.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { verifyQuote } from './verify-quote.ts';

/** A quote before it has a place in the job's store. */
export type ExtractedQuote = Omit<Quote, 'id'>;

type Candidate = Unit & { page: EvidencePage; passage: Passage; text: string; terms: ReadonlySet<string> };

/**
 * Takes quotes from the chosen passages: whole sentences, list items, code blocks and tables, verbatim with their
 * offsets, in the order of pages and text, numbered from 1. Each is given to the sub-question that it answers best.
 * What does not stand verbatim in its page's text is dropped.
 */
export function extract({
  plan,
  pages,
  maxQuotes = 120,
}: {
  plan: Plan;
  pages: readonly EvidencePage[];
  maxQuotes?: number;
}): ExtractedQuote[] {
  const candidates = pages.flatMap((page) =>
    inOrder(page.passages).flatMap((passage) => unitsOf(page, passage)),
  );
  const collection = collectionOf(candidates.map(({ terms }) => countTerms([...terms])));
  const questions = plan.sub_questions.map(({ question }) => weigh(question, collection));
  return keepBest(
    candidates.map((candidate) => ({ candidate, ...place(candidate, questions) })),
    maxQuotes,
  )
    .map(({ candidate, sub_question, score }, index) =>
      toQuote(candidate, { number: index + 1, sub_question, score }),
    )
    .filter((quote) => verifyQuote(quote, pages.find(({ url }) => url === quote.url)?.text ?? ''));
}

const inOrder = (passages: readonly Passage[]) =>
  [...passages].sort((left, right) => left.start - right.start);

function unitsOf(page: EvidencePage, passage: Passage): Candidate[] {
  return splitUnits(page.text, passage).map((unit) => {
    const text = page.text.slice(unit.start, unit.end);
    return { ...unit, page, passage, text, terms: new Set(tokenize(text)) };
  });
}

/** What each word of a question is worth, as shares of 1. */
function weigh(question: string, collection: Collection): Map<string, number> {
  const terms = [...new Set(tokenize(question))].map((term) => [term, idf(term, collection)] as const);
  const total = terms.reduce((sum, [, weight]) => sum + weight, 0) || 1;
  return new Map(terms.map(([term, weight]) => [term, weight / total]));
}

/** The sub-question that a unit answers best, and how much: the share of its words' weight, plus the passage's score. */
function place({ terms, passage }: Candidate, questions: Map<string, number>[]) {
  const shares = questions.map((weights) => {
    let share = 0;
    for (const [term, weight] of weights) if (terms.has(term)) share += weight;
    return share;
  });
  const best = Math.max(...shares, 0);
  return { sub_question: Math.max(shares.indexOf(best), 0), score: best + passage.score };
}

function keepBest<Scored extends { score: number }>(scored: Scored[], maxQuotes: number): Scored[] {
  if (scored.length <= maxQuotes) return scored;
  const floor = [...scored].sort((left, right) => right.score - left.score)[maxQuotes - 1]?.score ?? 0;
  return scored.filter(({ score }) => score >= floor).slice(0, maxQuotes);
}

function toQuote(
  { page, passage, start, end, text, form }: Candidate,
  placed: { number: number; sub_question: number; score: number },
): ExtractedQuote {
  const { url, title, snapshot_id } = page;
  return { ...placed, snapshot_id, url, title, start, end, text, heading: passage.heading, form };
}
