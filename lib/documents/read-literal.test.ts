import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { readLiteral } from './read-literal.ts';

test('arrays, objects, strings, numbers and booleans are read', () => {
  const code = `[ 'it\\'s', "b" + \`c\`, 1.5, -2, true, { a: false, 'b-c': [ ], d, }, /* no */ ].map(x => ({ x })) } rest`;
  const { value, end } = readLiteral(code, 0);
  expect(JSON.parse(JSON.stringify(value))).toEqual(["it's", 'bc', 1.5, -2, true, { a: false, 'b-c': [] }]);
  expect(code.slice(end)).toBe('} rest');
});

test('what is no literal reads as undefined and does not disturb its neighbours', () => {
  const { value } = readLiteral(
    `{ a: call({ x: '}' }), b: () => { return 1 }, c: <B d="," />, e: 'kept' }`,
    0,
  );
  expect(value).toMatchObject({ a: undefined, b: undefined, e: 'kept' });
});

test.each(['[', '{', "'", '[{', '{a:', '[[[[', '{"a', ']', '', '[,,,', '{,}'])('%j ends', (code) => {
  expect(readLiteral(code, 0).end).toBeLessThanOrEqual(code.length);
});

test('deep and long literals end in linear time', () => {
  const stopwatch = startStopwatch();
  readLiteral('['.repeat(200_000), 0);
  readLiteral(`[${"{a:'b'},".repeat(100_000)}]`, 0);
  readLiteral(`{a:${'('.repeat(200_000)}`, 0);
  expect(stopwatch.ms()).toBeLessThan(3000);
});

test('a key named __proto__ is a key', () => {
  const { value } = readLiteral(`{ __proto__: 'x' }`, 0);
  expect(Object.keys(value as object)).toEqual(['__proto__']);
});
