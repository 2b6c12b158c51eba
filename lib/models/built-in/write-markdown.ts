import type { Quote } from '#lib/schema/quote.ts';
import { lacking, nothingFound } from '../nothing-found.ts';
import type { Choice } from './choose-groups.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { follows, type Group, isLeadIn, isNested, isWhole } from './group-quotes.ts';
import type { Part } from './rate-groups.ts';

/** Writes what was chosen as Markdown: the answer, then a section for each part; quotes end with marks such as `[q3]`. */
export function writeMarkdown({ answer, rest }: Choice, parts: readonly Part[]): string {
  if (answer.length + rest.length === 0) return nothingFound();
  const used = new Set<number>();
  const sections = [writeGroups(answer, used)];
  for (const [index, { heading, isAnswered, missing }] of parts.entries()) {
    const body = writeGroups(isAnswered ? rest.filter(({ part }) => part === index) : [], used);
    const title = parts.length > 1 ? `## ${heading}\n\n` : '';
    if (body) sections.push(title + body);
    else if (!isAnswered) sections.push(`${title}${nothingFound(heading)} ${lacking(missing)}`);
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
    const place: Place = { previous: quotes[at - 1], next: quotes[at + 1] };
    text += separator(quote, place) + titleFor(quote, place) + writeQuote(quote, place);
  }
  return text;
}

/** What is written before and after a quote. */
type Place = { previous: Quote | undefined; next: Quote | undefined };

function separator(quote: Quote, { previous }: Place): string {
  if (!previous) return '';
  if (previous.form === 'item' && quote.form === 'item' && isNear(previous, quote)) return '\n';
  const together = previous.form === 'sentence' && quote.form === 'sentence' && isNear(previous, quote);
  return together ? ' ' : '\n\n';
}

/** A list or code that nothing else introduces gets the heading that it stands under in its page. */
function titleFor(quote: Quote, { previous }: Place): string {
  const heading = quote.heading.at(-1);
  if (!heading || quote.form === 'sentence' || isNear(previous, quote)) return '';
  if (quote.form === 'item' && isWhole(quote.text) && previous?.form !== 'item') return '';
  return `### ${escapeMarkdown(heading)}\n\n`;
}

/** Whether two quotes stand in one section of one page. */
const isNear = (one: Quote | undefined, other: Quote | undefined) =>
  one !== undefined &&
  other !== undefined &&
  one.url === other.url &&
  one.heading.join() === other.heading.join();

function writeQuote(quote: Quote, place: Place): string {
  const mark = `[q${quote.number}]`;
  if (quote.form === 'code') return `${dedent(quote.text)}\n\n${mark}`;
  if (quote.form === 'table') return `${quote.text}\n\n${mark}`;
  if (quote.form === 'item') return writeItem(quote, place) + mark;
  const { next } = place;
  const leadsIn = next !== undefined && introduces(quote, next);
  return (
    (leadsIn ? escapeMarkdown(quote.text) : endSentence(escapeMarkdown(quote.text.replace(/\s*:$/, '')))) +
    mark
  );
}

/** Of a list that a lead-in introduces, the first items may have been left out. */
const introduces = (lead: Quote, next: Quote) =>
  (next.form !== 'sentence' && follows(lead, next)) ||
  (next.form === 'item' && isNear(lead, next) && next.start - lead.end < 400);

/** An item that is alone here is a sentence; in a list it keeps its marker, and its indent where it is inside another. */
function writeItem(quote: Quote, { previous, next }: Place): string {
  const inList = [previous, next].some((other) => isNear(quote, other) && other?.form === 'item');
  const isLed = isNear(previous, quote) && previous?.form === 'sentence' && isLeadIn(previous);
  if (inList || isLed || isLeadIn(quote)) {
    return (isNested(previous, quote) ? '  ' : '') + escapeMarkdown(quote.text);
  }
  return endSentence(escapeMarkdown(quote.text.replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, '')));
}

/** Words that end without a full stop would run into the next sentence. */
const endSentence = (words: string) => (/[\p{L}\p{N}`)\]"”'>%]$/u.test(words) ? `${words}.` : words);

function dedent(code: string): string {
  const lines = code.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}
