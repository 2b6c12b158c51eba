import type { Quote } from '#lib/schema/quote.ts';

/**
 * The quotes that one text is written from, at most `most`, the best first: the sub-questions take turns, and within
 * one the pages do, so that no page crowds out the others.
 */
export function chooseQuotes(quotes: readonly Quote[], most: number): Quote[] {
  const lanes = new Map<string, Quote[]>();
  const ranked = [...quotes].sort((left, right) => right.score - left.score || left.number - right.number);
  for (const quote of ranked) {
    const lane = `${quote.sub_question}\n${quote.url}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), quote]);
  }
  const chosen: Quote[] = [];
  for (let turn = 0; chosen.length < most; turn += 1) {
    const next = [...lanes.values()].flatMap((lane) => lane[turn] ?? []);
    if (next.length === 0) break;
    chosen.push(...byPart(next).slice(0, most - chosen.length));
  }
  return chosen;
}

/** One of each sub-question in turn. */
function byPart(quotes: readonly Quote[]): Quote[] {
  const parts = new Map<number, Quote[]>();
  for (const quote of quotes)
    parts.set(quote.sub_question, [...(parts.get(quote.sub_question) ?? []), quote]);
  const ordered: Quote[] = [];
  for (let turn = 0; ordered.length < quotes.length; turn += 1)
    ordered.push(...[...parts.values()].flatMap((part) => part[turn] ?? []));
  return ordered;
}
