import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { SourceEntry } from '#components/job-log/list-sources.ts';
import { SourcesPanel } from './sources-panel.tsx';

const entry = (url: string, more: Partial<SourceEntry> = {}): SourceEntry => ({
  url,
  title: `Of ${url}`,
  sourceId: 'web',
  number: null,
  cited: 0,
  noted: 0,
  state: 'read',
  reason: null,
  copies: 0,
  ...more,
});
const shown = (sources: SourceEntry[], ended = true) =>
  renderToStaticMarkup(<SourcesPanel sources={sources} ended={ended} onOpen={() => {}} />).replace(
    /<!-- -->/g,
    '',
  );

test('no page is awaited where none can come', () => {
  expect(shown([], false)).toContain('No page has been found yet.');
  expect(shown([])).toContain('No page was found.');
});

test('a copy says of which page it is one, and how many origins there are is said once', () => {
  const origin = entry('https://a.example/', { number: 2, cited: 3, copies: 2 });
  const copyOf = { url: origin.url, title: origin.title, number: 2 };
  const copies = ['https://b.example/', 'https://c.example/'].map((url) => entry(url, { copyOf }));
  const html = shown([origin, ...copies, entry('https://d.example/')]);
  expect(html).toContain('4 pages read, 2 origins');
  expect(html.match(/Says the same as 2, <bdi>“Of https:\/\/a\.example\/”<\/bdi>\./g)).toHaveLength(2);
  expect(html).toContain('The same text stands at 2 other addresses.');
  expect(html.match(/>Copy</g)).toHaveLength(2);
});

test('where there are no copies nothing is said of them', () => {
  const html = shown([entry('https://a.example/', { number: 1, cited: 1 }), entry('https://b.example/')]);
  expect(html).not.toMatch(/origin|Copy|same text/);
});
