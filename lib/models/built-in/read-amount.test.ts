import { expect, test } from 'vitest';
import { readAmount } from './read-amount.ts';

test.each([
  ['Summarise in two sentences', { sentences: 2, words: null, form: 'prose' }],
  ['in 1 sentence', { sentences: 1, words: null, form: 'prose' }],
  ['in a single short sentence', { sentences: 1, words: null, form: 'prose' }],
  ['Give me 3 bullet points', { sentences: 3, words: null, form: 'list' }],
  ['three key takeaways', { sentences: 3, words: null, form: 'list' }],
  ['a few main ideas', { sentences: 3, words: null, form: 'list' }],
  ['as a list', { sentences: null, words: null, form: 'list' }],
  ['in at most 50 words', { sentences: null, words: 50, form: 'prose' }],
  ['a 100-word summary', { sentences: null, words: 100, form: 'prose' }],
  ['in two paragraphs', { sentences: 8, words: null, form: 'prose' }],
  ['TL;DR', { sentences: 2, words: null, form: 'prose' }],
  ['Summarise this', { sentences: null, words: null, form: 'prose' }],
  ['0 sentences', { sentences: 1, words: null, form: 'prose' }],
])('%s', (task, amount) => expect(readAmount(task)).toEqual(amount));
