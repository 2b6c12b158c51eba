import { expect, test } from 'vitest';
import type { EvidencePage } from './evidence-page.ts';
import { findGaps } from './find-gaps.ts';

function page(text: string): EvidencePage {
  return { url: `doc://${text.length}`, title: 'Page', snapshot_id: '1', text, score: 1, passages: [] };
}
const plan = (...questions: string[]) => ({
  sub_questions: questions.map((question) => ({ question, queries: [question], expects: '' })),
});
const pages = [
  page('# Caching\n\nThe cache keeps rendered pages until they are revalidated.'),
  page('# Routing\n\nA route maps a path to a page.'),
];

test('a sub-question whose words stand in its best sections has no gap', () => {
  expect(
    findGaps({
      plan: plan('Does the cache keep rendered pages until they are revalidated?'),
      pages,
      asked: [],
    }),
  ).toEqual([]);
});

test('missing words become the next queries, with and without what is known', () => {
  const [gap] = findGaps({
    plan: plan('Does the cache survive a container restart in kubernetes?'),
    pages,
    asked: [],
  });
  expect(gap?.sub_question).toBe(0);
  expect(gap?.missing).toEqual(expect.arrayContaining(['container', 'restart', 'kubernetes']));
  expect(gap?.queries[0]).toContain('cache');
  expect(gap?.queries[0]).toContain('kubernetes');
});

test('what was asked before is not asked again', () => {
  const question = 'Does the cache survive a container restart in kubernetes?';
  const asked = findGaps({ plan: plan(question), pages, asked: [] }).flatMap(({ queries }) => queries);
  expect(findGaps({ plan: plan(question), pages, asked: asked.map((query) => query.toUpperCase()) })).toEqual(
    [],
  );
});

test('without any page everything is missing', () => {
  expect(findGaps({ plan: plan('What is a lambda calculus?'), pages: [], asked: [] })).toHaveLength(1);
});

test('what a found page names is asked for, not the missing words again', () => {
  const [gap] = findGaps({
    plan: plan('Which country lies west of the birthplace of the founder of the Kestrel Society?'),
    pages: [page('# Kestrel Society\n\nThe society was founded in 1911 by Ada Quimby, a painter.')],
    asked: [],
  });
  expect(gap?.queries).toHaveLength(1);
  expect(gap?.queries[0]).toMatch(/^Ada Quimby .*country/);
});
