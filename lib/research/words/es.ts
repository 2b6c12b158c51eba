import type { ReportWords } from './report-words.ts';

export const es: ReportWords = {
  language: 'es',
  nothingFound: 'No se ha encontrado en las fuentes nada que responda a esta pregunta.',
  nothingFoundAboutThis: 'No se ha encontrado nada sobre este punto.',
  nothingFoundAbout: (part) => `No se ha encontrado nada en las fuentes sobre este punto: ${part}`,
  lacking: (what) => `Las páginas leídas no dicen nada de: ${what.join(', ')}.`,
};
