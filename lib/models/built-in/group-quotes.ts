import type { Quote } from '#lib/schema/quote.ts';

/**
 * Quotes that are used together or not at all, in the order of their page: a sentence with the one that it refers
 * back to, a list with its lead-in, code with what introduces it.
 */
export type Group = {
  quotes: Quote[];
  /** What the group is there for; the quotes before it only lead up to it. */
  core: Quote[];
  kind: 'prose' | 'list' | 'code' | 'table';
};

const maxListItems = 8;
const maxListWords = 110;

/** All groups that the quotes allow, each beginning with words that need nothing before them. */
export function groupQuotes(quotes: readonly Quote[]): Group[] {
  return splitRuns(quotes).flatMap(groupRun);
}

/** Runs of quotes that follow each other in one section of one page, with nothing left out between them. */
function splitRuns(quotes: readonly Quote[]): Quote[][] {
  const ordered = [...quotes].sort((a, b) => (a.url === b.url ? a.start - b.start : a.url < b.url ? -1 : 1));
  const runs: Quote[][] = [];
  for (const quote of ordered) {
    const previous = runs.at(-1)?.at(-1);
    if (previous && follows(previous, quote)) runs.at(-1)?.push(quote);
    else runs.push([quote]);
  }
  return runs;
}

/** Only white space (and a list's indent) may stand between two quotes that follow each other. */
const follows = (previous: Quote, quote: Quote) =>
  previous.url === quote.url &&
  quote.start - previous.end <= 14 &&
  previous.heading.join('\n') === quote.heading.join('\n');

function groupRun(run: Quote[]): Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < run.length; ) {
    const quote = run[at] as Quote;
    if (quote.form === 'item') {
      const end = endOfList(run, at);
      groups.push(...groupList(run, { start: at, end }));
      at = end;
      continue;
    }
    const lead = leadUp(run, at);
    if (lead && !isLeadIn(quote))
      groups.push({ quotes: [...lead, quote], core: [quote], kind: kindOf(quote) });
    at += 1;
  }
  return groups;
}

const kindOf = ({ form }: Quote): Group['kind'] => (form === 'code' || form === 'table' ? form : 'prose');

/** A list goes on over code that stands in its items. */
function endOfList(run: Quote[], start: number): number {
  let end = start + 1;
  while (end < run.length) {
    const form = run[end]?.form;
    if (form === 'item') end += 1;
    else if (form === 'code' && run[end + 1]?.form === 'item') end += 2;
    else break;
  }
  return end;
}

function groupList(run: Quote[], { start, end }: { start: number; end: number }): Group[] {
  const lead = start > 0 ? leadUp(run, start) : [];
  if (!lead) return [];
  const items = run.slice(start, end);
  const words = items.reduce((sum, { text }) => sum + countWords(text), 0);
  const listed = items.filter(({ form }) => form === 'item');
  if (listed.length <= maxListItems && words <= maxListWords) {
    return [{ quotes: [...lead, ...items], core: items, kind: 'list' }];
  }
  return listed.map((item) => ({ quotes: [...lead, item], core: [item], kind: 'list' as const }));
}

/**
 * What has to stand before a quote: its lead-in, and what a sentence that refers back refers to. Undefined when that
 * is not there, and the quote cannot be used.
 */
function leadUp(run: Quote[], at: number): Quote[] | undefined {
  const quote = run[at] as Quote;
  const previous = run[at - 1];
  if (quote.form === 'sentence') {
    if (!refersBack(quote.text)) return [];
    if (previous?.form !== 'sentence') return undefined;
    const lead = leadUp(run, at - 1);
    return lead && lead.length < 2 ? [...lead, previous] : undefined;
  }
  if (previous?.form !== 'sentence') return [];
  if (quote.form === 'item' && !isLeadIn(previous)) return [];
  const lead = leadUp(run, at - 1);
  return lead ? [...lead, previous] : undefined;
}

/** "… as follows:" is nothing without what follows. */
export const isLeadIn = ({ text }: Quote) => /:\s*$/.test(text);

const backReference =
  /^\W{0,3}(?:this|these|that|those|it|its|they|them|their|he|she|his|her|such|so|thus|hence|then|however|therefore|otherwise|instead|also|additionally|moreover|furthermore|similarly|likewise|but|and|or|yet|still|for example|for instance|in this|in that|in these|in those|in both|in such|in other words|in contrast|on the other hand|as a result|because of this|by doing so|doing so|to do (?:this|that|so)|with this|with these|at this point|the (?:former|latter|following|above|same|other)|both|here|there|as (?:you can see|shown|mentioned)|finally|next|second|third|lastly|consequently|again|after that|below|above)\b(?![-.(`])/i;

/** Whether a sentence leans on the one before it: "This is why …", "However, …". */
export const refersBack = (text: string) => backReference.test(text);

export const countWords = (text: string) =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
