import { detectLanguage } from '#lib/text/language.ts';
import { languages } from './languages/index.ts';
import { lexiconOf } from './lexicon.ts';

const scripts: readonly [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Devanagari}/gu, 'hi'],
];
const latin = languages.map(({ code }) => code).filter((code) => !scripts.some(([, of]) => of === code));
const telling = 4000;

/** The language of a text by its script and its commonest words; English where nothing tells. */
export function guessLanguage(text: string): string {
  const sample = text.slice(0, telling);
  const all = (sample.match(/\p{L}/gu) ?? []).length;
  for (const [script, code] of scripts) {
    // One Han or kana character says as much as three letters.
    const weight = code === 'ja' || code === 'zh' ? 3 : 1;
    const share = (sample.match(script) ?? []).length / Math.max(all, 1);
    if (share * weight > (code === 'ja' ? 0.2 : 0.4)) return code;
  }
  return latinLanguage(sample);
}

/** By the commonest words; where two languages have as many, or hardly any is known, by letters. */
function latinLanguage(sample: string): string {
  const { best, most, next, countOf } = rankByWords(sample);
  const words = (sample.match(/\p{L}{2,}/gu) ?? []).length;
  const isForeign = words >= fewestWords && most < words / 8;
  if (most >= next + 2 && !isForeign) return best;
  const told = detectLanguage(sample)?.slice(0, 2) ?? best;
  const count = countOf(told);
  return count === undefined ? (isForeign ? told : best) : count >= most - 1 ? told : best;
}

/** In so many words, some are among the commonest of their language. */
const fewestWords = 12;

/** As `guessLanguage`, for a text that may be too short to tell: then what stands beside it has a say. */
export const guessLanguageBeside = (text: string, beside: string): string =>
  tells(text) ? guessLanguage(text) : guessLanguage(`${text}\n${beside.slice(0, 600)}`);

/** As `guessLanguage`, for a part of a text that is said to be in a language (BCP 47): that holds where the part is too short to tell. */
export const guessLanguageWithin = (text: string, language: string): string =>
  tells(text) ? guessLanguage(text) : language.slice(0, 2).toLowerCase();

/** Whether the commonest words of one language stand out, its letters agree with the few there are, or the script tells. */
function tells(text: string): boolean {
  const { best, most, next } = rankByWords(text);
  const isAgreed = () => most > next && detectLanguage(text) === best;
  return most >= next + 2 || isAgreed() || /^\P{L}*(?!\p{Script=Latin})\p{L}/u.test(text);
}

const letters: Record<string, RegExp> = {
  de: /[äöüß]/g,
  fr: /[çèêàûîôœ]|[dlnqsj]['’]\p{L}/gu,
  es: /[ñáíóú¿¡]/g,
  it: /[àèìòù]|(?:dell|nell|all|dall|sull|un)['’]\p{L}/gu,
  pt: /[ãõâêôç]/g,
  nl: /ij/g,
};

/** Without their apostrophe they are words of other languages: "in all". */
const elided = /^(?:all|dell|nell|dall|sull|qu|\p{L})$/u;

/** The language with most of the commonest words, how many it has, and how many the next one. */
function rankByWords(text: string) {
  const counts = countWords(text);
  const [first, second] = counts.toSorted((left, right) => right.count - left.count);
  const countOf = (code: string) => counts.find((one) => one.code === code)?.count;
  return { best: first?.code ?? 'en', most: first?.count ?? 0, next: second?.count ?? 0, countOf };
}

function countWords(text: string): { code: string; count: number }[] {
  const lower = text.slice(0, telling).toLowerCase();
  const words = lower.match(/[\p{L}']+/gu) ?? [];
  return latin.map((code) => {
    const { common } = lexiconOf(code);
    const marks = letters[code] ? (lower.match(letters[code]) ?? []).length : 0;
    return { code, count: words.filter((word) => common.has(word) && !elided.test(word)).length + marks };
  });
}
