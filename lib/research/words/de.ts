import type { ReportWords } from './report-words.ts';

export const de: ReportWords = {
  language: 'de',
  nothingFound: 'In den Quellen wurde nichts gefunden, was diese Frage beantwortet.',
  nothingFoundAboutThis: 'Zu diesem Teil wurde nichts gefunden.',
  nothingFoundAbout: (part) => `In den Quellen wurde zu diesem Teil nichts gefunden: ${part}`,
  lacking: (what) => `In den gelesenen Seiten steht nichts zu ${what.join(', ')}.`,
};
