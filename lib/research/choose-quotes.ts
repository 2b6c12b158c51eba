import type { Quote } from '#lib/schema/quote.ts';

/**
 * The quotes that one text is written from, at most `most`, the best first: the sub-questions take turns, and within
 * one the pages do, so that no page crowds out the others. Quotes of one finding come together. Answered in the order
 * of their pages, so that what belongs together is read together.
 */
export function chooseQuotes(quotes: readonly Quote[], most: number): Quote[] {
  const lanes = new Map<string, Quote[][]>();
  const ranked = findingsOf(quotes).sort(
    ([left], [right]) =>
      (right?.score ?? 0) - (left?.score ?? 0) || (left?.number ?? 0) - (right?.number ?? 0),
  );
  for (const finding of ranked) {
    const lane = `${finding[0]?.sub_question}\n${finding[0]?.url}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), finding]);
  }
  const chosen: Quote[] = [];
  for (let turn = 0; chosen.length < most; turn += 1) {
    const next = [...lanes.values()].flatMap((lane) => lane.slice(turn, turn + 1));
    if (next.length === 0) break;
    chosen.push(
      ...byPart(next)
        .flat()
        .slice(0, most - chosen.length),
    );
  }
  return inReadingOrder(chosen);
}

/** Quotes in the order given, those together that whoever read the page noted as one finding. */
export function findingsOf(quotes: readonly Quote[]): Quote[][] {
  const findings = new Map<string, Quote[]>();
  for (const quote of quotes) {
    const { url, sub_question, gist, id } = quote;
    const key = gist ? `${url}\n${sub_question}\n${gist}` : id;
    findings.set(key, [...(findings.get(key) ?? []), quote]);
  }
  return [...findings.values()];
}

/** One of each sub-question in turn. */
function byPart(findings: readonly Quote[][]): Quote[][] {
  const parts = new Map<number, Quote[][]>();
  for (const finding of findings) {
    const part = finding[0]?.sub_question ?? 0;
    parts.set(part, [...(parts.get(part) ?? []), finding]);
  }
  const ordered: Quote[][] = [];
  for (let turn = 0; ordered.length < findings.length; turn += 1)
    ordered.push(...[...parts.values()].flatMap((part) => part.slice(turn, turn + 1)));
  return ordered;
}

/** The page of the best quote first, and each page from its top. */
function inReadingOrder(quotes: readonly Quote[]): Quote[] {
  const pages = new Map<string, number>();
  for (const { url } of quotes) if (!pages.has(url)) pages.set(url, pages.size);
  return [...quotes].sort(
    (left, right) => (pages.get(left.url) ?? 0) - (pages.get(right.url) ?? 0) || left.start - right.start,
  );
}
