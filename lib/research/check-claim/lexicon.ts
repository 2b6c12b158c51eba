import { stem } from '#lib/text/stem.ts';
import { languages } from './languages/index.ts';
import type { Language, Quantifier } from './languages/language.ts';
import { wordnetOpposites } from './languages/wordnet-opposites.ts';
import { englishOpposite } from './verb-bases.ts';
import { readWordList, type WordList } from './word-list.ts';

const quantifierNames: readonly Quantifier[] = ['all', 'none', 'some', 'most', 'only'];

/** A language's lists, ready to be asked. */
export type Lexicon = {
  code: string;
  /** Whether it is written without spaces between words. */
  isUnspaced: boolean;
  common: ReadonlySet<string>;
  negation: WordList;
  denial: WordList;
  quantifiers: readonly { name: Quantifier; has: WordList }[];
  about: WordList;
  over: WordList;
  under: WordList;
  passive: WordList;
  modal: WordList;
  numbers: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  /** What a number in digits may be counted in ("million", "Mrd"): its own words, and those that CLDR abbreviates. */
  scales: ReadonlyMap<string, number>;
  /** Whether two negations of a clause are one (`ne … pas`), and whether one stands behind what it denies. */
  negatesTwice: boolean;
  negatesAfter: boolean;
  /** "and", "or" of any language. */
  joint: WordList;
  opposite(one: string, other: string): boolean;
  /** Whether two words stand on the same side of a pair of opposites, as "allowed" and "permitted". */
  alike(one: string, other: string): boolean;
};

const made = new Map<string, Lexicon>();

/** Whether there are lists of a language: without, its number words cannot be read. */
export const isListed = (code: string): boolean => languages.some((known) => known.code === code);

/** What is known of a language; of one that is not in the list, English, whose lists then find nothing. */
export function lexiconOf(code: string): Lexicon {
  const language = languages.find((known) => known.code === code) ?? languages[0];
  if (!language) throw new Error('There is no language.');
  const lexicon = made.get(language.code) ?? compile(language);
  made.set(language.code, lexicon);
  return lexicon;
}

function compile(language: Language): Lexicon {
  const { denials, about, over, under, passive } = language;
  return {
    code: language.code,
    isUnspaced: /^(?:zh|ja)$/.test(language.code),
    common: new Set(language.common.split(' ')),
    negation: negationOf(language),
    denial: readWordList(denials),
    quantifiers: quantifierNames.map((name) => ({ name, has: readWordList(language.quantifiers[name]) })),
    about: readWordList(about),
    over: readWordList(over),
    under: readWordList(under),
    passive: readWordList(passive),
    modal: readWordList(language.modals ?? ''),
    numbers: readNumbers(language.numbers),
    ordinals: readNumbers(language.ordinals),
    scales: scalesOf(language.code, readNumbers(language.numbers)),
    negatesTwice: language.negatesTwice ?? false,
    negatesAfter: language.negatesAfter ?? false,
    joint: readWordList(
      `${language.code === 'nl' ? 'en of ' : ''}and or und oder et ou y e o u ed и или 和 与 或 及 または と و أو और या`,
    ),
    ...oppositesOf(language),
  };
}

/** In Chinese also a negation between common words, as 不会, 就不 and 不为, which stand in no list. */
function negationOf({ code, negations, common }: Language): WordList {
  const has = readWordList(negations);
  if (code !== 'zh') return has;
  const plain = new Set(['', ...common.split(' ')]);
  return (word) => {
    if (has(word)) return true;
    const [, before = '', after = ''] = /^(.{0,2})[不没未](.{0,2})$/u.exec(word) ?? [word];
    return `${before}${after}` !== '' && plain.has(before) && plain.has(after);
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

function scalesOf(code: string, numbers: ReadonlyMap<string, number>): Map<string, number> {
  const scales = new Map([...numbers].filter(([name, size]) => size >= 100 && name.length > 1));
  for (const compactDisplay of ['short', 'long'] as const) {
    const format = new Intl.NumberFormat(code, {
      notation: 'compact',
      compactDisplay,
      numberingSystem: 'latn',
    });
    for (const value of [1e3, 2e3, 5e3, 1e5, 1e6, 2e6, 5e6, 1e9, 2e9, 5e9, 1e12]) {
      const parts = format.formatToParts(value);
      const name =
        parts
          .find(({ type }) => type === 'compact')
          ?.value.toLowerCase()
          .replace(/\.$/, '') ?? '';
      const count = Number(parts.find(({ type }) => type === 'integer')?.value);
      if (count > 0 && /^\p{L}[\p{L}\p{M}]+$/u.test(name) && !scales.has(name))
        scales.set(name, value / count);
    }
  }
  return scales;
}

/** Symmetric: what is the opposite of a word has it as its own. */
function oppositesOf(language: Language): Pick<Lexicon, 'opposite' | 'alike'> {
  const sides = language.opposites.flatMap((row) => row.split('|').map(readWordList));
  const known = new Map<string, number[]>();
  /** The sides that a word is on; of a pair one has an even number and the other the next. */
  const sidesOf = (word: string) => {
    const found = known.get(word) ?? sides.flatMap((has, side) => (has(word) ? [side] : []));
    if (known.size < mostKnown) known.set(word, found);
    return found;
  };
  const isPair = language.code === 'en' ? wordnetPairs() : () => false;
  return {
    opposite: (one, other) =>
      sidesOf(one).some((side) => sidesOf(other).includes(side ^ 1)) || isPair(one, other),
    alike: (one, other) => sidesOf(one).some((side) => sidesOf(other).includes(side)),
  };
}

const mostKnown = 50_000;

function wordnetPairs(): Lexicon['opposite'] {
  const pairs = new Set<string>();
  for (const pair of wordnetOpposites.trim().split(/\s+/)) {
    const [one = '', other = ''] = pair.split('/').map((word) => stem(word));
    pairs.add(`${one}/${other}`).add(`${other}/${one}`);
  }
  const known = new Map<string, string[]>();
  const forms = (word: string) => {
    const found = known.get(word) ?? formsOf(word);
    if (known.size < mostKnown) known.set(word, found);
    return found;
  };
  return (one, other) =>
    forms(one).some((left) => forms(other).some((right) => pairs.has(`${left}/${right}`)));
}

/** The stems that a word may have in the list: its own, and that of what it compares. */
function formsOf(word: string): string[] {
  const base = englishOpposite(word);
  // "stronger", "weakest", "earlier", "bigger"
  const plain = base.replace(/ie(?:r|st)$/, 'y').replace(/(?<=\w{3})e(?:r|st)$/, '');
  return [...new Set([stem(base), stem(plain), stem(plain.replace(/(.)\1$/, '$1'))])];
}
