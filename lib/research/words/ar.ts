import type { ReportWords } from './report-words.ts';

export const ar: ReportWords = {
  language: 'ar',
  nothingFound: 'لم يُعثر في المصادر على ما يجيب عن هذا السؤال.',
  nothingFoundAboutThis: 'لم يُعثر على شيء بشأن هذا الجزء.',
  nothingFoundAbout: (part) => `لم يُعثر في المصادر على شيء بشأن هذا الجزء: ${part}`,
  lacking: (what) => `لا تذكر الصفحات التي قُرئت شيئًا عن: ${what.join('، ')}.`,
};
