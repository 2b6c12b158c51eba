import { splitSentences } from '#lib/text/split-sentences.ts';
import { guessLanguage, guessLanguageBeside } from './guess-language.ts';
import type { Quantity } from './quantity.ts';
import { readQuantities } from './read-quantities.ts';
import { readWords, type Word } from './read-words.ts';
import { withoutMarks } from './without-marks.ts';

export type CheckedQuote = { text: string; before?: string; after?: string; heading?: string };

/** A sentence of the evidence and how near it is: of a quote, of the lines around one, of the page. */
export type SourceSentence = {
  text: string;
  words: Word[];
  keys: ReadonlySet<string>;
  quantities: Quantity[];
  level: 'quote' | 'around' | 'page';
};

/** What a claim is compared with, all in one language. */
export type Evidence = {
  language: string;
  sentences: SourceSentence[];
  quantities: Quantity[];
  keys: ReadonlySet<string>;
  text: string;
};

/** Reads quotes, the lines around them and the page. A text too short to tell its language is taken to have the claim's. */
export function readEvidence(
  quotes: readonly CheckedQuote[],
  sources: readonly string[],
  claim: string,
): Evidence {
  const near = quotes.map(({ text }) => withoutMarks(text)).join('\n');
  const around = quotes
    .flatMap(({ before = '', after = '', heading = '' }) => [before, after, heading])
    .map(withoutMarks)
    .join('\n');
  const pages = sources.filter(Boolean).map(readPage);
  const pageText = pages.map(({ text }) => text).join('\n\n');
  const language = guessLanguageBeside(
    near === '' ? pageText : near,
    near === '' ? claim : `${pageText}\n${claim}`,
  );
  const sentences = [
    ...sentencesOf(near, 'quote', language),
    ...sentencesOf(around, 'around', language),
    ...pages.flatMap(({ sentences }) => sentences),
  ];
  const text = `${near}\n${around}\n${pageText}`;
  return {
    language,
    sentences,
    quantities: sentences.flatMap(({ quantities }) => quantities),
    keys: new Set(sentences.flatMap(({ keys }) => [...keys])),
    text,
  };
}

type Page = { text: string; sentences: SourceSentence[] };
/** Many claims are held against one page, and many pages side by side: those read last are kept, to so many characters. */
const lastPages = new Map<string, Page>();
const keptCharacters = 1_500_000;
let characters = 0;

function readPage(source: string): Page {
  const known = lastPages.get(source);
  if (known) {
    lastPages.delete(source);
    lastPages.set(source, known);
    return known;
  }
  const text = withoutMarks(source);
  const page = { text, sentences: sentencesOf(text, 'page', guessLanguage(text)) };
  lastPages.set(source, page);
  characters += source.length;
  for (const [oldest] of lastPages) {
    if (characters <= keptCharacters || lastPages.size === 1) break;
    lastPages.delete(oldest);
    characters -= oldest.length;
  }
  return page;
}

function sentencesOf(text: string, level: SourceSentence['level'], language: string): SourceSentence[] {
  return text
    .split(/\n+/)
    .flatMap((line) =>
      splitSentences(line, { start: 0, end: line.length }).map(({ start, end }) => line.slice(start, end)),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .map((sentence) => readSentence(sentence, { level, language }));
}

function readSentence(
  text: string,
  { level, language }: { level: SourceSentence['level']; language: string },
): SourceSentence {
  const words = readWords(text, language);
  return {
    text,
    words,
    keys: new Set(words.map(({ key }) => key)),
    quantities: readQuantities(text, language, words),
    level,
  };
}
