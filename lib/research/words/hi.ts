import type { ReportWords } from './report-words.ts';

export const hi: ReportWords = {
  language: 'hi',
  nothingFound: 'स्रोतों में इस प्रश्न का उत्तर देने वाली कोई जानकारी नहीं मिली।',
  nothingFoundAboutThis: 'इस भाग के बारे में कुछ नहीं मिला।',
  nothingFoundAbout: (part) => `स्रोतों में इस भाग के बारे में कुछ नहीं मिला: ${part}`,
  lacking: (what) => `पढ़े गए पृष्ठों में इनके बारे में कुछ नहीं है: ${what.join(', ')}।`,
  readInPart: (title) => `“${title}” लंबा पृष्ठ है: उसका केवल आरंभ पढ़ा गया।`,
  files: {
    searched: ({ read, seen }) => `अपने दस्तावेज़: ${seen} में से ${read} फ़ाइलें खोजी जा सकती हैं`,
    waiting: (n) => `${n} पढ़ी जानी बाकी हैं`,
    unread: 'नहीं पढ़ी गईं',
    reasons: {
      kind: 'दूसरे प्रकार की',
      'too-large': 'बहुत बड़ी',
      empty: 'बिना पाठ की',
      encoding: 'अज्ञात एन्कोडिंग में',
      damaged: 'क्षतिग्रस्त',
      protected: 'पासवर्ड से सुरक्षित',
      scanned: 'स्कैन की हुई',
      link: 'बाहर या कहीं नहीं ले जाने वाले लिंक',
      duplicate: 'पहले से पढ़ी चीज़ के लिंक',
      hidden: 'छिपी हुई',
      index: 'दूसरी फ़ाइलों की अनुक्रमणिकाएँ',
      unreadable: 'जो खुलती नहीं',
    },
    more: (n) => `और ${n} अन्य`,
    none: 'खोजने के लिए अपने कोई दस्तावेज़ नहीं हैं।',
  },
};
