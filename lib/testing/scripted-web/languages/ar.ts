import { longDays, type WebLanguage } from '../web-language.ts';

export const ar: WebLanguage = {
  code: 'ar',
  says: {
    tank: ['يتسع خزان {S} إلى {n} {u}.', 'تملك {S} خزانًا سعته {n} {u}.'],
    price: ['يبلغ سعر {S} نحو {n} يورو.', 'تباع {S} بنحو {n} يورو.'],
    release: ['صدرت {S} في {d}.', 'في {d} صدرت {S}.'],
    designer: ['صمم {who} مضخة {S}.', 'مصمم {S} هو {who}.'],
  },
  asks: {
    tank: 'كم لترًا يتسع خزان {S}؟',
    price: 'كم يبلغ سعر {S}؟',
    release: 'متى صدرت {S}؟',
    designer: 'من صمم {S}؟',
  },
  liters: ['لترًا', 'غالونًا'],
  kilometres: ['كيلومترًا', 'ميلًا'],
  day: longDays('ar-EG-u-nu-latn'),
  plausible: ['تحظى {S} بشعبية لدى المزارع الصغيرة.'],
  and: null,
};
