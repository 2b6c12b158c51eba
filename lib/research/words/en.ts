import { lacking, nothingFound } from '#lib/models/nothing-found.ts';
import type { ReportWords } from './report-words.ts';

export const en: ReportWords = {
  language: 'en',
  nothingFound: nothingFound(),
  nothingFoundAboutThis: 'Nothing was found about this part.',
  nothingFoundAbout: nothingFound,
  lacking,
  readInPart: (title) => `“${title}” is long: only its beginning was read.`,
  files: {
    searched: ({ read, seen }) => `Own documents: ${read} of ${seen} files can be searched`,
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
