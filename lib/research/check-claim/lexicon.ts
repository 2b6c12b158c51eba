import { stem } from '#lib/text/stem.ts';
import { englishBase } from './english-base.ts';
import { languages } from './languages/index.ts';
import type { Language, Quantifier } from './languages/language.ts';
import { wordnetOpposites } from './languages/wordnet-opposites.ts';
import { readWordList, type WordList } from './word-list.ts';

export const quantifierNames: readonly Quantifier[] = ['all', 'none', 'some', 'most', 'only'];

/** A language's lists, ready to be asked. */
export type Lexicon = {
  code: string;
  common: ReadonlySet<string>;
  negation: WordList;
  denial: WordList;
  quantifiers: readonly { name: Quantifier; has: WordList }[];
  about: WordList;
  over: WordList;
  under: WordList;
  passive: WordList;
  numbers: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  opposite(one: string, other: string): boolean;
};

const made = new Map<string, Lexicon>();

/** What is known of a language; of one that is not in the list, English, whose lists then find nothing. */
export function lexiconOf(code: string): Lexicon {
  const language = languages.find((known) => known.code === code) ?? languages[0];
  if (!language) throw new Error('There is no language.');
  const lexicon = made.get(language.code) ?? compile(language);
  made.set(language.code, lexicon);
  return lexicon;
}

function compile(language: Language): Lexicon {
  const { negations, denials, about, over, under, passive } = language;
  return {
    code: language.code,
    common: new Set(language.common.split(' ')),
    negation: readWordList(negations),
    denial: readWordList(denials),
    quantifiers: quantifierNames.map((name) => ({ name, has: readWordList(language.quantifiers[name]) })),
    about: readWordList(about),
    over: readWordList(over),
    under: readWordList(under),
    passive: readWordList(passive),
    numbers: readNumbers(language.numbers),
    ordinals: readNumbers(language.ordinals),
    opposite: oppositesOf(language),
  };
}

const readNumbers = (list: string) =>
  new Map(
    list
      .split(' ')
      .filter(Boolean)
      .map((entry): [string, number] => {
        const [word = '', value = ''] = entry.split('=');
        return [word, Number(value)];
      }),
  );

/** Symmetric: what is the opposite of a word has it as its own. */
function oppositesOf(language: Language): Lexicon['opposite'] {
  const rows = language.opposites.map((row) => row.split('|').map(readWordList));
  const isPair = language.code === 'en' ? wordnetPairs() : () => false;
  return (one, other) =>
    rows.some(([left, right]) => (left?.(one) && right?.(other)) || (left?.(other) && right?.(one))) ||
    isPair(one, other);
}

function wordnetPairs(): Lexicon['opposite'] {
  const pairs = new Set<string>();
  for (const pair of wordnetOpposites.trim().split(/\s+/)) {
    const [one = '', other = ''] = pair.split('/').map((word) => stem(word));
    pairs.add(`${one}/${other}`).add(`${other}/${one}`);
  }
  const forms = (word: string) => {
    const base = englishBase(word);
    // "stronger", "weakest", "earlier", "bigger"
    const plain = base.replace(/ie(?:r|st)$/, 'y').replace(/(?<=\w{3})e(?:r|st)$/, '');
    return [stem(base), stem(plain), stem(plain.replace(/(.)\1$/, '$1'))];
  };
  return (one, other) =>
    forms(one).some((left) => forms(other).some((right) => pairs.has(`${left}/${right}`)));
}
