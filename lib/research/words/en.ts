import { count, formatNumber } from '#lib/schema/count.ts';
import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('en', { type: 'disjunction' });

export const en: ReportWords = {
  language: 'en',
  nothingFound: 'Nothing was found in the sources that answers this question.',
  nothingFoundAboutThis: 'Nothing was found about this part.',
  readInPart: (title) => `“${title}” is long: only its beginning was read.`,
  nothingFoundAbout: (part) => `Nothing was found in the sources about this part: ${part}`,
  lacking: (what) => `The pages that were read say nothing of ${either.format(what)}.`,
  price: 'a price',
  closest: 'No clear answer was found; the closest passages:',
  talk: {
    reword:
      'Without a model an answer is made of quotes, word for word, and cannot be shortened, explained, translated or weighed again; each quote opens in its page; set GATEWAY_BASE_URL and MODEL to have one write.',
    about:
      'Questions are answered here from documents and sources, each sentence with its citation; without a model an answer is made of quotes, word for word, and nobody chats, calculates, writes or translates; set GATEWAY_BASE_URL and MODEL to have one write.',
    nothing: 'Nothing is asked here: a question is answered from the documents and sources.',
  },
  otherLanguage: 'The pages that were found are in another language than the question; ask in theirs.',
  respelled: ({ written, read }) =>
    `“${written}” stands in none of the own documents; “${read}” was searched for instead.`,
  files: {
    signs: latinSigns,
    searched: ({ read, seen }) =>
      `Own documents: ${formatNumber(read)} of ${count(seen, 'file')} can be searched`,
    waiting: (n) => `${n} still to be read`,
    unread: 'not read',
    reasons: {
      kind: 'of another kind',
      'too-large': 'too large',
      empty: 'without text',
      encoding: 'in an unknown encoding',
      damaged: 'damaged',
      protected: 'protected by a password',
      scanned: 'scanned',
      link: 'links that lead out or nowhere',
      duplicate: 'links to what is read anyway',
      hidden: 'hidden',
      index: 'indexes of other files',
      unreadable: 'not to be opened',
    },
    more: (n) => `and ${n} more`,
    none: 'There are no own documents to search.',
  },
};
