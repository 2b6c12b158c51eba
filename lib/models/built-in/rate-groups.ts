import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { collectionOf, countTerms, idf } from '#lib/text/bm25.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { Group } from './group-quotes.ts';
import { type Intent, intentOf, speaksTo } from './intent.ts';
import { shortForm } from './short-form.ts';

/** A part of the question as the writer sees it: `terms` are the words that it alone has, as shares of 1. */
export type Part = {
  heading: string;
  intent: Intent | undefined;
  terms: ReadonlyMap<string, number>;
  /** It is one of several, and none of its own words stands in any quote. */
  isUnanswered: boolean;
};

/** A group with what it is worth and the part of the question that it answers best. */
export type RatedGroup = Group & { rating: number; part: number; fit: number; at: number };

/** The parts of a plan with the words that set each apart from the others. */
export function partsOf(plan: Plan, quotes: readonly Quote[]): Part[] {
  const said = quotes.map(
    ({ text, heading, title }) => new Set(tokenize([title, ...heading, text].join('\n'))),
  );
  const collection = collectionOf(said.map((terms) => countTerms([...terms])));
  const headings = plan.sub_questions.map(({ question }) => shortForm(question));
  const words = headings.map((heading) => [...new Set(tokenize(heading))]);
  return headings.map((heading, index) => {
    const others = words.filter((_, other) => other !== index).flat();
    const own = (words[index] ?? []).filter((word) => !others.includes(word));
    const weighed = own.map((term) => [term, idf(term, collection) ** 0.6] as const);
    const total = weighed.reduce((sum, [, weight]) => sum + weight, 0) || 1;
    const isUnsaid = own.length > 1 && own.every((term) => collection.documentFrequency(term) === 0);
    return {
      heading,
      intent: intentOf(heading),
      terms: new Map(weighed.map(([term, weight]) => [term, weight / total])),
      isUnanswered: headings.length > 1 && isUnsaid,
    };
  });
}

/** Rates groups, the best first: how well their quotes scored, and whether they sound like an answer to their part. */
export function rateGroups(groups: readonly Group[], parts: readonly Part[]): RatedGroup[] {
  return groups
    .map((group, at): RatedGroup => {
      const fits = parts.map((part) => fitOf(group, part));
      const part = Math.max(fits.indexOf(Math.max(...fits)), 0);
      const says = speaksTo(parts[part]?.intent, textOf(group));
      return { ...group, at, part, fit: fits[part] ?? 0, rating: baseOf(group) + 0.15 * says };
    })
    .sort((left, right) => right.rating - left.rating || left.at - right.at);
}

function fitOf(group: Group, { terms, intent }: Part): number {
  const { text, heading } = textOf(group);
  const said = new Set(tokenize(text));
  const above = new Set(tokenize(heading.join('\n')));
  let fit = 0.4 * speaksTo(intent, { text, heading });
  for (const [term, weight] of terms) fit += said.has(term) ? weight : above.has(term) ? weight * 0.5 : 0;
  return fit;
}

function textOf({ core, quotes }: Group) {
  const about = quotes[0] as Quote;
  return { text: core.map(({ text }) => text).join('\n'), heading: [about.title, ...about.heading] };
}

/** The best of what the group is there for, and a little of its second best; code lives on what introduces it. */
function baseOf({ kind, core, quotes }: Group): number {
  const scores = core.map(({ score }) => score).sort((left, right) => right - left);
  const best = scores[0] ?? 0;
  if (kind === 'code') {
    const lead = quotes.at(-2);
    return lead && quotes.length > core.length ? 0.7 * lead.score + 0.25 * best : 0.6 * best;
  }
  if (kind === 'table') return best - 0.15;
  return best + 0.1 * (scores[1] ?? 0);
}
