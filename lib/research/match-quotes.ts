import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Sentence } from '#lib/schema/report.ts';
import { type Collection, collectionOf, countTerms, idf, saturate, type TermCounts } from '#lib/text/bm25.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { verifyQuote } from './verify-quote.ts';

/** A page to find quotes in: `text` is its snapshot's cleaned text. */
export type QuotablePage = { url: string; title: string; snapshot_id: string; text: string };

/** Longer units are whole listings: nothing that a sentence could be checked against. */
const longestUnit = 2000;
/** A unit that holds less of a sentence's word weight has nothing to say about it. */
const leastShare = 0.2;
/** Of the best unit's score: what is below does not stand beside it. */
const leastOfBest = 0.4;

/**
 * Finds for each claim of a text the sentences, items, tables and code of the pages that speak to it best (BM25 over
 * its words), at most `perClaim`. Answers the quotes, verbatim with offsets, numbered from `firstNumber` in the order
 * of pages and text, and the sentences with the numbers of theirs, the best first.
 */
export function matchQuotes({
  sentences,
  plan,
  pages,
  perClaim = 3,
  firstNumber = 1,
}: {
  sentences: readonly Sentence[];
  plan: Plan;
  pages: readonly QuotablePage[];
  perClaim?: number;
  firstNumber?: number;
}): { sentences: Sentence[]; quotes: Omit<Quote, 'id'>[] } {
  const index = indexUnits(pages);
  const matches = sentences.map(({ kind, text }) =>
    kind === 'finding' ? findMatches(index, tokenize(text)).slice(0, perClaim) : [],
  );
  const used = new Map<number, Claimed>();
  for (const [at, found] of matches.entries()) {
    for (const { unit, share } of found) {
      if (share > (used.get(unit)?.share ?? 0)) used.set(unit, { share, claim: sentences[at]?.text ?? '' });
    }
  }
  const chosen = [...used.keys()].sort((left, right) => left - right);
  const numbers = new Map(chosen.map((unit, position) => [unit, firstNumber + position]));
  return {
    sentences: sentences.map((sentence, at) => ({
      ...sentence,
      quotes: (matches[at] ?? []).flatMap(({ unit }) => numbers.get(unit) ?? []),
    })),
    quotes: chosen.map((unit) => {
      const { share, claim } = used.get(unit) as Claimed;
      const { page, ...place } = index.units[unit] as PlacedUnit;
      const { url, title, snapshot_id } = page;
      const sub_question = partOf(claim, plan);
      return {
        ...place,
        number: numbers.get(unit) as number,
        snapshot_id,
        url,
        title,
        sub_question,
        score: share,
      };
    }),
  };
}

/** The claim that a unit speaks to best, and how much of its word weight the unit holds, 0 to 1. */
type Claimed = { share: number; claim: string };
type PlacedUnit = Pick<Quote, 'start' | 'end' | 'text' | 'heading' | 'form'> & { page: QuotablePage };
type UnitIndex = {
  units: PlacedUnit[];
  counts: TermCounts[];
  collection: Collection;
  /** The units that hold a term. */
  postings: ReadonlyMap<string, readonly number[]>;
};

function indexUnits(pages: readonly QuotablePage[]): UnitIndex {
  const units = pages.flatMap((page) =>
    splitPassages(page.text).flatMap((passage) =>
      splitUnits(page.text, passage)
        .map(({ start, end, form }): PlacedUnit => {
          return { start, end, form, text: page.text.slice(start, end), heading: passage.heading, page };
        })
        .filter((unit) => unit.text.length <= longestUnit && verifyQuote(unit, page.text)),
    ),
  );
  const counts = units.map(({ text, heading, page }) =>
    countTerms([...tokenize(text), ...tokenize([page.title, heading.at(-1) ?? ''].join('\n'))]),
  );
  const postings = new Map<string, number[]>();
  for (const [unit, { counts: terms }] of counts.entries()) {
    for (const term of terms.keys()) {
      const holders = postings.get(term);
      if (holders) holders.push(unit);
      else postings.set(term, [unit]);
    }
  }
  return { units, counts, collection: collectionOf(counts), postings };
}

/** Units that speak to a claim, the best first; those that follow each other help each other a little. */
function findMatches(index: UnitIndex, claim: readonly string[]): { unit: number; share: number }[] {
  const { collection, counts, postings } = index;
  const scores = new Map<number, number>();
  const held = new Map<number, number>();
  let total = 0;
  for (const term of new Set(claim)) {
    const weight = idf(term, collection);
    total += weight;
    for (const unit of postings.get(term) ?? []) {
      const { counts: terms, length } = counts[unit] as TermCounts;
      const worth = weight * saturate(terms.get(term) ?? 0, { length, collection });
      scores.set(unit, (scores.get(unit) ?? 0) + worth);
      held.set(unit, (held.get(unit) ?? 0) + weight);
    }
  }
  const ranked = [...scores]
    .map(([unit, score]) => {
      const near = Math.max(scores.get(unit - 1) ?? 0, scores.get(unit + 1) ?? 0);
      return { unit, score: score + 0.1 * near, share: (held.get(unit) ?? 0) / total };
    })
    .filter(({ share }) => share >= leastShare)
    .sort((left, right) => right.score - left.score || left.unit - right.unit);
  const floor = leastOfBest * (ranked[0]?.score ?? 0);
  return ranked.filter(({ score }) => score >= floor);
}

/** The part of the question that a claim answers: the one that it shares most words with. */
function partOf(claim: string, plan: Plan): number {
  const words = new Set(tokenize(claim));
  const shares = plan.sub_questions.map(({ question }) => {
    const asked = [...new Set(tokenize(question))];
    return asked.filter((word) => words.has(word)).length / Math.max(asked.length, 1);
  });
  return Math.max(shares.indexOf(Math.max(...shares)), 0);
}
