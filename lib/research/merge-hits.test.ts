import { expect, test } from 'vitest';
import type { Hit } from '#lib/schema/source.ts';
import { mergeHits } from './merge-hits.ts';

function hit(url: string, score: number, passages: Hit['passages'] = []): Hit {
  return { url, title: url, snippet: '', score, passages };
}
const from = (source_id: string, hits: Hit[], sub_question = 0) => ({ source_id, sub_question, hits });

test('a page found by several answers stands once and knows all sub-questions that found it', () => {
  const merged = mergeHits([from('a', [hit('x', 2)]), from('b', [hit('x', 9)], 1)]);
  expect(merged).toHaveLength(1);
  expect(merged[0]).toMatchObject({ url: 'x', source_id: 'a', sub_questions: [0, 1], score: 1 });
});

test('sources with other scales weigh the same: scores count as shares of the best of their answer', () => {
  const merged = mergeHits([
    from('small', [hit('x', 0.02), hit('y', 0.019)]),
    from('large', [hit('y', 900), hit('x', 300)]),
  ]);
  expect(merged.map(({ url }) => url)).toEqual(['y', 'x']);
});

test('the sum beats the best single score', () => {
  const merged = mergeHits([
    from('a', [hit('once', 1), hit('twice', 0.8)]),
    from('b', [hit('twice', 1), hit('other', 0.1)]),
  ]);
  expect(merged[0]?.url).toBe('twice');
});

test('passages are kept once, the best first and not more than asked for', () => {
  const passage = (start: number, score: number) => ({ start, end: start + 5, heading: [], score });
  const merged = mergeHits(
    [
      from('a', [hit('x', 1, [passage(0, 4), passage(10, 8)])]),
      from('b', [hit('x', 1, [passage(0, 3), passage(20, 1)])]),
    ],
    { maxPassages: 2 },
  );
  expect(merged[0]?.passages.map(({ start }) => start)).toEqual([0, 10]);
  expect(merged[0]?.passages[0]?.score).toBe(1);
});

test('hits without scores count alike and ties have one order', () => {
  const merged = mergeHits([from('a', [hit('b', 0), hit('a', 0)])], { limit: 1 });
  expect(merged.map(({ url }) => url)).toEqual(['a']);
});

test('no answer gives no page', () => {
  expect(mergeHits([from('a', [])])).toEqual([]);
});
