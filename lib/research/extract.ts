import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Passage } from '#lib/schema/source.ts';
import { isCourtesy } from '#lib/text/courtesy.ts';
import { isHalf } from '#lib/text/half-sentences.ts';
import { isTableHead, quotableUnits } from '#lib/text/quotable-units.ts';
import { splitSentences } from '#lib/text/split-sentences.ts';
import type { Unit } from '#lib/text/split-units.ts';
import type { EvidencePage } from './evidence-page.ts';
import { isPointer } from './is-pointer.ts';
import { type ScorableUnit, scoreUnits } from './score-units.ts';
import { verifyQuote } from './verify-quote.ts';

/** A quote before it has a place in the job's store. */
export type ExtractedQuote = Omit<Quote, 'id'>;

type Candidate = Unit & ScorableUnit & { page: EvidencePage; passage: Passage };
type Asked = { plan: Plan; earlier: string | undefined };
/** Of a longer passage, such as a table of thousands of rows, only the best units are scored; a few where there is no room. */
const most = { ofPassage: 40, withoutRoom: 3 };

/**
 * Takes quotes from the chosen passages: whole sentences, list items, code blocks and tables, verbatim with their
 * offsets, in the order of pages and text, numbered from 1. Each is given to the sub-question that it answers best.
 * What does not stand verbatim in its page's text is dropped.
 */
export function extract({
  plan,
  pages,
  earlier,
  maxQuotes = 120,
}: {
  plan: Plan;
  pages: readonly EvidencePage[];
  /** Words that the question leaves out, since they were said before. */
  earlier?: string | undefined;
  maxQuotes?: number;
}): ExtractedQuote[] {
  const asked = { plan, earlier };
  const passages = pages.flatMap((page) =>
    [...page.passages]
      .sort((left, right) => left.start - right.start)
      .map((passage) => bestOf(unitsOf(page, passage), most.ofPassage, asked)),
  );
  const candidates = keepBest(passages, maxQuotes, asked);
  const scores = scoreUnits(candidates, asked);
  return candidates
    .map((candidate, at) => ({ candidate, ...(scores[at] ?? { sub_question: 0, score: 0 }) }))
    .filter(({ candidate: { page, ...unit } }) => verifyQuote(unit, page.text))
    .map(({ candidate, ...placed }, index) => toQuote(candidate, { number: index + 1, ...placed }));
}

/** The units of the best passages, in the given order; a passage for which there is no room gives its best ones. */
function keepBest(passages: Candidate[][], maxQuotes: number, by: Asked): Candidate[] {
  const score = (units: Candidate[]) => units[0]?.sectionScore ?? 0;
  const kept = new Map<Candidate[], Candidate[]>();
  let count = 0;
  for (const units of [...passages].sort((left, right) => score(right) - score(left))) {
    const fits = count === 0 || count + units.length <= maxQuotes;
    kept.set(units, fits ? units : bestOf(units, most.withoutRoom, by));
    if (fits) count += units.length;
  }
  return passages.flatMap((units) => kept.get(units) ?? []);
}

/** The best units of a long passage in their order; the head of a table stays with its rows. */
function bestOf(units: Candidate[], count: number, by: Asked): Candidate[] {
  if (units.length <= count) return units;
  const scores = scoreUnits(units, by);
  const order = [...units.keys()].sort(
    (left, right) => (scores[right]?.score ?? 0) - (scores[left]?.score ?? 0) || left - right,
  );
  const kept = new Set(order.slice(0, count));
  return units.filter(({ form, text }, at) => kept.has(at) || (form === 'table' && isTableHead(text)));
}

function unitsOf(page: EvidencePage, passage: Passage): Candidate[] {
  const units = quotableUnits(page.text, passage).map((unit) => withoutPointer(page.text, unit));
  const says = (at: number): boolean => {
    const unit = units[at];
    if (!unit || isPointer(unit, passage.heading) || isHalf(units, at) || isCourtesy(unit.text)) return false;
    const leadsIn = unit.form === 'sentence' && unit.text.endsWith(':') && at + 1 < units.length;
    return !leadsIn || says(at + 1);
  };
  return units.flatMap((unit, position): Candidate[] => {
    if (!says(position)) return [];
    const { heading, score: sectionScore } = passage;
    return [{ ...unit, page, passage, heading, title: page.title, sectionScore, position }];
  });
}

/** An item without its last sentence where that only leads elsewhere: "… Learn more". */
function withoutPointer(page: string, unit: Unit): Unit & { text: string } {
  const [last, before] = unit.form === 'item' ? splitSentences(page, unit).reverse() : [];
  const leads = last && isPointer({ form: 'sentence', text: page.slice(last.start, last.end) }, []);
  const end = leads && before ? before.end : unit.end;
  return { ...unit, end, text: page.slice(unit.start, end) };
}

function toQuote(
  { page, passage, start, end, text, form }: Candidate,
  placed: { number: number; sub_question: number; score: number },
): ExtractedQuote {
  const { url, title, snapshot_id, asked_for } = page;
  const place = { snapshot_id, url, title, start, end, text, heading: passage.heading, form };
  return { ...placed, ...place, ...(asked_for && { asked_for }) };
}
