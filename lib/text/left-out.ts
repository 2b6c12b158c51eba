import type { Quote } from '#lib/schema/quote.ts';
import { endsSentence } from './half-sentences.ts';
import { isFence, isLeadIn, sameSection } from './quoted-structure.ts';
import { item } from './split-blocks.ts';

/**
 * What stands for what was left out, before and after quotes: an item of their list that is a sign of omission, or that
 * sign alone before a sentence whose entry says more above it.
 */
export type LeftOut = { before: ReadonlyMap<Quote, string>; after: ReadonlyMap<Quote, string> };

/**
 * Where lists that are quoted from what leads to them on, or from their first step, lack items that stand in their
 * page. `quotes` are shown together, in the order of their page; of a page that is not among `texts` nothing is told.
 */
export function leftOut(quotes: readonly Quote[], texts: readonly string[]): LeftOut {
  const before = new Map<Quote, string>();
  const after = new Map<Quote, string>();
  for (const quote of withoutBeginning(quotes, texts)) before.set(quote, '…');
  for (const [at, quote] of quotes.entries()) {
    const lead = quotes[at - 1];
    const isLed = lead !== undefined && sameSection(lead, quote) && promisesItems(lead);
    if (quote.form !== 'item' || !(isLed || /^[01][.)]\s/.test(quote.text))) continue;
    const page = texts.find((text) => text.startsWith(quote.text, quote.start)) ?? '';
    const { items, end } = listFrom(page, isLed ? lead.end : page.lastIndexOf('\n', quote.start) + 1);
    const listed = quotes.filter(
      ({ url, start }) => url === quote.url && start >= quote.start && start < end,
    );
    if (!items.some(({ start }) => start === quote.start)) continue;
    let missing: string | undefined;
    for (const { start, marker } of items) {
      const shown = listed.find((one) => one.start === start);
      if (shown && missing) before.set(shown, missing);
      missing = shown ? undefined : (missing ?? `${marker} …`);
    }
    if (missing) after.set(listed.at(-1) as Quote, missing);
  }
  return { before, after };
}

/** Sentences of an entry that something is left out before: after its name, or another sentence of it. */
function withoutBeginning(quotes: readonly Quote[], texts: readonly string[]): Quote[] {
  let isEntry = false;
  return quotes.filter((quote, at) => {
    const last = quotes[at - 1];
    if (!last || quote.form !== 'sentence') {
      isEntry = quote.form === 'item' && !quote.text.includes('\n');
      return false;
    }
    const page = texts.find((text) => text.startsWith(quote.text, quote.start)) ?? '';
    const between = page.slice(last.end, quote.start);
    isEntry &&= sameSection(last, quote) && last.end <= quote.start && !beyondEntry.test(between);
    return isEntry && /\S/.test(between);
  });
}

/** A paragraph, an item or code that begins. */
const beyondEntry = /\n\s*\n|^\s*(?:[-*+]|\d{1,3}[.)])\s|^\s*(?:`{3}|~{3})/m;

const promisesItems = (quote: Quote) =>
  isLeadIn(quote) || (quote.form === 'sentence' && !endsSentence(quote.text));

type List = { items: { start: number; marker: string }[]; end: number };

/**
 * The first list at or below a place of cleaned text, where nothing else stands before it: its items without those of
 * lists inside of it, and where it ends.
 */
function listFrom(text: string, from: number): List {
  const items: List['items'] = [];
  let level = 0;
  let isCode = false;
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const indent = line.search(/\S|$/);
    const marker = item.exec(line)?.[1];
    const isItem = marker !== undefined && !isCode;
    if (isItem && items.length === 0) level = indent;
    if (isItem && indent === level) items.push({ start: at + level, marker });
    else if (!isCode && line.trim() !== '' && (items.length === 0 || indent <= level))
      return { items, end: at };
    if (isFence(line)) isCode = !isCode;
    at = end + 1;
  }
  return { items, end: text.length };
}
