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

it('takes the first pieces only, where it is told how many, wherever a long text is parted', () => {
  const text = `index (a) indexing café\n`.repeat(1000);
  const all = wordPieces(text, vocabulary);
  expect(all).toHaveLength(7 * 1000);
  expect(wordPieces(text, vocabulary, 3001)).toEqual(all.slice(0, 3001));
  expect(wordPieces(text.replaceAll('é', 'e'), vocabulary)).toEqual(all);
  expect(wordPieces(text, vocabulary, 0)).toEqual([]);
});

it('parts no word of a long text, and reads on where there is no blank', () => {
  const long = `${'('.repeat(3998)}indexing${')'.repeat(5000)} index`;
  expect(named(long)).toEqual([
    ...Array(3998).fill('('),
    'index',
    '##ing',
    ...Array(5000).fill(')'),
    'index',
  ]);
});

it('reads text in ASCII as it reads any other', () => {
  const signs = [...' \n\tAa1_$(-.é語', 'index', 'ing', 'unknown'];
  for (let seed = 1; seed < 2000; seed += 1) {
    const text = Array.from({ length: 9 }, (_, at) => signs[(seed * (at + 3) * 7919) % signs.length]).join(
      '',
    );
    const each = text.split(/(?<=\s)/).flatMap((word) => wordPieces(word, vocabulary));
    expect(wordPieces(text, vocabulary), text).toEqual(each);
    expect(wordPieces(`${text} é`.replaceAll('é', 'e'), vocabulary)).toEqual(
      wordPieces(`${text} é`, vocabulary),
    );
  }
});
