import { cannotReword, closestPassages } from '#lib/models/nothing-found.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { ja } from './ja.ts';
import type { ReportWords } from './report-words.ts';
import { zh } from './zh.ts';

/** The languages that our own sentences stand in. */
export const reportWords: readonly ReportWords[] = [en, de, fr, es, zh, ja, ar, hi];

/** Our words in a language (BCP-47, `de-AT` is German), English where we have none in it. */
export function wordsOf(language: string | undefined): ReportWords {
  const [primary] = (language ?? 'en').toLowerCase().split('-');
  return reportWords.find((words) => words.language === primary) ?? en;
}

/** Whether a sentence is one of ours, in any language, that says that nothing was found; it rests on no quote. */
export function saysNothingFound(sentence: string): boolean {
  const told = plain(sentence);
  return fixed.some(({ head, tail }) => told.startsWith(head) && told.endsWith(tail));
}

const plain = (sentence: string) =>
  sentence
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replaceAll('’', "'")
    .toLowerCase();

/** These sentences without what they are about. */
const fixed = reportWords.flatMap((words) =>
  [
    cannotReword(),
    closestPassages(),
    words.nothingFound,
    words.nothingFoundAboutThis,
    words.nothingFoundAbout('\n'),
    words.lacking(['\n']),
  ].map((sentence) => {
    const [head = '', tail = ''] = sentence.split('\n');
    return { head: plain(head), tail: plain(tail) };
  }),
);
