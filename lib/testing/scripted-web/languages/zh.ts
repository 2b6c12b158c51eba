import type { WebLanguage } from '../web-language.ts';

export const zh: WebLanguage = {
  code: 'zh',
  says: {
    tank: ['{S}的水箱容量为{n}{u}。', '{S}的水箱可以装{n}{u}水。', '{S}配有一个{n}{u}的水箱。'],
    reach: ['{S}可以把水输送{n}{k}。', '水由{S}输送{n}{k}。', '使用{S}，水可以输送{n}{k}。'],
    price: ['{S}的售价为{n}欧元。', '{S}的价格是{n}欧元。', '购买{S}需要{n}欧元。'],
    release: ['{S}于{d}上市。', '{S}在{d}发布上市。', '{d}，{S}正式上市。'],
    designer: ['{S}由{who}设计。', '{who}设计了{S}。', '{S}的设计者是{who}。'],
    takeover: [
      '{y}年，{A}收购了生产{S}的{B}。',
      '{A}在{y}年收购了{S}的制造商{B}。',
      '{S}的制造商{B}于{y}年被{A}收购。',
    ],
    outdoors: ['{S}可以在室外使用。', '允许在室外使用{S}。', '{S}允许在室外使用。'],
    indoors: ['{S}不可以在室外使用。', '不允许在室外使用{S}。', '{S}不允许在室外使用。'],
    'lids-all': ['{S}的所有型号都有钢盖。', '所有{S}型号都配有钢盖。', '钢盖是{S}所有型号都有的。'],
    'lids-some': ['{S}的部分型号有钢盖。', '部分{S}型号配有钢盖。', '钢盖是{S}部分型号才有的。'],
  },
  asks: {
    tank: '{S}的水箱容量是多少升？',
    reach: '{S}可以把水输送多远？',
    price: '{S}的售价是多少？',
    release: '{S}什么时候上市？',
    designer: '{S}由谁设计？',
    takeover: '谁收购了{S}的制造商？',
    indoors: '{S}可以在室外使用吗？',
    'lids-all': '{S}的哪些型号有钢盖？',
  },
  liters: ['升', '加仑'],
  kilometres: ['公里', '英里'],
  day: (date) => `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`,
  plausible: [
    '{S}很受小型园艺场的欢迎。',
    '{S}因噪音投诉而被召回。',
    '制造商出售{S}的备用密封圈。',
    '{S}的运行比上一代更安静。',
    '{S}附带遥控器。',
    '专家称赞{S}容易保养。',
  ],
  and: null,
};
