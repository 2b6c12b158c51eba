import type { Mutation } from '../mutation.ts';

const cited = ['lib/research/keep-cited.test.ts', 'lib/research/synthesize.test.ts'];

/** What may be published, and how it is judged. */
export const research: readonly Mutation[] = [
  {
    what: 'a sentence that rests on nothing is published',
    in: 'lib/research',
    find: 'return isNothingFound(words) || quoted.some(',
    replace: 'return true || quoted.some(',
    tests: cited,
  },
  {
    what: 'a sentence with an invented quote number is published',
    in: 'lib/research',
    find: '(number) => textOf(Number(number)) ?? [],',
    replace: "(number) => textOf(Number(number)) ?? '',",
    tests: cited,
  },
  {
    what: 'a quote that is not verbatim is taken',
    in: 'lib/research/extract.ts',
    find: 'verifyQuote(unit, page.text)',
    replace: 'true',
    tests: ['lib/research/extract.test.ts'],
    harmless: 'units are cut from the text itself; it is there for the day when they are not',
  },
  {
    what: 'a judged quote that is not verbatim is taken',
    in: 'lib/research/match-quotes.ts',
    find: ' && verifyQuote(unit, page.text)',
    replace: '',
    tests: ['lib/research/match-quotes.test.ts'],
    harmless: 'units are cut from the text itself; it is there for the day when they are not',
  },
  {
    what: 'a claim without quotes counts as the model says',
    in: 'lib/research/judge.ts',
    find: 'if (quotes.length === 0) {',
    replace: 'if (false) {',
    tests: ['lib/research/judge.test.ts'],
  },
  {
    what: 'a claim that was not checked counts as supported',
    in: 'lib/research/judge.ts',
    find: "verdict: 'unchecked' as const",
    replace: "verdict: 'supported' as const",
    tests: ['lib/research/judge.test.ts'],
  },
  {
    what: 'the built-in judge does not see strange numbers',
    in: 'lib/models/built-in/check-claim.ts',
    find: 'strange.length > 0',
    replace: 'false',
    tests: ['lib/models/built-in'],
  },
  {
    what: 'a page closes the quote it stands in and goes on as ours',
    in: 'lib/research/describe-quotes.ts',
    find: "text.replaceAll('</quote', '<\\\\/quote')",
    replace: 'text',
    tests: ['lib/research'],
  },
];
