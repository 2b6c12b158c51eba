import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('ar', { type: 'disjunction' });

export const ar: ReportWords = {
  language: 'ar',
  nothingFound: 'لم يُعثر في المصادر على ما يجيب عن هذا السؤال.',
  nothingFoundAboutThis: 'لم يُعثر على شيء بشأن هذا الجزء.',
  nothingFoundAbout: (part) => `لم يُعثر في المصادر على شيء بشأن هذا الجزء: ${part}`,
  lacking: (what) => `لا تذكر الصفحات التي قُرئت شيئًا عن: ${either.format(what)}.`,
  readInPart: (title) => `صفحة «${title}» طويلة: لم يُقرأ منها سوى بدايتها.`,
  price: 'سعر',
  closest: 'لم يُعثر على إجابة واضحة؛ وهذه أقرب المقاطع:',
  talk: {
    reword:
      'من دون نموذج تتكون الإجابة من اقتباسات حرفية، فلا يمكن اختصارها أو شرحها أو ترجمتها أو إعادة تقييمها؛ ويُفتح كل اقتباس في صفحته؛ اضبط GATEWAY_BASE_URL وMODEL ليكتب نموذج.',
    about:
      'هنا يُجاب عن الأسئلة من المستندات والمصادر، ومع كل جملة مرجعها؛ ومن دون نموذج تتكون الإجابة من اقتباسات حرفية، ولا دردشة ولا حساب ولا كتابة ولا ترجمة؛ اضبط GATEWAY_BASE_URL وMODEL ليكتب نموذج.',
    nothing: 'لا يوجد سؤال هنا: تُجاب الأسئلة من المستندات والمصادر.',
  },
  otherLanguage: 'الصفحات التي عُثر عليها بلغة غير لغة السؤال؛ فاسأل بلغتها.',
  respelled: ({ written, read }) =>
    `لا ترد «${written}» في أي من المستندات الخاصة؛ فبُحث عن «${read}» بدلًا منها.`,
  files: {
    signs: { ...latinSigns, part: '؛ ', list: '، ' },
    searched: ({ read, seen }) => `المستندات الخاصة: يمكن البحث في ${read} من ${seen} من الملفات`,
    waiting: (n) => `${n} لم تُقرأ بعد`,
    unread: 'لم تُقرأ',
    reasons: {
      kind: 'من نوع آخر',
      'too-large': 'كبيرة جدًا',
      empty: 'بلا نص',
      encoding: 'بترميز غير معروف',
      damaged: 'تالفة',
      protected: 'محمية بكلمة مرور',
      scanned: 'ممسوحة ضوئيًا',
      link: 'روابط تقود إلى الخارج أو إلى لا شيء',
      duplicate: 'روابط إلى ما قُرئ',
      hidden: 'مخفية',
      index: 'فهارس لملفات أخرى',
      unreadable: 'لا يمكن فتحها',
    },
    more: (n) => `و${n} غيرها`,
    none: 'لا توجد مستندات خاصة للبحث فيها.',
  },
};
