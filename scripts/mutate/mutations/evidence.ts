import type { Mutation } from '../mutation.ts';

const tests = ['lib/evidence/find-citation-faults.test.ts'];
const stored = ['lib/evidence/check-citations.db.test.ts'];

/** The checker of the main promise: what it checks, each check by itself. */
export const evidence: readonly Mutation[] = [
  {
    what: 'any words count as a verbatim quote',
    in: 'lib/research/verify-quote.ts',
    find: 'snapshotText.slice(quote.start, quote.end) === quote.text',
    replace: 'true',
    tests: ['lib/research/extract.test.ts', ...tests],
  },
  {
    what: 'a quote of nothing counts as one',
    in: 'lib/research/verify-quote.ts',
    find: 'quote.text.length > 0 && ',
    replace: '',
    tests,
  },
  {
    what: 'check:citations compares quotes to nothing',
    in: 'lib/evidence',
    find: '!verifyQuote(quote, ',
    replace: 'false && verifyQuote(quote, ',
    tests,
  },
  {
    what: 'check:citations does not compare sentences with the report',
    in: 'lib/evidence',
    find: 'markdown.slice(start, end) !== text',
    replace: 'false',
    tests,
  },
  {
    what: 'check:citations lets findings without quotes through',
    in: 'lib/evidence',
    find: "kind === 'finding' && numbers.length === 0",
    replace: 'false',
    tests,
  },
  {
    what: 'check:citations lets quotes through that do not exist',
    in: 'lib/evidence',
    find: 'if (!quote) faults.push(',
    replace: 'if (!quote) void (',
    tests,
  },
  {
    what: 'check:citations lets quotes of pages through that are not cited',
    in: 'lib/evidence',
    find: 'else if (!cited.has(number))\n        faults.push(',
    replace: 'else if (!cited.has(number)) void (',
    tests,
  },
  {
    what: 'check:citations does not compare the page of a quote with the cited one',
    in: 'lib/evidence',
    find: 'cited.get(number) !== quote.snapshot_id',
    replace: 'false',
    tests,
  },
  {
    what: 'check:citations lets citation marks through that lead nowhere',
    in: 'lib/evidence',
    find: '!pages.has(Number(number))',
    replace: 'false',
    tests,
  },
  {
    what: 'check:citations lets marks through that show another number than they lead to',
    in: 'lib/evidence',
    find: 'if (shown !== number)',
    replace: 'if (false)',
    tests,
  },
  {
    what: 'check:citations lets marks through that lead to a page of other sentences',
    in: 'lib/evidence',
    find: 'return !page || page.quotes',
    replace: 'return true || page?.quotes',
    tests,
  },
  {
    what: 'check:citations does not compare a snapshot with its hash',
    in: 'lib/evidence',
    find: 'sha256(text) !== stored',
    replace: 'false',
    tests: stored,
  },
  {
    what: 'npm run check:citations ends well whatever it found',
    in: 'scripts/check-citations.ts',
    find: 'faults.length === 0 ? 0 : 1',
    replace: '0',
    tests: stored,
  },
];
