import { detectLanguage } from './language.ts';
import { stopWordsOf } from './languages.ts';

/** Words for asking that the lists of stop words lack: in an English text some of them are words of another kind. */
const asking: Readonly<Record<string, readonly string[]>> = {
  fr: ['comment', 'combien', 'pourquoi', 'quel', 'quelle', 'quels', 'quelles', 'où', 'quoi', 'puis'],
  es: ['cómo', 'cuál', 'cuáles', 'cuándo', 'cuánto', 'cuánta', 'cuántos', 'cuántas', 'dónde', 'qué', 'puedo'],
  it: ['come', 'quando', 'dove', 'perché', 'quale', 'quali', 'quanto', 'quanti'],
  pt: ['como', 'quando', 'onde', 'quanto', 'quantos', 'qual', 'quais', 'posso'],
  de: ['wie', 'warum', 'wieso', 'weshalb', 'wo', 'wann', 'welche', 'welcher', 'welches', 'kann'],
};

/** Languages that write their words without spaces; the grammar of Japanese stands in hiragana. */
const unspaced: Readonly<Record<string, (word: string) => string>> = {
  ja: (word) => word.replace(/^\p{Script=Hiragana}+$|(?<=\p{Script=Hiragana})\p{Script=Hiragana}+$/u, ' '),
  zh: (word) => word,
};

/** A text without the words that say nothing in its language; those of English the tokenizer leaves out, and names keep them. */
export function withoutStopWords(text: string, code = detectLanguage(text)): string {
  const language = code?.split('-')[0] ?? 'en';
  if (language === 'en') return text;
  const silent = stopWordsOf(language);
  const bare = unspaced[language];
  if (bare) {
    const says = (word: string) => !silent.has(word) && ![...word].every((sign) => silent.has(sign));
    return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)]
      .map(({ segment }) => (says(segment) ? bare(segment) : ' '))
      .join('');
  }
  const isSilent = (word: string) => silent.has(word) || asking[language]?.includes(word);
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => (isSilent(word.toLowerCase()) ? ' ' : word));
}
