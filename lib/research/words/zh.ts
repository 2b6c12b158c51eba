import type { ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('zh', { type: 'disjunction' });

export const zh: ReportWords = {
  language: 'zh',
  nothingFound: '在所查资料中没有找到能回答这个问题的内容。',
  nothingFoundAboutThis: '没有找到与这一部分有关的内容。',
  nothingFoundAbout: (part) => `在所查资料中没有找到与这一部分有关的内容：${part}`,
  lacking: (what) => `读过的网页都没有提到${either.format(what)}。`,
  readInPart: (title) => `《${title}》篇幅很长，只读取了开头部分。`,
  price: '价格',
  closest: '没有找到明确的答案，以下是最接近的段落：',
  talk: {
    reword:
      '没有模型时，回答只由逐字引文组成，不能缩短、解释、翻译或重新斟酌；每条引文都可在其页面中打开；设置 GATEWAY_BASE_URL 和 MODEL 后即可由模型撰写。',
    about:
      '这里依据文档和资料回答问题，每句话都附出处；没有模型时，回答只由逐字引文组成，不能聊天、计算、撰写或翻译；设置 GATEWAY_BASE_URL 和 MODEL 后即可由模型撰写。',
    nothing: '这里没有提出问题：请提出可以依据文档和资料回答的问题。',
  },
  otherLanguage: '找到的页面与问题使用的语言不同，请用页面的语言提问。',
  respelled: ({ written, read }) => `自有文档中没有出现“${written}”，因此改为搜索“${read}”。`,
  files: {
    signs: { part: '；', list: '、', colon: '：', open: '（', close: '）', end: '。' },
    searched: ({ read, seen }) => `自有文档：${seen} 个文件中有 ${read} 个可供检索`,
    waiting: (n) => `${n} 个尚待读取`,
    unread: '未读取',
    reasons: {
      kind: '类型不支持',
      'too-large': '过大',
      empty: '没有文字',
      encoding: '编码未知',
      damaged: '已损坏',
      protected: '有密码保护',
      scanned: '扫描件',
      link: '指向文件夹之外或无效的链接',
      duplicate: '指向已读内容的链接',
      hidden: '隐藏',
      index: '其他文件的索引',
      unreadable: '无法打开',
    },
    more: (n) => `等 ${n} 个`,
    none: '没有可供检索的自有文档。',
  },
};
