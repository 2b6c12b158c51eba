import type { ReportWords } from './report-words.ts';

export const fr: ReportWords = {
  language: 'fr',
  nothingFound: 'Aucune réponse à cette question n’a été trouvée dans les sources.',
  nothingFoundAboutThis: 'Rien n’a été trouvé sur ce point.',
  nothingFoundAbout: (part) => `Rien n’a été trouvé dans les sources sur ce point : ${part}`,
  lacking: (what) => `Les pages lues ne disent rien de : ${what.join(', ')}.`,
};
