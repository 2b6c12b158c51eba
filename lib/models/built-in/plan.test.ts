import { expect, test } from 'vitest';
import { Plan } from '#lib/schema/plan.ts';
import { plan } from './plan.ts';
import { kindOf } from './question-kind.ts';
import { questionHeading } from './split-question.ts';

const planFor = (question: string, breadth = 4) => Plan.parse(JSON.parse(plan.answer({ question, breadth })));

test('queries are the question itself, and its telling words', () => {
  const [part] = planFor('How do I stream text from a route handler?').sub_questions;
  expect(part?.queries).toEqual(['How do I stream text from a route handler?', 'stream text route handler']);
});

test.each([
  ['How can I see how much ink is left?', 'how-to'],
  ['How much ink is left when it warns me?', 'number'],
  ['After a refill, how many pages can I print?', 'number'],
  ['Which kinds of paper does it take?', 'list'],
  ['From which other programs can I print?', 'list'],
  ['What drawers (with or without a lock) are there?', 'list'],
  ['Welche Papiere gibt es?', 'list'],
  ['What does the printer do with old pages?', 'definition'],
  ['What is the status of my pages?', 'definition'],
])('what a question opens with is what it asks: %s', (question, expected) => {
  expect(kindOf(question)?.name).toBe(expected);
});

test('a part that refers back comes with the part that it refers to, as one sentence', () => {
  const { sub_questions } = planFor(
    'When does PostgreSQL use an index-only scan, and what makes it fall back to the heap?',
  );
  expect(sub_questions[1]?.question).toBe(
    'When does PostgreSQL use an index-only scan, and what makes it fall back to the heap?',
  );
  expect(sub_questions[1]?.queries).toContain(
    'When does PostgreSQL use an index-only scan, and what makes it fall back to the heap?',
  );
});

test('both sides of a comparison are looked for by themselves too', () => {
  const [part] = planFor('What is the difference between Route Handlers and API Routes?').sub_questions;
  expect(part?.queries).toEqual(expect.arrayContaining(['Route Handlers', 'API Routes']));
});

test('parts beyond the breadth are asked together', () => {
  const { sub_questions } = planFor('What is A used for? What is B used for? What is C used for?', 2);
  expect(sub_questions).toHaveLength(2);
  expect(sub_questions[1]?.question).toBe('What is B used for? What is C used for?');
});

test('a question of the greatest length makes a valid plan', () => {
  expect(planFor(`${'Why? '.repeat(1599)}How?`).sub_questions.length).toBeLessThanOrEqual(4);
  expect(planFor('word '.repeat(1600)).sub_questions).toHaveLength(1);
});

test('a heading is the question without what leads up to it, cut at a word', () => {
  expect(questionHeading('Uploads are cut. What cuts them off?')).toBe('What cuts them off?');
  expect(questionHeading('If it is cached, does it expire?')).toBe('Does it expire?');
  expect(questionHeading('It fails. Why?')).toBe('Why');
  const long = questionHeading(`How does ${'a very long word list '.repeat(10)}end?`);
  expect(long.length).toBeLessThanOrEqual(92);
  expect(long.endsWith(' …')).toBe(true);
});

test('a part leans on the last one that leans on none, also where it has no words of its own', () => {
  const { sub_questions } = planFor(
    'Is it possible to print at night? What is a mooring fee? What does each pay, and why?',
  );
  expect(sub_questions.map(({ question }) => question)).toEqual([
    'Is it possible to print at night?',
    'What is a mooring fee?',
    'What is a mooring fee, and what does each pay?',
    'What is a mooring fee, and why?',
  ]);
});

test.each([
  [
    'What is a mooring mast, and which ships are allowed?',
    'What is a mooring mast, and which ships are allowed?',
  ],
  ['What are ballast tanks? How many can I have?', 'What are ballast tanks, and how many can I have?'],
  ['What is a mooring mast, and what is ballast?', 'What is ballast?'],
  ['What is a mooring mast, and how do I hoist a flag?', 'How do I hoist a flag?'],
])(
  'a part that asks what there is, and not of what, leans on what was to be explained: %s',
  (question, second) => {
    expect(planFor(question).sub_questions[1]?.question).toBe(second);
  },
);

test('what is around a question is no part of it, whatever comes before it', () => {
  const [part, more] = planFor(
    'Hello all!\nI hope you are well. Would it be possible to know how one hoists a flag? Much appreciated!\nBest,\nAda',
  ).sub_questions;
  expect(part?.question).toBe('How one hoists a flag?');
  expect(more).toBeUndefined();
});

test.each([
  ['NFS OR Samba -windows', 'NFS Samba'],
  ['"ship mast" -"old mast" site:example.org', '"ship mast"'],
  ['hoist -c flag', 'Hoist -c flag'],
  ['+mast hoist', 'Mast hoist'],
])('what a search leaves out is not searched for, and options of commands stay: %s', (question, plain) => {
  expect(planFor(question).sub_questions[0]?.question).toBe(plain);
});
