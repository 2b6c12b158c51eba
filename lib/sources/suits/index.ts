import type { Source } from '../source.ts';
import { asksOfCode } from './asks-of-code.ts';
import { asksOfStudies } from './asks-of-studies.ts';

type Rule = Exclude<NonNullable<Source['suits']>, 'times'>['rule'];

/** For a catalogue of papers: where studies are asked for; elsewhere one query shows, but for questions on software. */
export const papersMay: Rule = (question) => {
  if (asksOfStudies(question)) return 'yes';
  return asksOfCode(question) ? 'no' : 'maybe';
};

/** For a catalogue that has papers of every field and few of their texts: where studies are asked for. */
export const papersOnly: Rule = (question) => (asksOfStudies(question) ? 'yes' : 'no');

/** For a place where programmers answer each other. */
export const codeOnly: Rule = (question) => (asksOfCode(question) ? 'yes' : 'no');

/** For a place where some questions on software are answered in passing. */
export const codeMay: Rule = (question) => (asksOfCode(question) ? 'maybe' : 'no');
