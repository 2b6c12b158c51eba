import { expect, test } from 'vitest';
import { queryTerms } from './query-terms.ts';

const names = (question: string) =>
  queryTerms(question)
    .filter(({ isName }) => isName)
    .map(({ term }) => term);

test('what is written like a name is one, the first word of a sentence is not', () => {
  expect(names('Which band did Freddie Mercury sing in? Nobody knows.')).toEqual(['freddi', 'mercuri']);
  expect(names('use cacheLife with next.config.js on v16.4 or CSS')).toEqual([
    'cachelife',
    'cach',
    'lif',
    'next.config.js',
    'next',
    'config',
    'js',
    '16.4',
    'css',
  ]);
});

test('a sign that opens a question opens a sentence', () => {
  expect(names('¿Cuánto pesa una ballena?')).toEqual([]);
});

test('each term comes once, in the order of the question', () => {
  const terms = queryTerms('Delete the old delimiter, remove or delete it');
  expect(terms.map(({ term }) => term)).toEqual(['delet', 'old', 'delimiter', 'remov']);
  expect(queryTerms('the of')).toEqual([]);
});

test.each([
  ['Comment annuler le dernier commit ?', ['annul', 'dernier', 'commit']],
  ['Wie kann ich mit dem Kran die Last heben?', ['kran', 'last', 'heb']],
  ['How do I comment on a die?', ['com', 'die']],
])('the small words of its language are no terms of a question: %s', (question, terms) => {
  const found = queryTerms(question).map(({ term }) => term);
  expect(found.map((term) => terms.find((one) => term.startsWith(one)) ?? term)).toEqual(terms);
});
