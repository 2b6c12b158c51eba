import { expect, test } from 'vitest';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import { findQuotes, sentenceBefore } from './find-quotes.ts';

const quote = (number: number, url: string): QuoteInContext => ({
  id: `q${number}`,
  number,
  snapshot_id: 's',
  url,
  title: 'T',
  start: 0,
  end: 1,
  text: 'x',
  heading: [],
  form: 'sentence',
  sub_question: 0,
  score: 1,
  before: '',
  after: '',
  read_at: null,
});
const quotes = [quote(1, 'doc://a'), quote(2, 'doc://a'), quote(3, 'doc://b'), quote(4, 'doc://a')];
const sentences = [
  { kind: 'finding' as const, start: 0, end: 4, text: 'One.', quotes: [2, 3] },
  { kind: 'finding' as const, start: 20, end: 24, text: 'Two.', quotes: [9] },
];
const citations = [
  { number: 1, source_id: 'd', snapshot_id: 's', url: 'doc://a', title: 'A', quotes: [1, 2] },
  { number: 2, source_id: 'd', snapshot_id: 's', url: 'doc://b', title: 'B', quotes: [3] },
];
const numbers = (found: QuoteInContext[]) => found.map(({ number }) => number);

test('a mark opens the quotes of its page that its sentence rests on', () => {
  const evidence = { quotes, pages: [], sentences, citations };
  expect(numbers(findQuotes({ of: 'page', number: 1, offset: 4 }, evidence))).toEqual([2]);
  expect(numbers(findQuotes({ of: 'page', number: 2, offset: 16 }, evidence))).toEqual([3]);
});

test('where the sentence names no quote of the page, those of the report stand for it', () => {
  const evidence = { quotes, pages: [], sentences, citations };
  expect(numbers(findQuotes({ of: 'page', number: 1, offset: 30 }, evidence))).toEqual([1, 2]);
});

test('while the report is being written, a mark opens all that was taken from its page', () => {
  const pages = [{ number: 1, url: 'doc://a' }];
  const evidence = { quotes, pages, sentences: null, citations: [] };
  expect(numbers(findQuotes({ of: 'page', number: 1, offset: 4 }, evidence))).toEqual([1, 2, 4]);
  expect(findQuotes({ of: 'page', number: 7, offset: 4 }, evidence)).toEqual([]);
});

test('the sentence of a mark is the last one that ended before it', () => {
  expect(sentenceBefore(sentences, 3)).toBeNull();
  expect(sentenceBefore(sentences, 19)?.text).toBe('One.');
  expect(sentenceBefore(sentences, 24)?.text).toBe('Two.');
  expect(sentenceBefore(null, 24)).toBeNull();
});

test('a mark of a quote opens that quote as soon as it is noted, published or not', () => {
  const evidence = { quotes, pages: [], sentences: null, citations: [] };
  expect(numbers(findQuotes({ of: 'quote', number: 3, offset: 40 }, evidence))).toEqual([3]);
});
