import type { ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('ja', { type: 'disjunction' });

export const ja: ReportWords = {
  language: 'ja',
  nothingFound: 'この質問に答える内容は、調べた資料には見つかりませんでした。',
  nothingFoundAboutThis: 'この点については何も見つかりませんでした。',
  nothingFoundAbout: (part) => `この点については、調べた資料に何も見つかりませんでした：${part}`,
  lacking: (what) => `読んだページには${either.format(what)}についての記述がありませんでした。`,
  readInPart: (title) => `「${title}」は長いため、冒頭だけを読みました。`,
  price: '価格',
  closest: '明確な答えは見つからず、最も近い箇所は次のとおりです：',
  talk: {
    reword:
      'モデルがない場合、回答は原文どおりの引用だけで作られるため、要約、説明、翻訳、再検討はできませんが、引用はそれぞれのページで開けます（モデルに書かせるには GATEWAY_BASE_URL と MODEL を設定してください）。',
    about:
      'ここでは文書や資料をもとに出典を付けて質問に答えますが、モデルがない場合、回答は原文どおりの引用だけで作られ、雑談、計算、執筆、翻訳はできません（モデルに書かせるには GATEWAY_BASE_URL と MODEL を設定してください）。',
    nothing: 'ここには質問がありませんので、文書や資料をもとに答えられる質問を書いてください。',
  },
  otherLanguage: '見つかったページは質問とは別の言語で書かれているため、その言語で質問してください。',
  respelled: ({ written, read }) =>
    `「${written}」は手元の文書のどこにもないため、代わりに「${read}」を検索しました。`,
  files: {
    signs: { part: '。', list: '、', colon: '：', open: '（', close: '）', end: '。' },
    searched: ({ read, seen }) => `手元の文書：${seen} 件のファイルのうち ${read} 件が検索できます`,
    waiting: (n) => `${n} 件はこれから読み込みます`,
    unread: '読めないもの',
    reasons: {
      kind: '対応していない種類',
      'too-large': '大きすぎる',
      empty: '文字がない',
      encoding: '文字コード不明',
      damaged: '破損',
      protected: 'パスワード保護',
      scanned: 'スキャン画像',
      link: '外部または存在しない先へのリンク',
      duplicate: '読み込み済みのものへのリンク',
      hidden: '隠しファイル',
      index: 'ほかのファイルの索引',
      unreadable: '開けない',
    },
    more: (n) => `ほか ${n} 件`,
    none: '検索できる手元の文書がありません。',
  },
};
