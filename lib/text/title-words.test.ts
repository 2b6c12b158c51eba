import { expect, test } from 'vitest';
import { placeWords, standsIn, titleWords } from './title-words.ts';

const names = (title: string) => titleWords(title).map(({ words }) => words);
const stands = (title: string, text: string) =>
  titleWords(title).some((words) => standsIn(words, placeWords(text)));

test('a title stands in a text in any form of its words, but only side by side', () => {
  expect(stands('Server Component', 'All server components run here.')).toBe(true);
  expect(stands('Server Component', 'A component of the server.')).toBe(false);
  expect(stands('Bubye River', 'It is fed by the Bubye River.')).toBe(true);
  expect(stands('Art', 'The start of it.')).toBe(false);
  expect(stands('Boutros Boutros', 'Boutros and Boutros.')).toBe(false);
  expect(stands('Boutros Boutros', 'He is Boutros, Boutros Boutros.')).toBe(true);
  expect(stands('Server Component', 'Of components, none on a server.')).toBe(false);
});

test('brackets and what a site adds to its titles are not part of the name', () => {
  expect(names('Mercury (planet)')).toEqual(['mercuri']);
  expect(stands('itertools — Functions for loops — Python 3.11 documentation', 'See itertools.')).toBe(true);
});

test('everyday words alone, no words and whole sentences name nothing', () => {
  expect(names('About')).toEqual([]);
  expect(names('2.1')).toEqual([]);
  expect(names('')).toEqual([]);
  expect(names('how to do a thing that takes more words than anybody would use for a name')).toEqual([]);
});

test('titles of scripts without spaces stand in running text', () => {
  expect(stands('東京タワー', '昨日、東京タワーへ行きました。')).toBe(true);
  expect(stands('東京タワー', '昨日、東京へ行きました。')).toBe(false);
});

test('the longest word is what a title is found by', () => {
  expect(titleWords('The Bank of England')).toEqual([{ words: 'the bank of england', key: 'england' }]);
});
