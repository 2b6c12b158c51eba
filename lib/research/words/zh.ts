import type { ReportWords } from './report-words.ts';

export const zh: ReportWords = {
  language: 'zh',
  nothingFound: '在所查资料中没有找到能回答这个问题的内容。',
  nothingFoundAboutThis: '没有找到与这一部分有关的内容。',
  nothingFoundAbout: (part) => `在所查资料中没有找到与这一部分有关的内容：${part}`,
  lacking: (what) => `读过的网页都没有提到${what.join('、')}。`,
};
