import { expect, test } from 'vitest';
import { scanWords } from './scan-words.ts';
import { tokenize } from './tokenize.ts';

/** The words of a text as a pattern of all scripts finds them, in the stretches that the scan leaves to it. */
function words(text: string, joins: boolean): string[] {
  const found: string[] = [];
  scanWords(text, {
    joins,
    take: (start, end) => found.push(text.slice(start, end)),
    other: (start, end) => found.push(...patternWords(text.slice(start, end), joins)),
  });
  return found;
}

const alone = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*/gu;
const joined = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*(?:[.\-'’][\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*)*/gu;
const patternWords = (text: string, joins: boolean) => text.match(joins ? joined : alone) ?? [];

/** Texts of these signs in every order that a small generator gives: alike in each run. */
function* mixtures(): Generator<string> {
  const signs = [...` \n.,-'’+#<=>:^"(a1_$ZéßΣ\u0301\u00a0語ิ“`, '++', 'use', 'É.x'];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let text = 0; text < 3000; text += 1)
    yield Array.from({ length: 1 + next(14) }, () => signs[next(signs.length)]).join('');
}

test('the words of a text are those that a pattern of all scripts finds in the whole of it', () => {
  for (const text of mixtures()) {
    for (const joins of [true, false]) expect(words(text, joins), text).toEqual(patternWords(text, joins));
  }
});

test('the terms of a text are those of its words, one after the other', () => {
  const whole =
    /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*(?:[.\-'’][\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*)*(?:\+\+|#)?/gu;
  for (const text of mixtures()) {
    const each = (text.normalize('NFKC').match(whole) ?? []).flatMap((word) => tokenize(word));
    expect(tokenize(text), text).toEqual(each);
  }
});

test('words of ASCII are told by their places', () => {
  const taken: [number, number][] = [];
  const left: [number, number][] = [];
  scanWords("Don't use (next.config.js) für C++.", {
    joins: true,
    take: (start, end) => taken.push([start, end]),
    other: (start, end) => left.push([start, end]),
  });
  expect(taken).toEqual([
    [0, 5],
    [6, 9],
    [11, 25],
    [31, 32],
  ]);
  expect(left).toEqual([[27, 30]]);
});

test('what a language makes of a word is not what another made of it before', () => {
  expect(tokenize('gifts', 'en')).toEqual(['gift']);
  expect(tokenize('Häusern', 'de')).not.toEqual(tokenize('Häusern', 'en'));
  expect(tokenize('die', 'de')).toEqual([]);
  expect(tokenize('die', 'en')).toEqual(['die']);
});
