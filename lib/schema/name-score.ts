import { type Score, ScoreName } from './verdict.ts';

const names = ScoreName.exclude(['score']).options;

/** What the one number of a verdict is: a score of the whole, or the only score that was given, such as an estimated relevance. */
export function nameScore(verdict: Record<(typeof names)[number], Pick<Score, 'score'>>): ScoreName {
  const given = names.filter((name) => verdict[name].score !== null);
  return given.length === 1 ? (given[0] ?? 'score') : 'score';
}

/** The same for people. Relevance by itself is never judged: it is estimated where nothing judges. */
export const scoreWord = (name: ScoreName): string => (name === 'relevance' ? 'estimated relevance' : name);
