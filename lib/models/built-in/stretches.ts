import type { Quote } from '#lib/schema/quote.ts';
import { countWords } from '#lib/schema/report.ts';
import { isTableHead } from '#lib/text/quotable-units.ts';
import {
  follows,
  isEndedBy,
  isLeadIn,
  isListed,
  isPiece,
  leadInBefore,
  leadsOn,
  nameOfEntry,
  sameSection,
  startOfCode,
} from '#lib/text/quoted-structure.ts';

/**
 * Quotes that are read together: one, or a whole list, with what they need before them. `core` is what the stretch is
 * there for; the quotes before it only lead up to it.
 */
export type Stretch = { quotes: Quote[]; core: Quote[]; words: number };

const most = { listed: 20, listWords: 90, wholeWords: 160, codeLines: 24, titleWords: 8 };

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
      if (all.length === 1 && all[0]?.form === 'item' && leansBack(all[0].text)) return [];
      return [{ quotes: all, core, words: wordsIn(all) }];
    }),
  );
}

export const wordsIn = (quotes: readonly Quote[]) =>
  quotes.reduce((sum, { text }) => sum + countWords(text), 0);

/** Whether it is a sentence or an item, with its lead-in or name if it needs one: what can be an item of a list. */
export const isOneLine = ({ core, quotes }: Stretch) =>
  (core.length === 1 || (core.length === 2 && isOfEntry(core[1] as Quote, core[0] as Quote))) &&
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
  const isLong = (quote: Quote) => isTooMuch(quote) || isPiece(quote);
  const list = listFrom(run, at, isLong);
  if (list.length > 1) return list;
  if (isStep(first)) return [];
  const next = run[at + 1];
  const isTitle =
    isLeadIn(first) || (countWords(first.text) <= most.titleWords && !/[.!?]\W*$/.test(first.text));
  if (first.form === 'item' && next?.form === 'code' && isTitle && !isLong(next)) return [first, next];
  if (next && nameOfEntry(run, at + 1) === first && !ended.test(first.text)) return [first, next];
  if (isName(first)) return [];
  const leadsToCode = next?.form === 'code' && isLong(next) && saysItself(first);
  return !(promises(first) || isEndedBy(first, next)) || leadsToCode ? [first] : [];
}

/** A term of a word or two, which says nothing without what is said of it. */
const isName = ({ form, text }: Quote) => form === 'item' && countWords(text) <= 3 && !ended.test(text);
const ended = /[.!?:：]\W*$/;

/** A list from its lead-in or its first item on: whole where it is not long; of many steps as many as there is room for. */
function listFrom(run: readonly Quote[], at: number, isLong: (quote: Quote) => boolean): Quote[] {
  const first = run[at] as Quote;
  const lead = leadsOn(first, run[at + 1]) ? [first] : [];
  const from = at + lead.length;
  if (run[from]?.form !== 'item' || (lead.length === 0 && run[at - 1]?.form === 'item')) return [];
  if (isStep(run[from] as Quote) && !/^[01]\D/.test((run[from] as Quote).text)) return [];
  let end = from;
  while (isListed(run, { at: end, from })) end += 1;
  if (isLeadIn(run[end - 1] as Quote) && run[end]?.form === 'code') end += 1;
  const list = run.slice(from, end).filter((quote) => !isLong(quote));
  const isOfSteps = isStep(run[from] as Quote);
  const words = isOfSteps || lead.length > 0 ? most.wholeWords : most.listWords;
  if (list.length <= most.listed && wordsIn(list) <= words) return [...lead, ...list];
  if (!isOfSteps) return [];
  const fitting = list.filter((_, index) => wordsIn(list.slice(0, index + 1)) <= words);
  return [...lead, ...fitting.slice(0, most.listed)];
}

const isStep = ({ form, text }: Quote) => form === 'item' && /^\d/.test(text);

/** What has to stand before a quote; undefined where that is not there, and the quote cannot be the first. */
function leadUp(run: readonly Quote[], at: number, heads: readonly Quote[]): Quote[] | undefined {
  const quote = run[at] as Quote;
  const first = startOfCode(run, at);
  const previous = run[first - 1];
  if (quote.form === 'table') {
    if (/^[^\n]*\n[ \t]*\|?[ \t:|-]+\n/.test(quote.text)) return leadInOf(previous, quote);
    const head = heads.filter((other) => sameSection(other, quote) && other.start < quote.start).at(-1);
    return head ? [head] : [];
  }
  if (quote.form === 'item') return leadInOf(...leadInBefore(run, at));
  const before = previous?.form === 'sentence' && !leansBack(previous.text) ? [previous] : undefined;
  const name = nameOfEntry(run, quote.form === 'code' ? first - 1 : at);
  if (quote.form === 'code') return before && name ? [name, ...before] : before;
  if (name) names.set(quote, name);
  const needed = leansBack(quote.text) && (!name || previous !== name) ? before : [];
  return name ? [name, ...(needed ?? [])] : needed;
}

const names = new WeakMap<Quote, Quote>();

/** Whether a quote stands in the entry that another one names, or that it stands in too. */
export const isOfEntry = (quote: Quote, other: Quote): boolean =>
  names.has(quote) && (names.get(quote) === other || names.get(quote) === names.get(other));

/** A lead-in that itself leans on something is left out: the items stand under their heading. */
const leadInOf = (lead?: Quote, next?: Quote): Quote[] =>
  lead && leadsOn(lead, next) && !leansBack(lead.text) ? [lead] : [];

/** Says that something comes which would then be missing. */
const promises = (quote: Quote) =>
  (quote.form === 'sentence' || quote.form === 'item') && (isLeadIn(quote) || promising.test(quote.text));
const promising =
  /\b(?:the following|as follows|below|like (?:this|so)|(?:this|here) is an example)\b[^.:]*[.:]?$/i;

/** A lead-in to code that says something without it: "Use the `limit` option:", but not "For example:". */
const saysItself = ({ text }: Quote) =>
  countWords(text) >= 6 &&
  !/\b(?:follow(?:s|ing)|examples?|below|here|like|let['’]s|snippet)\b/i.test(text) &&
  !/^(?:when|if|for|in|with|before|after|while|once|where|or)\b[^,]*:$/i.test(text);

const pointingBack =
  /^\W{0,3}(?:(?:note|tip|warning|important|caution)\s*:\s*)?(?:this|these|that|those|it(?! is(?: \w+)? (?:common|(?:im)?possible|important|recommended|necessary|advisable|likely|a good idea|best|better) (?:to|that)\b)|its|they|them|their|he|she|his|her|such|so|thus|hence|then|however|therefore|otherwise|instead|also|additionally|moreover|furthermore|similarly|likewise|but|and|or|yet|still|for (?:example|instance)|in (?:this|that|these|those|both|such|other words|contrast|addition)|on the other hand|as a result|doing so|(?:to|by) do(?:ing)? (?:this|that|so)|with (?:this|these|that)|at this point|the (?:former|latter|following|above|same|other|new|previous)|both(?! (?:\S+ ){1,4}and\b)|here|there|finally|(?:you|we|it) (?:can|could|may|might) (?:also|then|instead)|next|(?:the )?(?:second(?:ly)?|third)|the (?:first|last)(?= (?:is|are|was|were|one|can|will|has|allows|lets)\b|,)|first(?:ly)?(?=,)|lastly|consequently|again|after that|below|above|alternatively|if (?:this|so|not|it)|because of this|dies[erens]*|jene[rsn]?|es|er|sie|dadurch|deshalb|außerdem|jedoch|il|elle|cela|ceci|cette|ces|esto|eso|esta|ese)\b(?![-.(`])/iu;
const pointingAtWhatIsNotThere =
  /\b(?:this|that|these|those|the (?:above|previous|preceding)|above|such an?) (?:code|examples?|snippet|function|component|command|case|way|option|section|method|value|setting|problem|error|query|table|file|approach|behaviou?r|situation|state|mode|limitation)\b|\b(?:shown|as) above\b|^(?:- )?(?:the )?(?:\p{L}+ ){1,3}above\b|^(?:\S+\s+){0,4}(?:this|these|those) \p{Ll}+|^(?:to|after|before|by|with|from|for|on|in|once|when)\s+(?:\S+\s+){0,2}that \p{Ll}+,/iu;

/** The end of a sentence that code, a list or a formula stands in. */
const fragment =
  /^(?:are|is|was|were|be|has|have|had|does|do|can|could|will|would|should|may|might|must|because|where|whereas|which|who|whose|while|when|if|unless|until|as|than|with|without|from|into|of|to|for|by|on|in|at)\s/;

/** Words that point at what follows them. */
const pointingOn = /\bthese(?: [\p{L}\p{N}`_-]+){0,4}:$/iu;

/** Whether a sentence leans on what stands before it: "This is why …", "However, …", "To undo that change, …". */
export function leansBack(text: string): boolean {
  const said = text.replace(pointingOn, '');
  // What a later sentence points at may stand in the first one.
  const [first = ''] = said.slice(0, 140).split(/(?<=[^.]{2}[.!?])\s/, 1);
  return fragment.test(said) || pointingBack.test(said) || pointingAtWhatIsNotThere.test(first);
}
