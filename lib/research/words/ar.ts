import type { ReportWords } from './report-words.ts';

export const ar: ReportWords = {
  language: 'ar',
  nothingFound: 'لم يُعثر في المصادر على ما يجيب عن هذا السؤال.',
  nothingFoundAboutThis: 'لم يُعثر على شيء بشأن هذا الجزء.',
  nothingFoundAbout: (part) => `لم يُعثر في المصادر على شيء بشأن هذا الجزء: ${part}`,
  lacking: (what) => `لا تذكر الصفحات التي قُرئت شيئًا عن: ${what.join('، ')}.`,
  readInPart: (title) => `صفحة «${title}» طويلة: لم يُقرأ منها سوى بدايتها.`,
  price: 'سعر',
  closest: 'لم يُعثر على إجابة واضحة؛ وهذه أقرب المقاطع:',
  cannotReword:
    'من دون نموذج تتكون الإجابة من اقتباسات حرفية، فلا يمكن اختصارها أو شرحها أو ترجمتها أو إعادة تقييمها؛ ويُفتح كل اقتباس في صفحته؛ اضبط GATEWAY_BASE_URL وMODEL ليكتب نموذج.',
  otherLanguage: 'الصفحات التي عُثر عليها بلغة غير لغة السؤال؛ فاسأل بلغتها.',
  nothingAsked: 'لا يوجد سؤال هنا: تُجاب الأسئلة من المستندات والمصادر.',
  respelled: ({ written, read }) =>
    `لا ترد «${written}» في أي من المستندات الخاصة؛ فبُحث عن «${read}» بدلًا منها.`,
  files: {
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
