import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Passage } from '#lib/schema/source.ts';
import { splitUnits, type Unit } from '#lib/text/split-units.ts';
import type { EvidencePage } from './evidence-page.ts';
import { pointsElsewhere } from './points-elsewhere.ts';
import { type ScorableUnit, scoreUnits } from './score-units.ts';
import { verifyQuote } from './verify-quote.ts';

/** A quote before it has a place in the job's store. */
export type ExtractedQuote = Omit<Quote, 'id'>;

type Candidate = Unit & ScorableUnit & { page: EvidencePage; passage: Passage };

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
  const scores = scoreUnits(candidates, plan);
  return keepBest(
    candidates.map((candidate, at) => ({ candidate, ...(scores[at] ?? { sub_question: 0, score: 0 }) })),
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
  return splitUnits(page.text, passage).flatMap((unit, position): Candidate[] => {
    const text = page.text.slice(unit.start, unit.end);
    if (pointsElsewhere({ ...unit, text }, passage.heading)) return [];
    return [
      {
        ...unit,
        page,
        passage,
        text,
        heading: passage.heading,
        title: page.title,
        sectionScore: passage.score,
        section: `${page.url}#${passage.start}`,
        position,
      },
    ];
  });
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
