import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { collectionOf, countTerms, idf } from '#lib/text/bm25.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { findMissing, type Missing } from './find-missing.ts';
import type { Group } from './group-quotes.ts';
import { type Intent, intentOf, speaksTo } from './intent.ts';
import { quoteTerms } from './quote-terms.ts';
import { questionHeading } from './split-question.ts';

/**
 * A part of the question as the writer sees it: `terms` are the words that it alone has, with weights
 * that are 1 in sum where all of them are as rare as can be.
 */
export type Part = Missing & {
  heading: string;
  intent: Intent | undefined;
  terms: ReadonlyMap<string, number>;
  /** All words of its sub-question. */
  asked: string[];
};

/** A group with what it is worth, how well it fits each part, and the part that it fits best. */
export type RatedGroup = Group & { rating: number; fits: number[]; part: number; at: number };

/** The parts of a plan, with the words that set each apart from the others and what the quotes lack for it. */
export function partsOf(given: { question: string; plan: Plan; quotes: readonly Quote[] }): Part[] {
  const { question, plan, quotes } = given;
  const collection = collectionOf(quotes.map((quote) => countTerms([...quoteTerms([quote])])));
  const headings = plan.sub_questions.map((part) => questionHeading(part.question));
  const words = headings.map((heading) => [...new Set(tokenize(heading))]);
  const missingFrom = findMissing(quotes, question);
  return headings.map((heading, index) => {
    const others = words.filter((_, other) => other !== index).flat();
    const own = (words[index] ?? []).filter((word) => !others.includes(word));
    const rarest = Math.log(1 + (collection.size + 0.5) / 0.5);
    return {
      ...missingFrom(heading),
      heading,
      intent: intentOf(heading),
      asked: tokenize(plan.sub_questions[index]?.question ?? ''),
      terms: new Map(own.map((term) => [term, idf(term, collection) / rarest / own.length])),
    };
  });
}

/** Rates groups, the best first: how well their quotes scored, and whether they sound like an answer to their part. */
export function rateGroups(groups: readonly Group[], parts: readonly Part[]): RatedGroup[] {
  const asked = new Set(parts.flatMap((part) => part.asked));
  const firsts = firstByPage(groups);
  return groups
    .map((group, at): RatedGroup => {
      const { text, heading } = textOf(group);
      const words = { said: quoteTerms(group.core), above: new Set(tokenize(heading.join('\n'))) };
      const fits = parts.map((part) => {
        const own = fitOf(part, words);
        return own + 0.4 * speaksTo(part.intent, { text, heading });
      });
      const part = Math.max(fits.indexOf(Math.max(...fits)), 0);
      const says = speaksTo(parts[part]?.intent, { text, heading });
      const opening = parts[part]?.intent?.name === 'what' && opensPage(group, firsts) ? 0.4 : 0;
      const rating = baseOf(group) + 0.15 * says + opening - strayPurpose(group, asked) + given(group);
      return { ...group, at, part, fits, rating };
    })
    .sort((left, right) => right.rating - left.rating || left.at - right.at);
}

/** Where the first group of each page begins. */
function firstByPage(groups: readonly Group[]): Map<string, number> {
  const firsts = new Map<string, number>();
  for (const { url, start } of groups.flatMap(({ quotes }) => quotes)) {
    firsts.set(url, Math.min(start, firsts.get(url) ?? start));
  }
  return firsts;
}

/** A page says first what its matter is. */
function opensPage({ quotes }: Group, firsts: ReadonlyMap<string, number>): boolean {
  const [first] = quotes;
  return first !== undefined && first.heading.length <= 1 && firsts.get(first.url) === first.start;
}

/** How far a group takes up the words that set a part apart; a word in the headings above it counts half. */
function fitOf({ terms }: Part, words: { said: ReadonlySet<string>; above: ReadonlySet<string> }): number {
  let fit = 0;
  for (const [term, weight] of terms) {
    if (words.said.has(term)) fit += weight;
    else if (words.above.has(term)) fit += weight / 2;
  }
  return fit;
}

function textOf({ core, quotes }: Group) {
  const about = quotes[0] as Quote;
  return { text: core.map(({ text }) => text).join('\n'), heading: [about.title, ...about.heading] };
}

/** What the job asks for itself comes before what was found. */
const given = ({ core }: Group): number => (core.some(({ asked_for }) => asked_for) ? 0.5 : 0);

/** "To cancel it, …" answers another question than one that says nothing of cancelling. */
function strayPurpose({ quotes }: Group, asked: ReadonlySet<string>): number {
  const [, purpose] = /^To\s+([^,:]{3,120}),/.exec(quotes[0]?.text ?? '') ?? [];
  return purpose && !tokenize(purpose).some((word) => asked.has(word)) ? 0.4 : 0;
}

/** The best of what the group is there for, and a little of its second best; code lives on what introduces it. */
function baseOf({ kind, core, quotes }: Group): number {
  const scores = core.map(({ score }) => score).sort((left, right) => right - left);
  const best = scores[0] ?? 0;
  if (kind === 'code') {
    const lead = quotes.length > core.length ? quotes.at(-2) : undefined;
    const placeholders = core.some(({ text }) => /\b__[A-Z_]{3,}__\b/.test(text)) ? 0.1 : 0;
    return (lead ? 0.7 * lead.score + 0.25 * best : 0.6 * best) - placeholders;
  }
  if (kind === 'table') return best - 0.15;
  return best + 0.1 * (scores[1] ?? 0);
}
