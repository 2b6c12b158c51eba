import { stem } from '#lib/text/stem.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { englishBase, germanBase } from './verb-bases.ts';

/** A word as the check sees it. `key` is what two forms of a word share; `content` is false for the commonest words. */
export type Word = {
  text: string;
  lower: string;
  key: string;
  start: number;
  end: number;
  content: boolean;
};

const pattern = /[\p{L}\p{N}_$%°€£][\p{L}\p{M}\p{N}_$%°]*(?:[.,\-'’][\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$%]*)*/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const segmenters = new Map<string, Intl.Segmenter>();

/** The words of a text in order; scripts without spaces are cut by the dictionary of `Intl.Segmenter`. */
export function readWords(text: string, language: string): Word[] {
  const lexicon = lexiconOf(language);
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const found = match[0];
    if (unspaced.test(found)) {
      for (const { segment, index } of segmenterOf(language).segment(found)) {
        words.push(wordOf(segment, match.index + index, lexicon));
      }
      continue;
    }
    let at = match.index;
    for (const part of splitJoined(found)) {
      const place = text.indexOf(part, at);
      words.push(wordOf(part, place, lexicon));
      at = place + part.length;
    }
  }
  return words;
}

/** `twenty-five`, `n't` and elided articles are words of their own; numbers, versions and dotted names stay whole. */
function splitJoined(word: string): string[] {
  if (/\d/.test(word)) return [word];
  const negated = /^(.+?)(n['’]t)$/i.exec(word);
  if (negated) return [negated[1] ?? '', negated[2] ?? ''];
  return word.split(/[-'’]/).filter(Boolean);
}

function wordOf(text: string, start: number, lexicon: Lexicon): Word {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const content = !lexicon.common.has(lower) && (lower.length > 1 || /[\p{N}]|(?![a-z])\p{L}/u.test(lower));
  return { text, lower, key: keyOf(lower, lexicon.code), start, end: start + text.length, content };
}

/** English by its stems; other alphabets by what is left without up to three letters of ending. */
function keyOf(lower: string, code: string): string {
  if (code === 'en') return stem(englishBase(lower));
  if (unspaced.test(lower) || /\d/.test(lower)) return lower;
  const folded = lower.normalize('NFD').replace(/(?<=\p{Script=Latin})\p{M}/gu, '');
  if (lower.length < 5) return code === 'de' ? germanBase(folded) : lower;
  const shorter = endings[code] ? folded.replace(endings[code], '') : folded;
  const key = shorter.length >= 3 ? shorter : folded;
  return code === 'de' ? germanBase(key.replaceAll('ß', 'ss')) : key;
}

const endings: Record<string, RegExp> = {
  de: /(?:innen|ungen|enden|ender|ende|end|eten|ten|tes|ter|tem|te|est|st|en|er|es|em|et|e|n|s|t)$/,
  fr: /(?:issent|aient|èrent|erent|ées|ees|ent|ons|ez|ait|ais|ée|ee|és|es|er|ir|é|e|s|x|a)$/,
  es: /(?:aciones|amiento|ieron|aron|ando|iendo|ados|adas|idos|idas|ado|ada|ido|ida|ción|cion|es|os|as|an|en|ar|er|ir|ó|o|a|e|s)$/,
  it: /(?:azioni|azione|mente|ando|endo|ati|ate|ato|ata|iti|ite|ito|ita|uti|ute|uto|uta|ano|ono|are|ere|ire|ava|eva|iva|[aeio]|à|ò|ì)$/,
  pt: /(?:ações|amento|aram|eram|iram|ando|endo|indo|ados|adas|idos|idas|ado|ada|ido|ida|ação|ou|eu|iu|am|em|ar|er|ir|os|as|es|[aeo]|s)$/,
  nl: /(?:ingen|ende|end|ing|ste|en|te|de|er|e|n|s|t|d)$/,
  ru: /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ться|ется|ла|ло|ли|ть|ый|ий|ой|ая|яя|ое|ее|ые|ие|ов|ев|ей|ах|ях|ам|ям|ом|ем|ую|юю|а|я|о|е|ы|и|у|ю|ь|л)$/,
};

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, known);
  return known;
}
