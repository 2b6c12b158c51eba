import { closestSentences, type Ranked } from './align.ts';
import type { Evidence } from './evidence.ts';
import { guessLanguageBeside, guessLanguageWithin } from './guess-language.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import type { Quantity } from './quantity.ts';
import { readQuantities } from './read-quantities.ts';
import { readWords, type Word } from './read-words.ts';
import { withoutMarks } from './without-marks.ts';

/** A claim as the finders of faults see it. */
export type ClaimReading = {
  text: string;
  words: Word[];
  quantities: Quantity[];
  lexicon: Lexicon;
  /** Whether the evidence is in the same language; else only numbers can be compared. */
  sameLanguage: boolean;
  /** The sentences that speak to it, the best first. */
  closest: Ranked[];
  evidence: Evidence;
};

export function readClaim(claim: string, evidence: Evidence, language?: string): ClaimReading {
  const text = withoutMarks(claim).trim();
  const spoken = language ? guessLanguageWithin(text, language) : guessLanguageBeside(text, evidence.text);
  const words = readWords(text, spoken);
  return {
    text,
    words,
    quantities: readQuantities(text, spoken, words),
    lexicon: lexiconOf(spoken),
    sameLanguage: spoken === evidence.language,
    closest: closestSentences(words, evidence.sentences),
    evidence,
  };
}
