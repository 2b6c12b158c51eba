import type { Quote } from '#lib/schema/quote.ts';
import { countWords } from '#lib/schema/report.ts';
import { isTableHead } from '#lib/text/quotable-units.ts';

/**
 * Quotes that are read together: one, or a whole list, with what they need before them. `core` is what the stretch is
 * there for; the quotes before it only lead up to it.
 */
export type Stretch = { quotes: Quote[]; core: Quote[]; words: number };

const most = { listed: 10, listWords: 90, stepWords: 160, codeLines: 24 };

/**
 * Every stretch that the quotes allow, each beginning and ending with words that stand by themselves; with code only
 * where it is wanted.
 */
export function findStretches(
  quotes: readonly Quote[],
  { withCode = true }: { withCode?: boolean } = {},
): Stretch[] {
  const ordered = [...quotes].sort((a, b) => (a.url === b.url ? a.start - b.start : a.url < b.url ? -1 : 1));
  const heads = ordered.filter(({ form, text }) => form === 'table' && isTableHead(text));
  return splitRuns(ordered).flatMap((run) =>
    run.flatMap((_, at) => {
      const core = coreFrom(run, { at, withCode });
      const lead = leadUp(run, at, heads);
      if (core.length === 0 || lead === undefined) return [];
      const all = [...lead, ...core];
      return [{ quotes: all, core, words: wordsIn(all) }];
    }),
  );
}

export const wordsIn = (quotes: readonly Quote[]) =>
  quotes.reduce((sum, { text }) => sum + countWords(text), 0);

const sameSection = (one: Quote, other: Quote) =>
  one.url === other.url && one.heading.join('\n') === other.heading.join('\n');

/** Whether a quote comes right after another: only white space (and a list's indent) stands between them. */
export const follows = (previous: Quote, quote: Quote) =>
  quote.start - previous.end <= 14 && quote.start >= previous.end && sameSection(previous, quote);

/** Whether it is a sentence or an item, with its lead-in if it needs one: what can be an item of a list. */
export const isOneLine = ({ core, quotes }: Stretch) =>
  core.length === 1 &&
  quotes.every(({ form, text }) => form === 'sentence' || (form === 'item' && !/^\d/.test(text)));

function splitRuns(ordered: readonly Quote[]): Quote[][] {
  const runs: Quote[][] = [];
  for (const quote of ordered) {
    const previous = runs.at(-1)?.at(-1);
    if (previous && follows(previous, quote)) runs.at(-1)?.push(quote);
    else runs.push([quote]);
  }
  return runs;
}

/** What is read from a quote on: itself, or a list whole where it is short. */
function coreFrom(run: readonly Quote[], { at, withCode }: { at: number; withCode: boolean }): Quote[] {
  const first = run[at] as Quote;
  const isTooMuch = ({ form, text }: Quote) =>
    form === 'code' && (!withCode || text.split('\n').length > most.codeLines);
  if (isTooMuch(first) || (first.form === 'table' && isTableHead(first.text))) return [];
  const list = listFrom(run, at, isTooMuch);
  if (list.length > 1) return list;
  if (isStep(first)) return [];
  const next = run[at + 1];
  return !promises(first) || (next?.form === 'code' && saysItself(first)) ? [first] : [];
}

/** The head row above a row that long tables have above each of theirs; undefined for other quotes. */
export function headOfRow({ form, text }: Quote): string | undefined {
  return form === 'table' ? /^([^\n]*)\n[ \t]*\|[ \t:|-]+\|[ \t]*\n[^\n]*$/.exec(text)?.[1] : undefined;
}

/** A list from its lead-in or its first item on: whole where it is short; of many steps as many as there is room for. */
function listFrom(run: readonly Quote[], at: number, isTooMuch: (quote: Quote) => boolean): Quote[] {
  const first = run[at] as Quote;
  const lead = first.form === 'sentence' && isLeadIn(first) ? [first] : [];
  const from = at + lead.length;
  if (run[from]?.form !== 'item' || (lead.length === 0 && run[at - 1]?.form === 'item')) return [];
  let end = from;
  while (isListed(run, end)) end += 1;
  const list = run.slice(from, end).filter((quote) => !isTooMuch(quote));
  const room = isStep(run[from] as Quote)
    ? { listed: most.listed, words: most.stepWords }
    : { listed: most.listed, words: most.listWords };
  if (list.length <= room.listed && wordsIn(list) <= room.words) return [...lead, ...list];
  if (!isStep(run[from] as Quote)) return [];
  const fitting = list.filter((_, index) => wordsIn(list.slice(0, index + 1)) <= room.words);
  return [...lead, ...fitting.slice(0, room.listed)];
}

/** Items, and what stands inside of them: code, and sentences that more than a line break parts from the item. */
function isListed(run: readonly Quote[], at: number): boolean {
  const quote = run[at];
  const previous = run[at - 1];
  if (!quote || quote.form === 'table') return false;
  if (quote.form === 'item') return true;
  const next = run[at + 1];
  if (quote.form === 'code') return next?.form === 'item';
  return previous !== undefined && previous.form !== 'code' && quote.start - previous.end !== 2;
}

const isStep = ({ form, text }: Quote) => form === 'item' && /^\d/.test(text);

/** What has to stand before a quote; undefined where that is not there, and the quote cannot be the first. */
function leadUp(run: readonly Quote[], at: number, heads: readonly Quote[]): Quote[] | undefined {
  const quote = run[at] as Quote;
  const previous = run[at - 1];
  if (quote.form === 'table') {
    if (/^[^\n]*\n[ \t]*\|?[ \t:|-]+\n/.test(quote.text)) return leadInOf(previous);
    const head = heads.filter((other) => sameSection(other, quote) && other.start < quote.start).at(-1);
    return head ? [head] : [];
  }
  if (quote.form === 'item') return leadInOf(leadInBefore(run, at));
  const before = previous?.form === 'sentence' && !leansBack(previous.text) ? [previous] : undefined;
  if (quote.form === 'code') return before;
  const name = nameOfEntry(run, at);
  if (name) return [name];
  return leansBack(quote.text) ? before : [];
}

/** A lead-in that itself leans on something is left out: the items stand under their heading. */
const leadInOf = (lead: Quote | undefined): Quote[] =>
  lead?.form === 'sentence' && isLeadIn(lead) && !leansBack(lead.text) ? [lead] : [];

/** The words that lead in to the list that an item stands in. */
function leadInBefore(run: readonly Quote[], at: number): Quote | undefined {
  let first = at;
  while (first > 0 && run[first - 1]?.form !== 'sentence') first -= 1;
  const lead = run[first - 1];
  return lead && isLeadIn(lead) ? lead : undefined;
}

/** The line that names what a sentence inside a list entry is about: more than a line break before it is an indent. */
function nameOfEntry(run: readonly Quote[], at: number): Quote | undefined {
  for (let place = at; place > 0; place -= 1) {
    const quote = run[place] as Quote;
    const before = run[place - 1] as Quote;
    const gap = quote.start - before.end;
    if (before.form === 'item' && gap >= 3) return before.text.length <= 200 ? before : undefined;
    if (before.form !== 'sentence' || gap === 2) return undefined;
  }
  return undefined;
}

/** "… as follows:" is nothing without what follows. */
export const isLeadIn = ({ text }: Quote) => /[:：]\s*$/.test(text);

/** Says that something comes which would then be missing. */
const promises = (quote: Quote) =>
  (quote.form === 'sentence' || quote.form === 'item') &&
  (isLeadIn(quote) ||
    /\b(?:the following|as follows|below|like (?:this|so)|(?:this|here) is an example)\b[^.:]*[.:]?$/i.test(
      quote.text,
    ));

/** A lead-in to code that says something without it: "Use the `limit` option:", but not "For example:". */
const saysItself = ({ text }: Quote) =>
  countWords(text) >= 6 &&
  !/\b(?:follow(?:s|ing)|examples?|below|here|like|let['’]s|snippet)\b/i.test(text) &&
  !/^(?:when|if|for|in|with|before|after|while|once|where|or)\b[^,]*:$/i.test(text);

const pointingBack =
  /^\W{0,3}(?:(?:note|tip|warning|important|caution)\s*:\s*)?(?:this|these|that|those|it|its|they|them|their|he|she|his|her|such|so|thus|hence|then|however|therefore|otherwise|instead|also|additionally|moreover|furthermore|similarly|likewise|but|and|or|yet|still|for (?:example|instance)|in (?:this|that|these|those|both|such|other words|contrast|addition)|on the other hand|as a result|doing so|(?:to|by) do(?:ing)? (?:this|that|so)|with (?:this|these|that)|at this point|the (?:former|latter|following|above|same|other|new|previous)|both|here|there|finally|next|second(?:ly)?|third|lastly|consequently|again|after that|below|above|alternatively|if (?:this|so|not|it)|because of this|dies[erens]*|jene[rsn]?|es|er|sie|dadurch|deshalb|außerdem|jedoch|il|elle|cela|ceci|cette|ces|esto|eso|esta|ese)\b(?![-.(`])/i;
const pointingAtWhatIsNotThere =
  /\b(?:this|that|these|those|the (?:above|previous|preceding)|above|such an?) (?:code|examples?|snippet|function|component|command|case|way|option|section|method|value|setting|problem|error|query|table|file|approach|behaviou?r)\b|\b(?:shown|as) above\b|^(?:\S+\s+){0,4}(?:this|these|those) \p{Ll}+|^(?:to|after|before|by|with|from|for|on|in|once|when)\s+(?:\S+\s+){0,2}that \p{Ll}+,/iu;

/** Whether a sentence leans on what stands before it: "This is why …", "However, …", "To undo that change, …". */
export function leansBack(text: string): boolean {
  return pointingBack.test(text) || pointingAtWhatIsNotThere.test(text.slice(0, 140));
}
