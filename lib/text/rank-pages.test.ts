import { expect, test } from 'vitest';
import { collectionOf, countTerms } from './bm25.ts';
import { rankPages, sumPages } from './rank-pages.ts';

function rank(question: string, library: Record<string, string[]>) {
  const passages = Object.entries(library).flatMap(([page, texts]) =>
    texts.map((text) => ({ page, ...countTerms(text) })),
  );
  const pages = sumPages(passages);
  const collections = { passages: collectionOf(passages), pages: collectionOf(pages) };
  return rankPages({ question, passages, pages, collections });
}
const filler = { x: ['alpha beta gamma delta'], y: ['beta gamma delta epsilon'], z: ['gamma delta zeta'] };

test('the page whose passage answers comes first, with its passages in order of worth', () => {
  const ranked = rank('cookies in a proxy', {
    ...filler,
    scattered: ['cookies alone', 'other words', 'a proxy alone'],
    answer: ['nothing here', 'cookies cross the proxy', 'cookies'],
  });
  expect(ranked.map(({ page }) => page)).toEqual(['answer', 'scattered']);
  expect(ranked[0]?.passages.map(({ index }) => index)).toEqual([7, 8]);
  expect(ranked[0]?.score).toBeCloseTo(ranked[0]?.passages[0]?.score ?? 0);
});

test('a rare name counts more than an everyday word as rare', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`page${at}`, [`gamma w${at}`]]));
  const ranked = rank('Has the glide of Kubernetes ended', {
    ...many,
    everyday: ['glide gamma words'],
    name: ['kubernetes gamma words'],
  });
  expect(ranked.map(({ page }) => page)).toEqual(['name', 'everyday']);
});

test('what stands in a file that is far longer than others comes before a short page that shares one word with the question', () => {
  const notes = Object.fromEntries(
    Array.from({ length: 99 }, (_, at) => [`note${at}`, [`gamma note w${at} about v${at}`]]),
  );
  const ledger = Array.from({ length: 200 }, () => 'the ledger goes on and on '.repeat(8));
  const ranked = rank('which clerk hid the ninth key', {
    ...notes,
    short: ['key gamma'],
    ledger: [...ledger, 'the clerk hid the ninth key in the barometer', ...ledger],
  });
  expect(ranked.map(({ page }) => page)).toEqual(['ledger', 'short']);
});

test('nothing that fits gives nothing, and equal pages keep their order', () => {
  expect(rank('unheard', filler)).toEqual([]);
  expect(rank('gamma', { b: ['gamma'], a: ['gamma'] }).map(({ page }) => page)).toEqual(['b', 'a']);
});
