import type { Plan } from '#lib/schema/plan.ts';
import { distinguish, shareIn, tellingWords } from '#lib/text/telling-words.ts';
import { termsAbove } from '#lib/text/terms-above.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { earlierShare } from './earlier-words.ts';

/** A quotable unit as it is scored: its words, its section with the section's score, and its place in it. */
export type ScorableUnit = {
  text: string;
  form: 'sentence' | 'item' | 'code' | 'table';
  heading: readonly string[];
  title: string;
  sectionScore: number;
  /** 0 for the first unit of its section. */
  position: number;
};

/** What its section counts for, and the words of the question in a unit itself. */
const weights = { section: 1.5, words: 1, opening: 0.1 };

/**
 * How much each unit answers the plan: the sub-question that it answers best, by the words that this one alone has and
 * then by all of them, and a score that compares units of a job. Units that speak alike to several sub-questions are
 * dealt out in turn.
 */
export function scoreUnits(
  units: readonly ScorableUnit[],
  { plan, earlier = '' }: { plan: Plan; earlier?: string | undefined },
): { sub_question: number; score: number }[] {
  const parts = distinguish(plan.sub_questions.map(({ question }) => question));
  const before = tellingWords(earlier);
  let turn = 0;
  return units.map((unit) => {
    const words = new Set(tokenize(unit.text));
    const above = new Set([...words, ...termsAbove(unit)]);
    const fits = parts.map(({ own, all }) => shareIn(own, above) + 0.5 * shareIn(all, above));
    const best = fits.reduce((most, fit) => Math.max(most, fit), 0);
    const equal = [...fits.keys()].filter((part) => (fits[part] ?? 0) === best);
    const sub_question = equal[turn % Math.max(equal.length, 1)] ?? 0;
    if (equal.length > 1) turn += 1;
    const said = Math.max(0, ...parts.map(({ all }) => shareIn(all, words)));
    let score = weights.section * unit.sectionScore + weights.words * said;
    score += earlierShare * shareIn(before, words);
    if (unit.position === 0) score += weights.opening;
    return { sub_question, score };
  });
}
