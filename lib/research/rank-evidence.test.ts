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
