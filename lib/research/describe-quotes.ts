import type { Quote } from '#lib/schema/quote.ts';

/** The quotes as a model reads them: number, page and place, then the words, delimited as text from outside. */
export function describeQuotes(quotes: readonly Quote[]): string {
  return quotes
    .map(({ number, title, heading, text }) => {
      const place = [title, ...heading.filter((words) => words !== title)].join(' › ');
      return `<quote mark="q${number}" from=${JSON.stringify(place)}>\n${text.replaceAll('</quote', '<\\/quote')}\n</quote>`;
    })
    .join('\n');
}
