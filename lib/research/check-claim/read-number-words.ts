import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

export type NumberWords = { value: number; start: number; end: number; ordinal: boolean; vague: boolean };

const joints: Record<string, string> = { en: 'and', fr: 'et', es: 'y', pt: 'e', de: 'und', nl: 'en' };
const vagueBefore =
  /^(?:few|several|many|some|einige|mehrere|paar|quelques|plusieurs|varios|alcuni|qualche|vários|enkele|несколько|बहुत|कुछ|عدة|بضع)$/;

/** The numbers of a text that are written as words of languages with spaces; `one` and its like come too, as 1. */
export function readNumberWords(words: readonly Word[], lexicon: Lexicon): NumberWords[] {
  const found: NumberWords[] = [];
  for (let at = 0; at < words.length; at++) {
    // "dix pour cent" says a unit.
    if (/^(?:pour|por|per) c(?:ent|ento|iento)$/.test(`${words[at - 1]?.lower} ${words[at]?.lower}`))
      continue;
    const run = readRun(words, at, lexicon);
    const first = words[at];
    const last = words[at + run.length - 1];
    if (run.length === 0 || !first || !last) continue;
    const vague = vagueBefore.test(words[at - 1]?.lower ?? '');
    found.push({ value: run.value, start: first.start, end: last.end, ordinal: run.ordinal, vague });
    at += run.length - 1;
  }
  return found;
}

const compoundStart =
  /^(zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend)(?=er|fach|mal|köpfig|jährig|stündig|tägig|stöckig|teilig|seitig)/;

/** Numbers within German words, such as the 10 of `Zehnerkarte`: the page has them, though it does not count with them. */
export function readCompounds(words: readonly Word[], lexicon: Lexicon): NumberWords[] {
  if (lexicon.code !== 'de') return [];
  return words.flatMap(({ lower, start, end }) => {
    const value = lexicon.numbers.get(compoundStart.exec(lower)?.[1] ?? '');
    return value === undefined ? [] : [{ value, start, end, ordinal: false, vague: true }];
  });
}

/** Adds up words as they are said: "two hundred and fifty thousand", "quatre-vingt-dix", "тридцать пять". */
function readRun(words: readonly Word[], at: number, lexicon: Lexicon) {
  let total = 0;
  let current = 0;
  let room = Number.POSITIVE_INFINITY;
  let length = 0;
  for (let next = at; next < words.length; next++) {
    const word = words[next];
    if (!word) break;
    const joint = word.lower === joints[lexicon.code] && length > 0 && next > at;
    const ordinal = ordinalOf(word.lower, lexicon);
    if (ordinal !== undefined) {
      if (length > 0 && ordinal >= room) break;
      return { value: total + current + ordinal, length: next - at + 1, ordinal: true };
    }
    const value = joint ? undefined : numberOf(word.lower, lexicon);
    if (value === undefined) {
      if (joint && numberOf(words[next + 1]?.lower ?? '', lexicon) !== undefined) continue;
      break;
    }
    if (value === 20 && lexicon.code === 'fr' && current % 100 === 4) {
      current += 76;
      room = 20;
    } else if (value >= 1000) {
      if (length > 0 && value > room && total > 0) break;
      total += Math.max(current, 1) * value;
      current = 0;
      room = value;
    } else if (value === 100) {
      if (current > 99) break;
      current = Math.max(current, 1) * 100;
      room = 100;
    } else if (value < 1 || (value === 12 && current > 0 && current < 10)) {
      if (length === 0) return { value, length: 1, ordinal: false };
      break;
    } else if (lexicon.code === 'ar' && value >= 20 && value < 100 && length === 1 && current < 10) {
      current += value;
      room = 1;
    } else {
      if (length > 0 && value >= room) break;
      current += value;
      room = roomAfter(value, lexicon.code);
    }
    length = next - at + 1;
  }
  return { value: total + current, length, ordinal: false };
}

/** What may still be added to a part of a number: less than this. */
function roomAfter(value: number, code: string): number {
  if (value >= 100) return 100;
  if (value >= 20) return code === 'fr' ? 20 : 10;
  return value === 10 && code === 'fr' ? 10 : 1;
}

function ordinalOf(word: string, lexicon: Lexicon): number | undefined {
  return lexicon.ordinals.get(word);
}

function numberOf(word: string, lexicon: Lexicon): number | undefined {
  const known = lexicon.numbers.get(word);
  if (known !== undefined) return word.length > 1 || lexicon.code !== 'en' ? known : undefined;
  const half = /^(.{3,}?)(?:einhalb|[eë]nhalve?)$/.exec(word)?.[1];
  if (half && /^(?:de|nl)$/.test(lexicon.code)) {
    const whole = numberOf(half, lexicon);
    return whole === undefined ? undefined : whole + 0.5;
  }
  const glue = glues[lexicon.code];
  if (glue) return gluedValue(word, lexicon.numbers, glue);
  if (lexicon.code === 'ar' && word.startsWith('و')) return lexicon.numbers.get(word.slice(1));
  return undefined;
}

/** Languages that write numbers as one word: `zweihundertfünfundzwanzigtausend`, `ventiquattromila`, `vijfenveertig`. */
type Glue = {
  scales: readonly (readonly [string, number])[];
  /** What stands between the parts of a number. */
  joint: RegExp;
  /** A ten and a one, in either order and in whatever form. */
  parts: (word: string) => readonly [ten: string, one: string];
};

const glues: Record<string, Glue> = {
  de: {
    scales: [
      ['tausend', 1000],
      ['hundert', 100],
    ],
    joint: /^und/,
    parts: (word) => {
      const [, one = '', ten = ''] = /^(.+?)und(.+zig|dreißig)$/.exec(word) ?? [];
      return [ten, one];
    },
  },
  nl: {
    scales: [
      ['duizend', 1000],
      ['honderd', 100],
    ],
    joint: /^en(?!\p{L}{0,2}$)/u,
    parts: (word) => {
      const [, one = '', ten = ''] = /^(.+?)[eë]n(.+tig)$/.exec(word) ?? [];
      return [ten, one];
    },
  },
  it: {
    scales: [
      ['mila', 1000],
      ['mille', 1000],
      ['cento', 100],
    ],
    joint: /^(?=$)/,
    parts: (word) => {
      const [, ten = '', one = ''] =
        /^(vent|.+?ant|trent)[ia]?(uno?|due|tr[eé]|quattro|cinque|sei|sette|otto|nove)$/.exec(word) ?? [];
      return [`${ten}${ten === 'vent' ? 'i' : 'a'}`, one.replace('é', 'e')];
    },
  },
};

function gluedValue(word: string, numbers: ReadonlyMap<string, number>, glue: Glue): number | undefined {
  if (word === '') return 0;
  const known = numbers.get(word);
  if (known !== undefined) return known;
  for (const [scale, size] of glue.scales) {
    const at = word.indexOf(scale);
    if (at < 0) continue;
    const many = at === 0 ? 1 : gluedValue(word.slice(0, at), numbers, glue);
    const rest = gluedValue(word.slice(at + scale.length).replace(glue.joint, ''), numbers, glue);
    return many !== undefined && rest !== undefined && many < 1000 ? many * size + rest : undefined;
  }
  const [ten, one] = glue.parts(word).map((part) => numbers.get(part));
  return one !== undefined && ten !== undefined && one < 10 ? one + ten : undefined;
}
