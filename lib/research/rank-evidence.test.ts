import { expect, test } from 'vitest';
import type { StoredPage } from './ports.ts';
import { rankEvidence } from './rank-evidence.ts';

const words = Array.from({ length: 300 }, (_, at) => `word${at} of the ${(at * 37) % 101}`).join(' ');
const page = (url: string, text: string, score: number, more: Partial<StoredPage> = {}): StoredPage => ({
  id: url,
  source_id: 'web',
  url,
  title: url,
  snapshot_id: `${url} ${text.length}`,
  text,
  found: [{ sub_question: 0, query: 'q', score, passages: [] }],
  about: {},
  ...more,
});

test('what many pages of the web print alike is one page of evidence, which names the others', () => {
  const ranked = rankEvidence([
    page('https://paper.example/wire', `${words} Reprinted.`, 0.5),
    page('https://agency.example/wire', words, 1),
    page('https://other.example/', words.replaceAll('word', 'other'), 0.7),
  ]);
  expect(ranked.map(({ url, copies }) => [url, copies])).toEqual([
    ['https://agency.example/wire', ['https://paper.example/wire']],
    ['https://other.example/', undefined],
  ]);
});

test('own documents and what the job asks for itself stay, however alike', () => {
  const own = [page('doc://library/v1.md', words, 1), page('doc://library/v2.md', words, 0.9)];
  const asked = [
    page('https://a.example/p.png', words, 0.8, { asked_for: true }),
    page('https://b.example/p.png', words, 0.7, { asked_for: true }),
  ];
  expect(rankEvidence([...own, ...asked])).toHaveLength(4);
});

test('a page that many queries of a gap have found does not pass one that the question itself has found', () => {
  const plan = { sub_questions: [{ question: 'q', queries: ['q', 'words of q'], expects: '' }] };
  const by = (...found: [query: string, score: number][]) =>
    found.map(([query, score]) => ({ sub_question: 0, query, score, passages: [] }));
  const ranked = rankEvidence(
    [
      page('doc://a', 'About a.', 0, { found: by(['gap 1', 1], ['gap 2', 1], ['gap 3', 1], ['q', 0.2]) }),
      page('doc://b', 'About b.', 0, { found: by(['q', 1], ['words of q', 0.8]) }),
    ],
    plan,
  );
  expect(ranked.map(({ url }) => url)).toEqual(['doc://b', 'doc://a']);
});

test('an own document that lies there in two forms is one page, in the form that has headings', () => {
  const html = page('doc://manual/tag.html', `# Tag\n\n${words}\n\n## Options\n\nMore of it.`, 0.4);
  const source = page('doc://manual/_sources/tag.rst.txt', `Tag ${words} Options More of it.`, 1);
  const other = page('doc://manual/log.txt', words.replaceAll('word', 'other'), 0.5);
  expect(rankEvidence([html, source, other]).map(({ url, score }) => [url, score])).toEqual([
    ['doc://manual/tag.html', 1],
    ['doc://manual/log.txt', 0.5],
  ]);
});

test('of a page and its source with headings, the page that was made to be read is kept', () => {
  const html = page('doc://manual/tag.html', `# Tag\n\n${words}\n\nOptions\n\nMore of it.`, 0.4);
  const source = page(
    'doc://manual/_sources/tag.rst.txt',
    `# Tag\n\n${words}\n\n## Options\n\nMore of it.`,
    1,
  );
  for (const pages of [
    [html, source],
    [source, html],
  ])
    expect(rankEvidence(pages).map(({ url, score }) => [url, score])).toEqual([['doc://manual/tag.html', 1]]);
});

test('files that are only called alike stay', () => {
  const notes = page('doc://notes/plan.md', words, 1);
  const table = page('doc://notes/plan.csv', words.replaceAll('word', 'cell'), 0.9);
  const web = ['https://a.example/p.html', 'https://a.example/p.txt'].map((url) => page(url, 'Short.', 0.8));
  expect(rankEvidence([notes, table, ...web])).toHaveLength(4);
});
