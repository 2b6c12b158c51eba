import { expect, test } from 'vitest';
import { splitQuestion, withoutCondition } from './split-question.ts';

const parts = (question: string) => splitQuestion(question).parts;

test.each([
  ['How do I stream text from a route handler?'],
  ['Is there a ceiling on languages and domains, and a way around it?'],
  ['How can I test code that calls a model without network traffic or random output?'],
  ['When and where should I call cookies()?'],
  ['Which page that uses cookies and is cached breaks?'],
])('a simple question stays whole: %s', (question) => {
  expect(parts(question)).toEqual([question]);
});

test('clauses that ask become parts', () => {
  expect(parts('When does it refresh, how long may the browser keep it, and does it ever expire?')).toEqual([
    'When does it refresh?',
    'How long may the browser keep it?',
    'Does it ever expire?',
  ]);
});

test.each([
  ['Rail or road for the long way, what is the difference?', ['What is the difference?']],
  ['My pump is silent, what can I do?', ['What can I do?']],
  ['On an island, which pumps are sold and who mends them?', ['Which pumps are sold?', 'Who mends them?']],
  [
    'The lamp blinks, and is the pump broken or is it only cold?',
    ['Is the pump broken?', 'Is it only cold?'],
  ],
])('what asks nothing is no part, and leads up to all that asks: %s', (question, asked) => {
  const { context, parts } = splitQuestion(question);
  expect(parts).toEqual(asked);
  expect(context).toBe(question.slice(0, question.indexOf(',') + 1));
});

test('a request is a part beside a question', () => {
  expect(parts('Explain the valve, and how do I open it?')).toEqual([
    'Explain the valve?',
    'How do I open it?',
  ]);
});

test('several question marks are several parts, statements are the context of all', () => {
  expect(splitQuestion('Our chat repeats itself. Why is that? Which option fixes it?')).toEqual({
    context: 'Our chat repeats itself.',
    parts: ['Why is that?', 'Which option fixes it?'],
  });
});

test('a topic before a colon and an opening condition are shared', () => {
  expect(
    splitQuestion('Old preview against its successor: which cookies does each set, and how much data fits?'),
  ).toEqual({
    context: 'Old preview against its successor:',
    parts: ['Which cookies does each set?', 'How much data fits?'],
  });
  expect(
    splitQuestion('If I never say for how long, when is it refreshed and does it expire?'),
  ).toMatchObject({
    context: 'If I never say for how long,',
  });
});

test('a condition in the middle stays with its question', () => {
  expect(
    parts('Should tools be defined in the app, and if over MCP, which transport can be deployed?'),
  ).toEqual(['Should tools be defined in the app?', 'If over MCP, which transport can be deployed?']);
});

test('a second part that leaves out words of the first stays with it: no part is ungrammatical', () => {
  expect(parts('Which header helps against buffering and which against compression?')).toEqual([
    'Which header helps against buffering and which against compression?',
  ]);
});

test('what is no question is one part', () => {
  expect(parts('Tell me about caching. In short.')).toEqual(['Tell me about caching. In short.']);
  expect(parts('cats')).toEqual(['cats']);
});

test('withoutCondition leaves the question itself', () => {
  expect(withoutCondition('If it is cached, when is it refreshed?')).toBe('When is it refreshed?');
  expect(withoutCondition('Is it cached?')).toBe('Is it cached?');
});

test.each([
  ['Tell me about the valve, the launch and the pipe.', ['the valve', 'the launch', 'the pipe']],
  ['Please describe rows, columns, and cells', ['rows', 'columns', 'cells']],
  [
    'Explain sales, research and development, and transport',
    ['sales', 'research and development', 'transport'],
  ],
])('a request that names three things or more has a part for each: %s', (request, things) => {
  const lead = request.slice(0, request.indexOf(things[0] ?? ''));
  expect(parts(request)).toEqual(things.map((thing) => `${lead}${thing}`));
});

test.each([
  'Tell me about bread and butter',
  'Tell me about the ferry, please',
  'Explain the way in which people who live there, as they tell, pay for what they take, and what becomes of it later',
])('a request about one thing or two stays whole: %s', (request) =>
  expect(parts(request)).toEqual([request]),
);
