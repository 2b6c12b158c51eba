import type { Plan } from '#lib/schema/plan.ts';
import type { SearchSource } from './ports.ts';

/** What is asked for in a round: queries of a sub-question. */
export type Search = { sub_question: number; queries: string[] };
export type Query = { sub_question: number; query: string };

/**
 * What a source is asked in a round, the first query of each sub-question before any second one. One that is good for
 * some questions only is asked where the planner chose it; where no planner chose, by its own rule: about each
 * sub-question that it suits, and where it may suit, one query of the whole job to see. Whoever names nothing but such
 * sources has chosen already.
 */
export function queriesFor(
  source: SearchSource,
  {
    plan,
    searches,
    isFirst,
    isChosen,
  }: { plan: Plan; searches: readonly Search[]; isFirst: boolean; isChosen: boolean },
): Query[] {
  const all = searches
    .flatMap(({ sub_question, queries }) => queries.map((query, place) => ({ sub_question, query, place })))
    .sort((left, right) => left.place - right.place)
    .map(({ sub_question, query }) => ({ sub_question, query }));
  const { suits } = source;
  // What there is in a span of time is the same whatever the words.
  if (suits === 'times') return plan.time_range && isFirst ? all.slice(0, 1) : [];
  if (!suits || isChosen) return all;
  if (plan.sources) return plan.sources.includes(source.id) ? all : [];
  const fits = searches.map(({ sub_question, queries }) => {
    const question = plan.sub_questions[sub_question]?.question ?? '';
    return { sub_question, fit: suits.rule([question, ...queries].join('\n')) };
  });
  const about = new Set(fits.filter(({ fit }) => fit === 'yes').map(({ sub_question }) => sub_question));
  if (about.size > 0) return all.filter(({ sub_question }) => about.has(sub_question));
  const mayFit = fits.find(({ fit }) => fit === 'maybe')?.sub_question;
  return isFirst ? all.filter(({ sub_question }) => sub_question === mayFit).slice(0, 1) : [];
}
