import type { ReportWords } from './report-words.ts';

export const hi: ReportWords = {
  language: 'hi',
  nothingFound: 'स्रोतों में इस प्रश्न का उत्तर देने वाली कोई जानकारी नहीं मिली।',
  nothingFoundAboutThis: 'इस भाग के बारे में कुछ नहीं मिला।',
  nothingFoundAbout: (part) => `स्रोतों में इस भाग के बारे में कुछ नहीं मिला: ${part}`,
  lacking: (what) => `पढ़े गए पृष्ठों में इनके बारे में कुछ नहीं है: ${what.join(', ')}।`,
};
