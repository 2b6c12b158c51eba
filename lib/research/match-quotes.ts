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
const claimsPerTurn = 20;

/**
 * Finds for each claim of a text the sentences, items, tables and code of the pages that speak to it best (BM25 over
 * its words), at most `perClaim`. Answers the quotes, verbatim with offsets, numbered from `firstNumber` in the order
 * of pages and text, and the sentences with the numbers of theirs, the best first.
 */
export async function matchQuotes({
  sentences,
  plan,
  pages,
  perClaim = 3,
  firstNumber = 1,
  signal,
}: {
  sentences: readonly Sentence[];
  plan: Plan;
  pages: readonly QuotablePage[];
  perClaim?: number;
  firstNumber?: number;
  signal?: AbortSignal;
}): Promise<{ sentences: Sentence[]; quotes: Omit<Quote, 'id'>[] }> {
  const index = await indexUnits(pages, signal);
  const findMatches = createMatcher(index);
  const matches: Match[][] = [];
  for (const { kind, text } of sentences) {
    if (matches.length % claimsPerTurn === 0) await nextTurn(signal);
    matches.push(kind === 'finding' ? findMatches(tokenize(text)).slice(0, perClaim) : []);
  }
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
  collection: Collection;
  /** The units that hold a term, each with what that is worth (BM25). */
  postings: ReadonlyMap<string, Posting>;
};
type Posting = { units: number[]; worths: number[] };

async function indexUnits(
  pages: readonly QuotablePage[],
  signal: AbortSignal | undefined,
): Promise<UnitIndex> {
  const units: PlacedUnit[] = [];
  const counts: TermCounts[] = [];
  for (const page of pages) {
    await nextTurn(signal);
    for (const unit of unitsOf(page)) {
      const above = [page.title, unit.heading.at(-1) ?? ''].join('\n');
      units.push(unit);
      counts.push(countTerms([...tokenize(unit.text), ...tokenize(above)]));
    }
  }
  const collection = collectionOf(counts);
  const postings = new Map<string, Posting>();
  for (const [unit, { counts: terms, length }] of counts.entries()) {
    for (const [term, count] of terms) {
      const posting = postings.get(term) ?? { units: [], worths: [] };
      posting.units.push(unit);
      posting.worths.push(idf(term, collection) * saturate(count, { length, collection }));
      postings.set(term, posting);
    }
  }
  return { units, collection, postings };
}

function unitsOf(page: QuotablePage): PlacedUnit[] {
  return splitPassages(page.text).flatMap(({ heading, ...passage }) =>
    splitUnits(page.text, passage)
      .map((unit): PlacedUnit => ({ ...unit, text: page.text.slice(unit.start, unit.end), heading, page }))
      .filter((unit) => unit.text.length <= longestUnit && verifyQuote(unit, page.text)),
  );
}

type Match = { unit: number; share: number };

/** Answers units that speak to a claim, the best first; those that follow each other help each other a little. */
function createMatcher({ units, collection, postings }: UnitIndex) {
  const scores = new Float64Array(units.length + 2);
  const held = new Float64Array(units.length + 2);
  return (claim: readonly string[]): Match[] => {
    scores.fill(0);
    held.fill(0);
    let total = 0;
    for (const term of new Set(claim)) {
      const weight = idf(term, collection);
      total += weight;
      const posting = postings.get(term);
      for (let at = 0; posting && at < posting.units.length; at += 1) {
        const place = (posting.units[at] ?? 0) + 1;
        scores[place] = (scores[place] ?? 0) + (posting.worths[at] ?? 0);
        held[place] = (held[place] ?? 0) + weight;
      }
    }
    const ranked: { unit: number; score: number; share: number }[] = [];
    for (let unit = 0; unit < units.length; unit += 1) {
      const share = (held[unit + 1] ?? 0) / total;
      if (!(share >= leastShare)) continue;
      const near = Math.max(scores[unit] ?? 0, scores[unit + 2] ?? 0);
      ranked.push({ unit, score: (scores[unit + 1] ?? 0) + 0.1 * near, share });
    }
    const floor = leastOfBest * ranked.reduce((best, { score }) => Math.max(best, score), 0);
    return ranked
      .filter(({ score }) => score >= floor)
      .sort((left, right) => right.score - left.score || left.unit - right.unit);
  };
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

/** Large texts take a while: everybody else has a turn in between, and an abort too. */
async function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
