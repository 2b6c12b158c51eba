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
/** Steps are worth more room than a list of things, and nothing when torn apart. */
const maxSteps = 10;
const maxStepWords = 200;

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

/** Whether a quote comes right after another: only white space (and a list's indent) stands between them. */
export const follows = (previous: Quote, quote: Quote) =>
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
    if (lead && standsWithoutNext(quote, run[at + 1])) {
      groups.push({ quotes: [...lead, quote], core: [quote], kind: kindOf(quote) });
    }
    at += 1;
  }
  return groups;
}

const kindOf = ({ form }: Quote): Group['kind'] => (form === 'code' || form === 'table' ? form : 'prose');

/** A lead-in to a list or a table is nothing by itself; one to code may say all that matters. */
function standsWithoutNext(quote: Quote, next: Quote | undefined): boolean {
  if (quote.form !== 'sentence' || !isLeadIn(quote)) return true;
  return next?.form !== 'item' && next?.form !== 'table' && saysItself(quote);
}

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

/**
 * A short list is taken whole. Of a long one, or one that its lead-in does not tie together ("Good to know:"), each
 * item that is a sentence of its own can be taken by itself, with the items and code inside it.
 */
function groupList(run: Quote[], { start, end }: { start: number; end: number }): Group[] {
  const items = run.slice(start, end);
  const lead = start > 0 ? leadUp(run, start) : [];
  const before = run[start - 1];
  const loose = !lead || (before !== undefined && isLooseLead(before));
  const listed = items.filter(({ form }) => form === 'item');
  const words = listed.reduce((sum, { text }) => sum + countWords(text), 0);
  const steps = /^\d/.test(listed[0]?.text ?? '');
  const short = steps
    ? listed.length <= maxSteps && words <= maxStepWords
    : listed.length <= maxListItems && words <= maxListWords;
  const led = lead !== undefined && (lead.length > 0 || (start === 0 && listed.every(tellsSomething)));
  const complete = items.every(
    (item, at) => !isLeadIn(item) || items[at + 1]?.form === 'code' || isNested(item, items[at + 1]),
  );
  if (!loose && led && short && complete) return [{ quotes: [...lead, ...items], core: items, kind: 'list' }];
  if (steps) return [];
  return splitItems(items).flatMap((core): Group[] => {
    const [item] = core;
    if (!item || (isLeadIn(item) && core.length === 1)) return [];
    if (isWhole(item.text)) return [{ quotes: core, core, kind: 'list' }];
    return loose || !led ? [] : [{ quotes: [...lead, ...core], core, kind: 'list' }];
  });
}

/** Each outer item with what stands inside it. */
function splitItems(items: Quote[]): Quote[][] {
  const split: Quote[][] = [];
  for (const [at, item] of items.entries()) {
    const last = split.at(-1);
    if (last && (item.form === 'code' || isNested(items[at - 1], item))) last.push(item);
    else split.push([item]);
  }
  return split;
}

/** Whether an item stands inside the one before it: more than line breaks between them is an indent. */
export function isNested(previous: Quote | undefined, item: Quote | undefined): boolean {
  if (!previous || item?.form !== 'item' || previous.url !== item.url) return false;
  const gap = item.start - previous.end;
  return (previous.form === 'item' || previous.form === 'code') && gap >= 3 && gap <= 14;
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

/** A lead-in whose items have nothing to do with each other. */
const isLooseLead = ({ text }: Quote) =>
  isLeadIn({ text } as Quote) &&
  /^\W*(?:good to know|notes?|important|tips?|warning|caution|remarks?)\W*$/i.test(text);

/** A list that only its heading introduces has to say something: names of pages ("Data fetching") do not. */
const tellsSomething = ({ text }: Quote) =>
  countWords(text) >= 3 && (/[:`\d–—]/.test(text.slice(2)) || hasVerb.test(text));

/** Whether a list item is a sentence (or more) that needs no lead-in. */
export const isWhole = (item: string) => {
  const words = item.replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, '');
  return countWords(words) >= 6 && /^[\p{Lu}`"“]/u.test(words) && !refersBack(words) && hasVerb.test(words);
};

const hasVerb =
  /\b(?:is|are|was|were|be|been|has|have|had|can|cannot|could|may|might|must|shall|should|will|would|do|does|did|don['’]t|doesn['’]t|isn['’]t|aren['’]t|\w+ize[sd]?|works?|uses?|used|makes?|lets?|allows?|needs?|requires?|returns?|runs?|takes?|gets?|sets?|adds?|sends?|receives?|affects?|applies|apply|supports?|defaults?|means?|contains?|continues?|triggers?|enables?|disables?|prevents?|avoids?|renders?|appends?|injects?|includes?|creates?|calls?|prefer|ensure|consider|see|\w{3,}(?:ates?|ifies))\b/i;

/**
 * Whether a lead-in to code says something by itself ("Use the `throttle` option:") and can be a sentence without the
 * code; "For example:" and "When it is exceeded:" cannot.
 */
const saysItself = ({ text }: Quote) =>
  countWords(text) >= 6 &&
  !/\b(?:follow(?:s|ing)|examples?|below|here(?:['’]s| is| are)|like (?:this|so)|looks? like|let['’]s|this is|snippet)\b|\blike\W*$/i.test(
    text,
  ) &&
  !/^(?:when|if|for|in|with|before|after|while|once|where|or)\b[^,]*:$/i.test(text);

const backReference =
  /^\W{0,3}(?:this|these|that|those|it|its|they|them|their|he|she|his|her|such|so|thus|hence|then|however|therefore|otherwise|instead|also|additionally|moreover|furthermore|similarly|likewise|but|and|or|yet|still|for example|for instance|in this|in that|in these|in those|in both|in such|in other words|in contrast|on the other hand|as a result|because of this|by doing so|doing so|to do (?:this|that|so)|with this|with these|with that|at this point|the (?:former|latter|following|above|same|other)|both|here|there|as (?:you can see|shown|mentioned)|finally|next|second|secondly|third|lastly|consequently|again|after that|below|above|alternatively|once (?:this|that|done)|without it|without this|if (?:this|so|not|it)\b)\b(?![-.(`])/i;

/** Whether a sentence leans on the one before it: "This is why …", "Note: It …", "However, …". */
export function refersBack(text: string): boolean {
  const said = text.replace(/^(?:note|good to know|tip|warning|important|caution|remember)\s*:\s*/i, '');
  return backReference.test(said) || pointsAtCode.test(said);
}

const pointsAtCode =
  /\b(?:this|that|the above|the previous|above) (?:code|example|snippet|function|component)\b|\b(?:shown|as) above\b/i;

export const countWords = (text: string) =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
