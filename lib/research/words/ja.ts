import type { ReportWords } from './report-words.ts';

export const ja: ReportWords = {
  language: 'ja',
  nothingFound: 'この質問に答える内容は、調べた資料には見つかりませんでした。',
  nothingFoundAboutThis: 'この点については何も見つかりませんでした。',
  nothingFoundAbout: (part) => `この点については、調べた資料に何も見つかりませんでした：${part}`,
  lacking: (what) => `読んだページには${what.join('、')}についての記述がありませんでした。`,
};
