import { expect, it } from 'vitest';
import { wordPieces } from './word-pieces.ts';

const vocabulary = new Map(
  ['index', '##ing', 'un', '##known', '(', ')', 'cafe', 'a', '##b'].map((name, at) => [name, at]),
);
const named = (text: string) => wordPieces(text, vocabulary).map((at) => [...vocabulary.keys()][at]);

it('takes the longest pieces from the left', () => {
  expect(named('indexing unknown')).toEqual(['index', '##ing', 'un', '##known']);
});

it('knows no case and no accents, and takes each mark for itself', () => {
  expect(named('Café(INDEX)')).toEqual(['cafe', '(', 'index', ')']);
});

it('leaves out a word that it cannot spell, whole, and one that is too long', () => {
  expect(named('unkind index')).toEqual(['index']);
  expect(named(`a${'b'.repeat(99)}`)).toHaveLength(100);
  expect(named(`a${'b'.repeat(100)}`)).toEqual([]);
  expect(named('')).toEqual([]);
});
