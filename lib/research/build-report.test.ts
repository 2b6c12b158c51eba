import { expect, test } from 'vitest';
import type { Quote } from '#lib/schema/quote.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { buildReport } from './build-report.ts';
import { createMarkRewriter } from './cite-marks.ts';

const quotes = [
  ...testQuotes('The first fact stands here. It goes on.\n\nThe second fact stands here.', {
    url: 'doc://a',
  }),
  ...testQuotes('The third fact stands here.', { url: 'doc://b', from: 4 }),
];

function report(draft: string, from: readonly Quote[] = quotes) {
  const pages: string[] = [];
  const rewriter = createMarkRewriter((number) => {
    const url = from.find((quote) => quote.number === number)?.url;
    if (!url) return undefined;
    if (!pages.includes(url)) pages.push(url);
    const page = pages.indexOf(url) + 1;
    return { key: url, text: `[${page}](#cite-${page})` };
  });
  const markdown = rewriter.push(draft) + rewriter.end();
  const sources = [{ url: 'doc://a', source_id: 'documents' }];
  return buildReport({ markdown, marks: rewriter.marks, pages, quotes: from, sources });
}

test('each sentence has its quotes and its words at its offsets, without the marks', () => {
  const { markdown, sentences } = report('The first fact stands here.[q1] The third fact stands here.[q4]\n');
  expect(sentences.map(({ text, quotes }) => [text, quotes])).toEqual([
    ['The first fact stands here.', [1]],
    ['The third fact stands here.', [4]],
  ]);
  for (const { start, end, text } of sentences) expect(markdown.slice(start, end)).toBe(text);
});

test('citations are numbered by first appearance and know their quotes', () => {
  const { citations } = report('The third fact stands here.[q4] The first fact stands here.[q1] More.[q3]');
  expect(citations.map(({ number, url, source_id, quotes }) => [number, url, source_id, quotes])).toEqual([
    [1, 'doc://b', '', [4]],
    [2, 'doc://a', 'documents', [1, 3]],
  ]);
});

test('headings are no sentences; list items and code are, without marker', () => {
  const { sentences } = report(
    '## A part\n\n- The first fact stands here.[q1]\n\n```ts\nconst a = 1;\n```\n\n[q3]\n',
  );
  expect(sentences.map(({ text, quotes }) => [text, quotes])).toEqual([
    ['The first fact stands here.', [1]],
    ['```ts\nconst a = 1;\n```', [3]],
  ]);
});

test('a sentence without a mark shares the next one’s quote only where the quote says it', () => {
  const [long] = testQuotes('- The first fact stands here. It goes on.', { url: 'doc://a' });
  const shared = report('The first fact stands here. It goes on.[q1]', [long as Quote]);
  expect(shared.sentences.map(({ quotes }) => quotes)).toEqual([[1], [1]]);
  const unshared = report('Everybody knows this. The first fact stands here.[q1]');
  expect(unshared.sentences.map(({ kind, quotes }) => [kind, quotes])).toEqual([
    ['finding', []],
    ['finding', [1]],
  ]);
});

test('our own wording is a note, and a report of notes alone found nothing', () => {
  const nothing = report('Nothing was found in the sources that answers this question.');
  expect(nothing.sentences[0]?.kind).toBe('note');
  expect(nothing.nothing_found).toBe(true);
  expect(nothing.citations).toEqual([]);
  expect(
    report('The first fact stands here.[q1] Nothing was found in the sources about this part: x')
      .nothing_found,
  ).toBe(false);
});
