import { expect, test } from 'vitest';
import { queryWords, shareOfTerms } from './query-words.ts';

test.each([
  ['How does tidal power work?', ['tidal', 'power', 'work']],
  ["What is Newton's law of cooling?", ['Newton', 'law', 'cooling']],
  ['Next.js route-handler streaming', ['Next.js', 'route-handler', 'streaming']],
  ['cats AND dogs OR NOT birds', ['cats', 'dogs', 'birds']],
  ['Tides tides TIDES', ['Tides']],
  ['insource:/x+/ -intitle:"a b" ~c* (d) | e\\f', ['insource', 'x', 'intitle', 'b', 'c', 'd', 'e', 'f']],
  ['Wie hoch ist die Zürcher Miete?', ['Wie', 'hoch', 'ist', 'die', 'Zürcher', 'Miete']],
  ['?!', []],
  ['the of and', []],
])('%s is searched for by its words', (query, words) => {
  expect(queryWords(query)).toEqual(words);
});

test('a long question is searched for by its first ten words', () => {
  expect(queryWords(Array.from({ length: 500 }, (_, index) => `word${index}`).join(' '))).toHaveLength(10);
});

test('the share of a question that a text speaks of counts forms of a word as one', () => {
  expect(shareOfTerms('How do tidal barrages work?', 'A tidal barrage is a dam')).toBeCloseTo(2 / 3);
  expect(shareOfTerms('the', 'anything')).toBe(0);
});
