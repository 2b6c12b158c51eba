import type { Mutation } from '../mutation.ts';

const pipeline = ['lib/research/research.test.ts'];

/** What may be published, and how it is judged. */
export const research: readonly Mutation[] = [
  {
    what: 'a sentence that rests on nothing is published',
    in: 'lib/research/read-draft.ts',
    find: "quotes.length === 0 && form !== 'heading'",
    replace: "false && form !== 'heading'",
    tests: pipeline,
  },
  {
    what: 'a sentence with an invented quote number is published',
    in: 'lib/research',
    find: 'else unknown.push(words.trim());',
    replace: 'else numbers.push(from);',
    tests: ['lib/research/read-written.test.ts'],
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
    what: 'a judge overrules what code can see',
    in: 'lib/research/stages/check-claims.ts',
    find: 'isVeto: faults.length > 0',
    replace: 'isVeto: false',
    tests: pipeline,
  },
  {
    what: 'a claim that does not hold is published',
    in: 'lib/research/stages/settle-text.ts',
    find: "verdict === 'contradicted' || verdict === 'unsupported'",
    replace: 'false',
    tests: pipeline,
  },
  {
    what: 'a claim without quotes counts as the model says',
    in: 'lib/research/judge.ts',
    find: 'if (quotes.length === 0 && !(found',
    replace: 'if (false && !(found',
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
    in: 'lib/research/check-claim',
    find: 'return [faultOf(quantity, claim)];',
    replace: 'return [];',
    tests: ['lib/research/check-claim/check-claim.test.ts'],
  },
  {
    what: 'a turned negation is not seen',
    in: 'lib/research/check-claim/find-negation-faults.ts',
    find: 'if (!against || pairs',
    replace: 'if (true || !against || pairs',
    tests: ['lib/research/check-claim/find-negation-faults.test.ts'],
  },
  {
    what: 'a page closes the quote it stands in and goes on as ours',
    in: 'lib/research/describe-task.ts',
    find: "quote.text.replaceAll('</quote', '<\\\\/quote')",
    replace: 'quote.text',
    tests: ['lib/research'],
  },
  {
    what: 'appointments that were left out or moved are told on their old day',
    in: 'lib/calendar',
    find: '!isLeftOut(clock)',
    replace: 'clock !== null',
    tests: ['lib/calendar/expand-events.test.ts'],
  },
  {
    what: 'a question for a number is answered by a text without one',
    in: 'lib/models/built-in/choose-stretches.ts',
    find: "kind?.name !== 'number' || quotes.some",
    replace: 'true || quotes.some',
    tests: ['lib/research/keyless-answers.test.ts'],
  },
  {
    what: 'a part of the question that nothing speaks to is answered by what is nearest',
    in: 'lib/models/built-in/choose-stretches.ts',
    find: '>= wanted + lacking',
    replace: '>= 0',
    tests: ['lib/research/keyless-answers.test.ts'],
  },
  {
    what: 'a row of a long table is quoted without its head row',
    in: 'lib/models/built-in/stretches.ts',
    find: 'return head ? [head] : [];',
    replace: 'return [];',
    tests: ['lib/research/keyless-answers.test.ts'],
  },
];
