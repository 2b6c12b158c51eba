import type { Mutation } from '../mutation.ts';

const kinds = ['lib/documents/every-kind.db.test.ts'];
const cleaning = ['lib/documents/own-html.test.ts'];
const indexes = ['lib/documents/generated-indexes.test.ts'];
const bytes = ['lib/fetch-url/decode-text.test.ts'];

/** What bytes of others may not do while they are read, and what may not come of them. */
export const reading: readonly Mutation[] = [
  {
    what: 'people with a page each are left out as an index',
    in: 'lib/documents',
    find: 'pages <= most.pages * links &&',
    replace: '',
    tests: indexes,
  },
  {
    what: 'a table of contents is left out as an index',
    in: 'lib/documents',
    find: 'inOrder >= least.inOrder * neighbours &&',
    replace: '',
    tests: indexes,
  },
  {
    what: 'numbers behind words are taken for the index of a search',
    in: 'lib/documents',
    find: 'last < longestList && ',
    replace: '',
    tests: indexes,
  },
  {
    what: 'the index of a search is read as a program',
    in: 'lib/documents',
    find: 'if (isScript && !file.contentType && isSearchScript(file.text())) throw indexError();',
    replace: '',
    tests: indexes,
  },
  {
    what: 'sections of an own page that look unlike its text are lost',
    in: 'lib/documents',
    find: 'isOwn ? 0.9 : 1 / 3',
    replace: '1 / 3',
    tests: cleaning,
  },
  {
    what: 'navigation is read as text of an own page',
    in: 'lib/documents',
    find: 'if (isOwn && !isWhole) removeNavigation(document.body);',
    replace: '',
    tests: cleaning,
  },
  {
    what: 'a list that a sentence leads to goes with the navigation',
    in: 'lib/documents/html-link-lists.ts',
    find: 'return !lead || wordsOf(lead) <= most.ofName || (isOnPage && areSaid(links, said));',
    replace: 'return true;',
    tests: ['lib/documents/html-link-lists.test.ts'],
  },
  {
    what: 'a zip file is unpacked however much it says',
    in: 'lib/documents',
    find: 'entry.size > mostEntryBytes || unpacked > mostBytes',
    replace: 'false',
    tests: kinds,
  },
  {
    what: 'a part of a zip file is unpacked further than it says',
    in: 'lib/documents',
    find: '{ maxOutputLength: Math.max(1, size) }',
    replace: '{}',
    tests: kinds,
  },
  {
    what: 'a PDF is read without a look at what it unpacks to',
    in: 'lib/documents',
    find: '  refuseBomb(bytes);\n',
    replace: '',
    tests: ['lib/documents/pdf/refuse-bomb.test.ts'],
  },
  {
    what: 'XML may define entities',
    in: 'lib/documents',
    find: '/<!ENTITY/i.test(text.slice(0, 200_000))',
    replace: 'false',
    tests: kinds,
  },
  {
    what: 'rows of a long table lose their head row',
    in: 'lib/documents',
    find: 'lines.push(...top, line(row))',
    replace: 'lines.push(line(row))',
    tests: kinds,
  },
  {
    what: 'a row of a table loses what a cell above says for it',
    in: 'lib/documents/office',
    find: 'cells.push(above.words);',
    replace: "cells.push('');",
    tests: ['lib/documents/office/merged-cells.test.ts'],
  },
  {
    what: 'what rich text hides is text',
    in: 'lib/documents/markup',
    find: 'else if (!group.isHidden) words += text;',
    replace: 'else words += text;',
    tests: ['lib/documents/markup/rtf-blocks.test.ts'],
  },
  {
    what: 'a stray byte becomes a sign that was not in the file',
    in: 'lib/fetch-url',
    find: "contentType.includes('json') || isMostlyUtf8(bytes)",
    replace: 'false',
    tests: bytes,
  },
  {
    what: 'a declared encoding is believed where its bytes do not fit',
    in: 'lib/fetch-url',
    find: 'const declared = label && decodeStrictly(label, bytes);',
    replace: 'const declared = label && new TextDecoder(label).decode(bytes);',
    tests: bytes,
  },
  {
    what: 'bytes of a program without an ending are taken for text',
    in: 'lib/documents/readers/sniff-kind.ts',
    find: 'isWithoutEnding(file.path) && isTextual(words)',
    replace: 'isWithoutEnding(file.path)',
    tests: ['lib/documents/structure.test.ts'],
  },
  {
    what: 'a name in the outline of a PDF is a heading on every page',
    in: 'lib/documents/pdf/outline.ts',
    find: 'depths.get(`${page} ${comparable(words)}`)',
    replace: '[...depths].find(([name]) => name.endsWith(` ${comparable(words)}`))?.[1]',
    tests: ['lib/documents/pdf/read-pdf.test.ts'],
  },
  {
    what: 'a list of prices is left out as a table of contents',
    in: 'lib/documents/pdf/contents-pages.ts',
    find: 'if (!isWithin || ',
    replace: 'if (',
    tests: ['lib/documents/pdf/read-pdf.test.ts'],
  },
  {
    what: 'what stands in the password fields of a form is read',
    in: 'lib/documents/pdf/form-fields.ts',
    find: "if (password || fieldType === 'Sig') return '';",
    replace: "if (fieldType === 'Sig') return '';",
    tests: ['lib/documents/structure.test.ts'],
  },
  {
    what: 'a batch of passages that failed is given up at once',
    in: 'lib/documents/embeddings/keep-embeddings.ts',
    find: 'return asked > 1;',
    replace: 'return false;',
    tests: ['lib/documents/embeddings/embeddings.db.test.ts'],
  },
  {
    what: 'a length in words buries what stands in a long file',
    in: 'lib/text/rank-pages.ts',
    find: 'Math.min(page.length, mostTimesAverage * averageLength)',
    replace: 'page.length',
    tests: ['lib/text/rank-pages.test.ts'],
  },
];
