import { verifyQuote } from '#lib/research/verify-quote.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';

/**
 * What does not hold of a report's citations, one sentence each; empty when everything does. Compares strings and
 * nothing else: each quote stands verbatim at its offsets in its snapshot, each sentence at its offsets in the report,
 * each `finding` rests on quotes, each quote that is rested on exists and its page is cited, and each citation mark
 * leads to a cited page, which the sentence before it rests on.
 */
export function findCitationFaults({
  report,
  quotes,
  texts,
}: {
  report: Report;
  quotes: readonly Quote[];
  /** The texts of snapshots, by their ids. */
  texts: ReadonlyMap<string, string>;
}): string[] {
  return [
    ...findQuoteFaults(quotes, texts),
    ...findSentenceFaults(report, quotes),
    ...findMarkFaults(report, quotes),
    ...findStrayMarks(report),
  ];
}

const findQuoteFaults = (quotes: readonly Quote[], texts: ReadonlyMap<string, string>): string[] =>
  quotes
    .filter((quote) => !verifyQuote(quote, texts.get(quote.snapshot_id) ?? ''))
    .map(
      ({ number, start, end, snapshot_id }) =>
        `Quote ${number} does not stand at ${start}–${end} of snapshot ${snapshot_id}.`,
    );

function findSentenceFaults({ markdown, sentences, citations }: Report, quotes: readonly Quote[]): string[] {
  const byNumber = new Map(quotes.map((quote) => [quote.number, quote]));
  const cited = new Map(
    citations.flatMap(({ quotes, snapshot_id }) => quotes.map((number) => [number, snapshot_id])),
  );
  return sentences.flatMap(({ kind, start, end, text, quotes: numbers }) => {
    const faults: string[] = [];
    if (markdown.slice(start, end) !== text)
      faults.push(`"${text}" does not stand at ${start}–${end} of the report.`);
    if (kind === 'finding' && numbers.length === 0) faults.push(`"${text}" rests on no quote.`);
    for (const number of numbers) {
      const quote = byNumber.get(number);
      if (!quote) faults.push(`"${text}" rests on quote ${number}, which does not exist.`);
      else if (!cited.has(number))
        faults.push(`"${text}" rests on quote ${number}, whose page is not cited.`);
      else if (cited.get(number) !== quote.snapshot_id)
        faults.push(`Quote ${number} is cited to another page.`);
    }
    return faults;
  });
}

function findMarkFaults({ markdown, citations }: Report, quotes: readonly Quote[]): string[] {
  const faults: string[] = [];
  const known = new Set(quotes.map(({ number }) => number));
  const pages = new Set<number>();
  for (const { number, quotes: numbers } of citations) {
    if (pages.has(number)) faults.push(`Two cited pages have the number ${number}.`);
    pages.add(number);
    for (const quote of numbers)
      if (!known.has(quote)) faults.push(`Citation ${number} names quote ${quote}, which does not exist.`);
  }
  for (const [mark, shown, number] of markdown.matchAll(/\[(\d+)\]\(#cite-(\d+)\)/g)) {
    if (shown !== number) faults.push(`The mark ${mark} shows one number and leads to another.`);
    if (!pages.has(Number(number))) faults.push(`The mark ${mark} leads to no cited page.`);
  }
  return faults;
}

const marksBehind = /^(?: ?\[\d+\]\(#cite-\d+\))+/;

/** Marks right behind a sentence that lead to a cited page, but to one that it does not rest on. */
function findStrayMarks({ markdown, sentences, citations }: Report): string[] {
  return sentences.flatMap(({ end, text, quotes: numbers }) => {
    const marks = marksBehind.exec(markdown.slice(end))?.[0].matchAll(/#cite-(\d+)/g) ?? [];
    return [...marks].flatMap(([, number]) => {
      const page = citations.find((citation) => citation.number === Number(number));
      return !page || page.quotes.some((quote) => numbers.includes(quote))
        ? []
        : [`The mark ${number} behind "${text}" leads to a page that it does not rest on.`];
    });
  });
}
