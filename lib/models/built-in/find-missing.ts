import type { Quote } from '#lib/schema/quote.ts';
import { type Concept, conceptsOf, coverage } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { quoteTerms } from './quote-terms.ts';

/** The share of a question's words that one page has to take up to be about it. */
const aboutIt = 0.4;
/** The same for a page that is only asked whether it knows a name. */
const nearIt = 0.3;

/** What keeps the evidence from answering a question or a part of it; `missing` are words for the reader. */
export type Missing = { isAnswered: boolean; missing: string[] };

/** A page's words as the quotes from it give them. */
type PageWords = ReadonlySet<string>;

/**
 * Reads the pages once and answers a function that tells whether the quotes can answer what a part of the question
 * asks, or all of it: one page takes up enough of the question's words, a page that is about it knows each name asked
 * for, and where a price is wanted there is one.
 */
export function findMissing(quotes: readonly Quote[], question: string): (asked: string) => Missing {
  const pages = wordsByPage(quotes);
  const concepts = everyWordAlike(question);
  const best = Math.max(0, ...pages.map((words) => coverage(concepts, words)));
  // What the job asks for itself answers, whatever words it has in common with the question.
  const isGiven = quotes.some(({ asked_for }) => asked_for);
  return (asked) => {
    if (best < aboutIt) return { isAnswered: isGiven, missing: [] };
    const missing = unknownNames({ asked, concepts, pages });
    if (wantsPrice.test(asked) && !quotes.some(givesPrice)) missing.push('a price');
    return { isAnswered: isGiven || missing.length === 0, missing };
  };
}

function wordsByPage(quotes: readonly Quote[]): PageWords[] {
  const pages = new Map<string, Set<string>>();
  for (const quote of quotes) {
    const words = pages.get(quote.url) ?? new Set();
    for (const term of quoteTerms([quote])) words.add(term);
    pages.set(quote.url, words);
  }
  const places = new Map(quotes.map(({ url, title, heading }) => [[title, ...heading].join('\n'), url]));
  for (const [place, url] of places) for (const term of tokenize(place)) pages.get(url)?.add(term);
  return [...pages.values()];
}

/** Rarity says little within a handful of pages that were chosen for these very words. */
function everyWordAlike(question: string): Concept[] {
  const unknown = { size: 0, documentFrequency: () => 0 };
  return conceptsOf(question, unknown).map((concept) => ({ ...concept, weight: 1 }));
}

/** Names that are asked for and that no page knows which is otherwise near the question; numbers are no names. */
function unknownNames(given: { asked: string; concepts: Concept[]; pages: PageWords[] }): string[] {
  const words = [...given.asked.matchAll(/[\p{L}\p{N}_$][\p{L}\p{N}_$.'’-]*/gu)].map(([word]) => word);
  const names = given.concepts.filter(({ term, isName }) => isName && !/^\d/.test(term));
  const unknown = names.filter((name) => {
    const others = given.concepts.filter((concept) => concept !== name);
    return !given.pages.some((page) => page.has(name.term) && coverage(others, page) >= nearIt);
  });
  return [...new Set(words.filter((word) => unknown.some(({ term }) => tokenize(word)[0] === term)))];
}

/** "What does it cost", not "at what cost": most costs of software are no prices. */
const wantsPrice =
  /\b(?:what|how much)\s+(?:do|does|did|will|would)\b[^?]*\bcost\b|\b(?:what|which)\b[^?]*\b(?:prices?|pricing|fees?)\b|\bhow expensive\b/i;

const givesPrice = ({ form, text }: Quote) =>
  form !== 'code' &&
  /[$€£¥]\s?\d|\d\s?(?:USD|EUR|GBP|dollars?|euros?|cents?)\b|\bfree of charge\b/i.test(text);
