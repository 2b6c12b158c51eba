import type { WebLanguage } from '../web-language.ts';

export const ja: WebLanguage = {
  code: 'ja',
  says: {
    tank: ['{S}のタンクの容量は{n}{u}です。', '{S}には{n}{u}のタンクがあります。'],
    price: ['{S}の価格は{n}ユーロです。', '{S}は{n}ユーロで販売されています。'],
    release: ['{S}は{d}に発売されました。', '{d}に{S}が発売されました。'],
    designer: ['{S}は{who}が設計しました。', '{S}の設計者は{who}です。'],
  },
  asks: {
    tank: '{S}のタンクの容量は何リットルですか？',
    price: '{S}の価格はいくらですか？',
    release: '{S}はいつ発売されましたか？',
    designer: '{S}は誰が設計しましたか？',
  },
  liters: ['リットル', 'ガロン'],
  kilometres: ['キロメートル', 'マイル'],
  day: (date) => `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`,
  plausible: ['{S}は小さな農園に人気があります。'],
  and: null,
};
