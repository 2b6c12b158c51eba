import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { pageLinks, placeLinks } from './page-links.ts';

const base = 'doc://library/guide/start.md';
const place = (source: string, text: string) => placeLinks(pageLinks(source), { text, base });

test('links of Markdown and HTML are found where their words stand, as whole addresses', () => {
  const source =
    'See [the proxy](../api/proxy.md#limits "Proxy") and <a class="x" href="b.html">page <b>B</b></a>.';
  expect(place(source, 'See the proxy and page B.')).toEqual([
    { at: 4, url: 'doc://library/api/proxy.md' },
    { at: 18, url: 'doc://library/guide/b.html' },
  ]);
});

test('pictures, places in the same page and what is no address are no links', () => {
  const source =
    '![x](a.png) [here](#top) [mail](mailto:a@b.c) [self](start.md) [bad](http://[) [gone](a.md)';
  expect(place(source, 'x here mail self bad')).toEqual([]);
});

test('the same words linked twice stand in two places', () => {
  expect(place('[a](x.md) [a](y.md)', 'a b a').map(({ at }) => at)).toEqual([0, 4]);
});

test('odd input takes no more than linear time', () => {
  const stopwatch = startStopwatch();
  for (const odd of ['<a href="', '[', '<a ', '[x](', '<a href="x">']) pageLinks(odd.repeat(100_000));
  expect(stopwatch.ms()).toBeLessThan(5000);
});
