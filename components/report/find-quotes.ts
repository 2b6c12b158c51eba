import type { QuoteInContext } from '#lib/schema/evidence.ts';
import type { Citation, Sentence } from '#lib/schema/report.ts';
import type { CitationMark } from './citation-context.ts';

export type CitationPages = { number: number; url: string }[];

/** The sentence that a mark stands behind: the last one that ends at or before it. */
export function sentenceBefore(sentences: Sentence[] | null, offset: number): Sentence | null {
  const before = (sentences ?? []).filter((sentence) => sentence.end <= offset);
  return before.reduce<Sentence | null>((last, one) => (last && last.end >= one.end ? last : one), null);
}

/**
 * The quotes behind a citation mark. A mark of a quote names it. A mark of a page opens the quotes of that page that its
 * sentence rests on; while the report does not say that yet (or says nothing), those of the page that the report rests
 * on, then all that were taken from the page.
 */
export function findQuotes(
  mark: CitationMark,
  {
    quotes,
    pages,
    sentences,
    citations,
  }: { quotes: QuoteInContext[]; pages: CitationPages; sentences: Sentence[] | null; citations: Citation[] },
): QuoteInContext[] {
  if (mark.of !== 'page') return quotes.filter(({ number }) => number === mark.number);
  const citation = citations.find(({ number }) => number === mark.number);
  const url = citation?.url ?? pages.find(({ number }) => number === mark.number)?.url;
  const ofPage = quotes.filter((quote) => quote.url === url);
  const restsOn = (numbers: number[] = []) => ofPage.filter((quote) => numbers.includes(quote.number));
  const ofSentence = restsOn(sentenceBefore(sentences, mark.offset)?.quotes);
  if (ofSentence.length > 0) return ofSentence;
  const ofReport = restsOn(citation?.quotes);
  return ofReport.length > 0 ? ofReport : ofPage;
}
