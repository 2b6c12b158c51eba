import { expect, test } from 'vitest';
import { detectLanguage } from '#lib/text/language.ts';
import { reportWords, saysNothingFound, wordsOf } from './index.ts';

/** All sentences of a catalogue, with something in their gaps. */
function sentencesOf(words: object): string[] {
  return Object.entries(words).flatMap(([key, value]): string[] => {
    if (key === 'language' || key === 'name' || key === 'headings') return [];
    if (typeof value === 'string') return [value];
    if (typeof value === 'object') return sentencesOf(value);
    if (typeof value !== 'function') return [];
    const given = { supported: 3, partly: 1, claims: 5, answered: 2, parts: 4 };
    return [
      ['nothingFoundAbout', 'allSupported'].includes(key)
        ? value('7')
        : value(key === 'supported' || key === 'partsAnswered' ? given : ['7']),
    ];
  });
}

test.each(reportWords.map((words) => [words.language, words] as const))(
  '%s: every sentence is in its language and whole',
  (language, words) => {
    const sentences = sentencesOf(words);
    expect(sentences.length).toBe(sentencesOf(wordsOf('en')).length);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/[.。।:：]$|7$/);
    expect(detectLanguage(sentences.join(' '))).toBe(language);
  },
);

test('a language that we have no words in gets English, a region its language', () => {
  expect(wordsOf('pl').language).toBe('en');
  expect(wordsOf(undefined).language).toBe('en');
  expect(wordsOf('de-AT').language).toBe('de');
  expect(wordsOf('zh-Hant').language).toBe('zh');
});

test('what says that nothing was found is known in every language, and nothing else', () => {
  for (const words of reportWords) {
    for (const sentence of [
      words.nothingFound,
      words.nothingFoundAboutThis,
      words.nothingFoundAbout('X'),
      words.lacking(['X', 'Y']),
    ]) {
      expect(saysNothingFound(sentence)).toBe(true);
      expect(saysNothingFound(`- **${sentence}**`)).toBe(true);
    }
    expect(saysNothingFound(words.partial.time)).toBe(false);
    expect(saysNothingFound(words.checks.contradicted)).toBe(false);
  }
  expect(saysNothingFound('Nothing was found on the ship.')).toBe(false);
});
