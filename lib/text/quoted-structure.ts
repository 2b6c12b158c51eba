import type { Quote } from '#lib/schema/quote.ts';
import { endsSentence } from './half-sentences.ts';

// A run is quotes of one section in the order of their page, nothing but white space between one and the next. How lists
// are nested shows in that white space alone: cleaned text has one line break between the items of a list, a blank line
// between blocks, and two places of indent for each level.

/** Whether two quotes stand under the same headings of one page. */
export const sameSection = (one: Quote, other: Quote) =>
  one.url === other.url && one.heading.join('\n') === other.heading.join('\n');

/** Whether a quote comes right after another: only white space (and a list's indent, a fence) stands between them. */
export const follows = (previous: Quote, quote: Quote) =>
  quote.start - previous.end <= (isPiece(quote) ? 30 : 14) &&
  quote.start >= previous.end &&
  sameSection(previous, quote);

export const isFence = (line: string) => /^\s{0,12}(?:`{3,}|~{3,})/.test(line);

/** Whether quoted code is a piece of a long block (see `splitCode`): it has not brought its fence along. */
export const isPiece = ({ form, text }: Pick<Quote, 'form' | 'text'>): boolean =>
  form === 'code' && !isFence(text.split('\n', 1)[0] ?? '');

/** Where the code begins that a quote is a piece of; the place of the quote itself where it is none. */
export function startOfCode(run: readonly Quote[], at: number): number {
  let first = at;
  while (isPiece(run[first] as Quote) && first > 0 && isPiece(run[first - 1] as Quote)) first -= 1;
  return first;
}

/** "… as follows:" is nothing without what follows. */
export const isLeadIn = ({ text }: Quote) => /[:：]\s*$/.test(text);

/** "It is any table that", and then what is meant: a sentence that a list or code ends. */
export const isEndedBy = (quote: Quote, next: Quote | undefined): boolean =>
  quote.form === 'sentence' &&
  !endsSentence(quote.text) &&
  (next?.form === 'item' || next?.form === 'code') &&
  follows(quote, next);

/** Whether a sentence is nothing without what stands right below it. */
export const leadsOn = (quote: Quote, next: Quote | undefined): boolean =>
  quote.form === 'sentence' && (isLeadIn(quote) || isEndedBy(quote, next));

/** What stands before the list that an item stands in, and its first item. */
export function leadInBefore(run: readonly Quote[], at: number): (Quote | undefined)[] {
  const level = indentOf(run, at);
  let first = at;
  for (let place = at - 1; place >= 0 && isInside(run, place); place -= 1) {
    if (run[place]?.form !== 'item' || indentOf(run, place) > level) continue;
    if (indentOf(run, place) < level) break;
    first = place;
  }
  return [run[first - 1], run[first]];
}

/** How far a quote stands in: it begins a line, or comes after a blank one, and each level of a list takes two places. */
function indentOf(run: readonly Quote[], at: number): number {
  const gap = (run[at]?.start ?? 0) - (run[at - 1]?.end ?? 0);
  return at === 0 ? 0 : gap - (gap % 2 === 1 ? 1 : 2);
}

/** Whether a quote is an item or a part of one: a sentence that no blank line parts from it. */
function isInside(run: readonly Quote[], at: number): boolean {
  const [before, quote] = [run[at - 1], run[at]];
  if (!quote) return false;
  if (quote.form !== 'sentence') return quote.form === 'item' || (at > 0 && isInside(run, at - 1));
  const gap = quote.start - (before?.end ?? 0);
  return at > 0 && gap !== 2 && (gap > 2 || isInside(run, at - 1));
}

/**
 * Whether the list whose first item stands at `from` goes on with a quote: with an item of it, or what stands inside of
 * one; with code where another item follows it.
 */
export function isListed(run: readonly Quote[], { at, from }: { at: number; from: number }): boolean {
  const form = run[at]?.form;
  if (form === 'item') return indentOf(run, at) >= indentOf(run, from);
  return (
    form !== 'table' &&
    isInside(run, at) &&
    (form !== 'code' || run.slice(at).find((quote) => quote.form !== 'code')?.form === 'item')
  );
}

/** The line that names what a sentence inside a list entry is about: more than a line break before it is an indent. */
export function nameOfEntry(run: readonly Quote[], at: number): Quote | undefined {
  for (let place = at; place > 0 && run[place]?.form === 'sentence'; place -= 1) {
    const quote = run[place] as Quote;
    const before = run[place - 1] as Quote;
    const gap = quote.start - before.end;
    if (before.form === 'item' && gap >= 3) return before.text.length <= 200 ? before : undefined;
    if (before.form !== 'sentence' || gap === 2) return undefined;
  }
  return undefined;
}

/** The head row above a row that long tables have above each of theirs; undefined for other quotes. */
export function headOfRow({ form, text }: Quote): string | undefined {
  return form === 'table' ? /^([^\n]*)\n[ \t]*\|[ \t:|-]+\|[ \t]*\n[^\n]*$/.exec(text)?.[1] : undefined;
}
