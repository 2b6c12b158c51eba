import type { Quote } from '#lib/schema/quote.ts';
import { quotableUnits } from '#lib/text/quotable-units.ts';
import { splitPassages } from '#lib/text/split-passages.ts';

/** For tests: every unit of a page as a quote, numbered from `from`, all with one score unless `score` says another. */
export function testQuotes(
  text: string,
  {
    url = 'doc://page',
    title = 'Page',
    from = 1,
    score = () => 1,
  }: { url?: string; title?: string; from?: number; score?: (text: string) => number } = {},
): Quote[] {
  return splitPassages(text)
    .flatMap((passage) => quotableUnits(text, passage).map((unit) => ({ ...unit, heading: passage.heading })))
    .map(({ start, end, form, heading }, index): Quote => {
      const words = text.slice(start, end);
      const number = from + index;
      const place = { snapshot_id: url, url, title, start, end, heading, form };
      return { id: `quote-${number}`, number, text: words, sub_question: 0, score: score(words), ...place };
    });
}
