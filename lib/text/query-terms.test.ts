import { expect, test } from 'vitest';
import { lookedUpTerms, queryTerms } from './query-terms.ts';

const names = (question: string) =>
  queryTerms(question)
    .filter(({ isName }) => isName)
    .map(({ term }) => term);

test('what is written like a name is one, the first word of a sentence is not', () => {
  expect(names('Which band did Freddie Mercury sing in? Nobody knows.')).toEqual(['freddi', 'mercuri']);
  expect(names('use cacheLife with next.config.js on v16.4.5 or CSS')).toEqual([
    'cachelife',
    'cach',
    'lif',
    'next.config.js',
    'next',
    'config',
    'js',
    '16.4.5',
    'css',
  ]);
});

test('each term comes once, with words that mean the same and are not in the question themselves', () => {
  const terms = queryTerms('Delete the old delimiter, remove or delete it');
  expect(terms.map(({ term }) => term)).toEqual(['delet', 'old', 'delimiter', 'remov']);
  const related = terms.find(({ term }) => term === 'delet')?.related;
  expect(related).toContain('drop');
  expect(related).not.toContain('remov');
  expect(terms.find(({ term }) => term === 'delimiter')?.related).toEqual(['separat']);
});

test('the looked-up terms are all of them, each once', () => {
  expect(lookedUpTerms(queryTerms('delimiter delimiters'))).toEqual(['delimiter', 'separat']);
  expect(lookedUpTerms(queryTerms('the of'))).toEqual([]);
});
