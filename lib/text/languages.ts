import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as bulgarian } from '@orama/stemmers/bulgarian';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import * as stopWordLists from 'stopword';
import { stem as english } from './stem.ts';
import { stopWords as englishStopWords } from './stop-words.ts';

/** How the words of a language are cut to stems, which of them say nothing, and whether it writes compounds as one word. */
export type Language = {
  stem: (word: string) => string;
  stopWords: ReadonlySet<string>;
  compounds?: true;
};

/** The package's lists by ISO 639-3 code; it has more of them than its types say. */
const listOf = stopWordLists as unknown as Record<string, string[] | undefined>;

const language = (stem: Language['stem'], list: string): Language => ({
  stem,
  stopWords: new Set(listOf[list]),
});

/** Languages by code; texts of any other are read as English, whose rules leave the words of others mostly whole. */
const languages: Record<string, Language> = {
  en: { stem: english, stopWords: englishStopWords },
  ar: language(arabic, 'ara'),
  bg: language(bulgarian, 'bul'),
  da: { ...language(danish, 'dan'), compounds: true },
  de: { ...language(german, 'deu'), compounds: true },
  es: language(spanish, 'spa'),
  fi: { ...language(finnish, 'fin'), compounds: true },
  fr: language(french, 'fra'),
  hi: language(hindi, 'hin'),
  hu: { ...language(hungarian, 'hun'), compounds: true },
  it: language(italian, 'ita'),
  nl: { ...language(dutch, 'nld'), compounds: true },
  no: { ...language(norwegian, 'nob'), compounds: true },
  pt: language(portuguese, 'por'),
  ro: language(romanian, 'ron'),
  ru: language(russian, 'rus'),
  sv: { ...language(swedish, 'swe'), compounds: true },
  tr: language(turkish, 'tur'),
  uk: language(ukrainian, 'ukr'),
};

const fallback = languages.en as Language;

/** The rules for a language code; English where there are none. */
export const languageOf = (code: string | undefined): Language => languages[code ?? 'en'] ?? fallback;

/** Words that say nothing in a language, also in one whose stems have no rules here. */
export const stopWordsOf = (code: string): ReadonlySet<string> =>
  languages[code]?.stopWords ?? others[code] ?? new Set();

const others: Record<string, ReadonlySet<string>> = {
  he: new Set(listOf.heb),
  ja: new Set(listOf.jpn),
  ko: new Set(listOf.kor),
  pl: new Set(listOf.pol),
  zh: new Set(listOf.zho),
};

/** The code whose rules a text of this language is read by. */
export const readAs = (code: string | undefined): string => (code && code in languages ? code : 'en');
