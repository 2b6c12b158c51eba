import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { nl } from './nl.ts';
import { pt } from './pt.ts';
import type { ReportWords } from './report-words.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** The languages that our own sentences stand in. */
export const reportWords: readonly ReportWords[] = [en, de, fr, es, it, pt, nl, ru, zh, ja, ar, hi];

/** Our words in a language (BCP-47, `de-AT` is German), English where we have none in it. */
export function wordsOf(language: string | undefined): ReportWords {
  const [primary] = (language ?? 'en').toLowerCase().split('-');
  return reportWords.find((words) => words.language === primary) ?? en;
}

/** Whether a sentence is one of ours, in any language: that nothing was found, or what it is that was; it rests on no quote. */
export const isOurs = (sentence: string): boolean => stands(sentence, ours);

/** Whether a sentence of ours, in any language, says that nothing was found about a question or a part of one. */
export const saysNothingFound = (sentence: string): boolean => stands(sentence, givenUp);

/** The words of a sentence of ours around what it is about, in their order; the last end it. */
type Fixed = { head: string; between: string[]; tail: string };

function stands(sentence: string, fixed: readonly Fixed[]): boolean {
  const told = plain(sentence);
  return fixed.some(
    ({ head, between, tail }) =>
      told.startsWith(head) && told.endsWith(tail) && between.every((words) => told.includes(words)),
  );
}

const plain = (sentence: string) =>
  sentence
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replaceAll('’', "'")
    .toLowerCase();

/** Of a sentence in which a line break stands for what it is about. */
function fixed(sentence: string): Fixed {
  const [head = '', ...more] = sentence.split('\n').map(plain);
  return { head, between: more.slice(0, -1), tail: more.at(-1) ?? '' };
}

const givenUp = reportWords.flatMap((words) =>
  [words.nothingFound, words.nothingFoundAboutThis, words.nothingFoundAbout('\n')].map(fixed),
);
const ours = [
  ...givenUp,
  ...reportWords.flatMap((words) =>
    [
      ...Object.values(words.talk),
      words.otherLanguage,
      words.closest,
      words.lacking(['\n']),
      words.readInPart('\n'),
      words.respelled({ written: '\n', read: '\n' }),
    ].map(fixed),
  ),
];
