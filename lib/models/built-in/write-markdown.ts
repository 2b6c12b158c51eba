import type { Quote } from '#lib/schema/quote.ts';
import { nothingFound } from '../nothing-found.ts';
import type { Choice } from './choose-groups.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Group } from './group-quotes.ts';
import type { Part } from './rate-groups.ts';

/** Writes what was chosen as Markdown: the answer, then a section for each part; quotes end with marks such as `[q3]`. */
export function writeMarkdown({ answer, rest }: Choice, parts: readonly Part[]): string {
  if (answer.length + rest.length === 0) return nothingFound();
  const used = new Set<number>();
  const sections = [writeGroups(answer, used)];
  for (const [index, { heading, isUnanswered }] of parts.entries()) {
    const body = writeGroups(
      rest.filter(({ part }) => part === index),
      used,
    );
    const title = parts.length > 1 ? `## ${heading}\n\n` : '';
    if (body) sections.push(title + body);
    else if (isUnanswered) sections.push(title + nothingFound(heading));
  }
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** Quotes in the order of their pages and texts; what follows each other there stands in one paragraph. */
function writeGroups(groups: readonly Group[], used: Set<number>): string {
  const quotes = [...new Set(groups.flatMap(({ quotes }) => quotes))].filter(
    ({ number }) => !used.has(number),
  );
  const pages = [...new Set(quotes.map(({ url }) => url))];
  quotes.sort((a, b) => pages.indexOf(a.url) - pages.indexOf(b.url) || a.start - b.start);
  let text = '';
  for (const [at, quote] of quotes.entries()) {
    used.add(quote.number);
    text += separator(quotes[at - 1], quote) + writeQuote(quote, quotes[at + 1]);
  }
  return text;
}

function separator(previous: Quote | undefined, quote: Quote): string {
  if (!previous) return '';
  if (previous.form === 'item' && quote.form === 'item') return '\n';
  const together =
    previous.form === 'sentence' &&
    quote.form === 'sentence' &&
    previous.url === quote.url &&
    previous.heading.join() === quote.heading.join();
  return together ? ' ' : '\n\n';
}

function writeQuote(quote: Quote, next: Quote | undefined): string {
  const { form, text, number } = quote;
  if (form === 'code') return `${dedent(text)}\n\n[q${number}]`;
  if (form === 'table') return `${text}\n\n[q${number}]`;
  const leadsIn = next?.url === quote.url && next.form !== 'sentence' && next.start - quote.end < 200;
  const words = form === 'sentence' && !leadsIn ? text.replace(/\s*:$/, '.') : text;
  return `${escapeMarkdown(words)}[q${number}]`;
}

function dedent(code: string): string {
  const lines = code.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}
