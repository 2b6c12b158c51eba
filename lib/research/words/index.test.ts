import { expect, test } from 'vitest';
import { detectLanguage } from '#lib/text/language.ts';
import { readWritten } from '../read-written.ts';
import { isOurs, reportWords, saysNothingFound, wordsOf } from './index.ts';
import type { ReportWords } from './report-words.ts';

/** All sentences of a catalogue, with something in their gaps. */
const sentencesOf = (words: ReportWords): string[] => [
  words.nothingFound,
  words.nothingFoundAboutThis,
  words.nothingFoundAbout('7'),
  words.lacking(['7']),
  words.readInPart('7'),
  words.closest,
  ...Object.values(words.talk),
  words.otherLanguage,
  words.respelled({ written: '7', read: '7' }),
];

/** Other sentences that a report of this kind may hold. */
const others: Record<string, string[]> = {
  en: ['The time for searching was over; this is what was found until then.', 'Its quotes say otherwise.'],
  de: ['Die Zeit für die Suche war um; das ist der Stand bis dahin.', 'Die Zitate sagen etwas anderes.'],
  fr: [
    'Le temps prévu pour la recherche est écoulé ; voici ce qui a été trouvé jusque-là.',
    'Les citations disent le contraire.',
  ],
  es: [
    'Se agotó el tiempo de búsqueda; esto es lo encontrado hasta entonces.',
    'Las citas dicen lo contrario.',
  ],
  it: [
    'Il tempo per la ricerca è scaduto; questo è quanto trovato fin lì.',
    'Le citazioni dicono il contrario.',
  ],
  pt: [
    'O tempo de pesquisa terminou; isto é o que se encontrou até então.',
    'As citações dizem o contrário.',
  ],
  nl: [
    'De tijd voor het zoeken was om; dit is wat tot dan toe gevonden is.',
    'De citaten zeggen iets anders.',
  ],
  ru: ['Время поиска истекло; вот что нашлось к тому времени.', 'Цитаты говорят обратное.'],
  zh: ['搜索时间已到，以下是到那时为止找到的内容。', '引文的说法与此相反。'],
  ja: ['検索の時間が終了したため、それまでに見つかった内容です。', '引用文の内容と食い違っています。'],
  ar: ['انتهى الوقت المخصص للبحث؛ وهذا ما عُثر عليه حتى ذلك الحين.', 'تقول الاقتباسات خلاف ذلك.'],
  hi: ['खोज का समय समाप्त हो गया; तब तक जो मिला, वह यहाँ है।', 'उद्धरण इसके विपरीत कहते हैं।'],
};

test.each(reportWords.map((words) => [words.language, words] as const))(
  '%s: every sentence is in its language and whole',
  (language, words) => {
    const sentences = sentencesOf(words);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/[.。।:：]$|7$/);
      // What falls into two, or sounds like an announcement, is no longer known as ours and left out.
      const { sentences: read, taken } = readWritten(sentence, { quoteNumbers: new Set() });
      expect([read.map(({ text }) => text), taken]).toEqual([[sentence], []]);
    }
    expect(detectLanguage(sentences.join(' '))).toBe(language);
  },
);

test('a language that we have no words in gets English, a region its language', () => {
  expect(wordsOf('pl').language).toBe('en');
  expect(wordsOf(undefined).language).toBe('en');
  expect(wordsOf('de-AT').language).toBe('de');
  expect(wordsOf('zh-Hant').language).toBe('zh');
});

test('what is ours is known in every language, and of it what says that nothing was found', () => {
  for (const words of reportWords) {
    const givenUp = [words.nothingFound, words.nothingFoundAboutThis, words.nothingFoundAbout('X')];
    const more = [
      words.lacking(['X', 'Y']),
      words.closest,
      ...Object.values(words.talk),
      words.otherLanguage,
      words.respelled({ written: 'X', read: 'Y' }),
    ];
    for (const sentence of [...givenUp, ...more]) {
      expect(isOurs(sentence)).toBe(true);
      expect(isOurs(`- **${sentence}**`)).toBe(true);
      expect(saysNothingFound(sentence)).toBe(givenUp.includes(sentence));
    }
    expect((others[words.language] ?? []).map(isOurs)).toEqual([false, false]);
  }
  expect(saysNothingFound('Nothing was found on the ship.')).toBe(false);
});
