import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { write } from './write.ts';

const changelog = `# 2.1.0 - 3 April, 2026

## Bug fixes

- Escape quotes in the search path so that nobody can inject SQL through it.

# 2.0.0 - 16 January, 2022

## Breaking changes

- Dropped support for Node 10.
- Dropped the search path of old servers.

# 1.4.0 - 2 May, 2019

## Breaking changes

- Dropped support for Node 6.
`;
const answer = (question: string) =>
  write.answer({
    question,
    plan: { sub_questions: [{ question, queries: [question], expects: '' }] },
    quotes: testQuotes(changelog, { title: 'CHANGELOG' }),
  });

test.each([
  ['In which version was support for Node 10 dropped?', '2.0.0 - 16 January, 2022', 'Node 10'],
  ['When was support for Node 6 dropped?', '1.4.0 - 2 May, 2019', 'Node 6'],
  ['What was dropped in 1.4?', '1.4.0 - 2 May, 2019', 'Node 6'],
  ['What was dropped in v2.0?', '2.0.0 - 16 January, 2022', 'Node 10'],
])('a line of a changelog answers below its version: %s', (question, version, words) => {
  const [first = ''] = answer(question)
    .replace(/^No clear answer[^\n]*\n\n/, '')
    .split('\n\n###');
  expect(first).toMatch(new RegExp(`^### CHANGELOG › ${version} › Breaking changes\n\n> - .*${words}`));
});

test('what stands below other versions is no answer about one', () => {
  expect(answer('Which support for Node was dropped in version 1.3?')).toMatch(/^No clear answer/);
  expect(answer('Which support for Node was dropped in version 1.4?')).not.toMatch(/^No clear answer/);
});

test('a line of a changelog is no more than the closest one where no change is asked for', () => {
  expect(answer('How are quotes in the search path escaped?')).toMatch(/^No clear answer/);
  expect(answer('And how do I update the quotes in the search path?')).toMatch(/^No clear answer/);
  expect(answer('Which bug of quotes in the search path was fixed?')).not.toMatch(/^No clear answer/);
});

test('what stands below no version is written as ever', () => {
  const quotes = testQuotes('# Node\n\nThe pump needs Node 20.\n');
  const question = 'Which version of Node does the pump need?';
  const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
  expect(write.answer({ question, plan, quotes })).toBe('The pump needs Node 20.[q1]\n');
});

test('the version of a whole manual parts no answer from what follows it', () => {
  const manual = `# Pump

## Version 0.9.28

### Questions

#### Pressure

The pump runs at 9 bar.

#### Valves

The pump runs at 9 bar only with open valves.
`;
  const question = 'At how many bar does the pump run?';
  const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
  expect(write.answer({ question, plan, quotes: testQuotes(manual) })).not.toMatch(/^###/);
});
