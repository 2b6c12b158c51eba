import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { nestingDepth } from './nesting-depth.ts';

test.each([
  ['no tags', 0],
  ['<p>a<p>b<br>c<img src="x">', 0],
  ['<ul><li>a<li><b>b</b></ul><div></div>', 2],
  ['<div/><div/><span />', 0],
  ['</div></div><div>', 1],
  ['<div>'.repeat(1000), 1000],
  ['<DIV><Span>', 2],
])('%#: elements nest as deep as they are open at once', (html, depth) => {
  expect(nestingDepth(html)).toBe(depth);
});

test.each(['<a', '<div ', '<', '<div>', '</div>', 'a'])(
  'a megabyte of %s is counted in linear time',
  (piece) => {
    const stopwatch = startStopwatch();
    nestingDepth(piece.repeat(2 ** 20 / piece.length));
    expect(stopwatch.ms()).toBeLessThan(3000);
  },
);
