import { expect, test } from 'vitest';
import { createMarkRewriter } from './cite-marks.ts';

/** Quotes 1 and 2 are of page a, quote 3 is of page b; there are no others. */
const pages: Record<number, string> = { 1: 'a', 2: 'a', 3: 'b' };
function rewriter() {
  return createMarkRewriter((quote) => {
    const key = pages[quote];
    return key === undefined ? undefined : { key, text: `[${key}](#cite-${key})` };
  });
}
function rewrite(...deltas: string[]): string {
  const { push, end } = rewriter();
  return deltas.map(push).join('') + end();
}

test('a mark becomes its page, several marks of one page become one', () => {
  expect(rewrite('So it is.[q1][q2] And so on.[q3]')).toBe('So it is.[a](#cite-a) And so on.[b](#cite-b)');
});

test('marks of quotes that do not exist go, and leave no space behind', () => {
  expect(rewrite('Invented [q99]. Half [q1, q99].')).toBe('Invented. Half [a](#cite-a).');
});

test('every way to cut a text into deltas gives the same text', () => {
  const text = 'One.[q1] Two. [q3][q2] An array[0] stays, [question] too.';
  const whole = rewrite(text);
  for (let cut = 0; cut <= text.length; cut += 1) {
    expect(rewrite(text.slice(0, cut), text.slice(cut))).toBe(whole);
  }
  expect(rewrite(...text)).toBe(whole);
});

test('only what may still become a mark is held back', () => {
  const { push, end } = rewriter();
  expect(push('It is so.[')).toBe('It is so.');
  expect(push('q')).toBe('');
  expect(push('uick] fix')).toBe('[quick] fix');
  expect(push(' and [q1')).toBe(' and');
  expect(end()).toBe(' [q1');
});

test('marks in several notations are understood', () => {
  expect(rewrite('A.[Q1] B.[ q1 , q3 ] C.[q1; q3]')).toBe(
    'A.[a](#cite-a) B.[a](#cite-a)[b](#cite-b) C.[a](#cite-a)[b](#cite-b)',
  );
});

test('code is left alone, and its mark after it is not', () => {
  const code = '```ts\nconst x = list[q1];\n```\n';
  expect(rewrite(`${code}\n[q1]`)).toBe(`${code}\n[a](#cite-a)`);
});

test('it tells where each mark stands in the new text', () => {
  const { push, end, marks } = rewriter();
  const text = push('One.[q1] Two.[q3]') + end();
  expect(marks.map(({ quotes, start, end }) => [quotes, text.slice(start, end)])).toEqual([
    [[1], '[a](#cite-a)'],
    [[3], '[b](#cite-b)'],
  ]);
});
