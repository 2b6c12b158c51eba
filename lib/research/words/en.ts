import { lacking, nothingFound } from '#lib/models/nothing-found.ts';
import type { ReportWords } from './report-words.ts';

export const en: ReportWords = {
  language: 'en',
  nothingFound: nothingFound(),
  nothingFoundAboutThis: 'Nothing was found about this part.',
  nothingFoundAbout: nothingFound,
  lacking,
};
