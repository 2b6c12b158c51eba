import { describe, expect, test } from 'vitest';
import type { Quote } from '#lib/schema/quote.ts';
import type { Citation, Report, Sentence } from '#lib/schema/report.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { reportFrom } from '#lib/testing/report.ts';
import { findCitationFaults } from './find-citation-faults.ts';

const texts = new Map([
  ['doc://a', 'A cache entry lives 😀 for fifteen minutes. It is cleared by its writer.'],
  ['doc://b', 'The cache holds fifty megabytes.'],
]);
const pages = [...texts.keys()];
const quotes = pages.flatMap((url, at): Quote[] =>
  testQuotes(texts.get(url) ?? '', { url, title: url, from: 1 + 2 * at }),
);

const markdown =
  'A cache entry lives 😀 for fifteen minutes.[1](#cite-1) The cache holds fifty megabytes.[2](#cite-2)';
const report = reportFrom(
  'A cache entry lives 😀 for fifteen minutes.[q1] The cache holds fifty megabytes.[q3]',
  quotes,
);

const faultsOf = (change: Partial<{ report: Report; quotes: Quote[]; texts: Map<string, string> }> = {}) =>
  findCitationFaults({ report, quotes, texts, ...change });

/** The same list with its first member changed. */
const first = <T>([member, ...rest]: readonly T[], change: Partial<T>): T[] => [
  { ...(member as T), ...change },
  ...rest,
];
const sentence = (change: Partial<Sentence>) => ({ ...report, sentences: first(report.sentences, change) });
const citation = (change: Partial<Citation>) => ({ ...report, citations: first(report.citations, change) });

test('a report as it is built has no faults', () => {
  expect(report.sentences.map((sentence) => sentence.quotes)).toEqual([[1], [3]]);
  expect(faultsOf()).toEqual([]);
});

describe('a quote', () => {
  const quote = quotes[0] as Quote;

  test.each<[string, Partial<Quote>]>([
    ['has one other letter', { text: quote.text.replace('fifteen', 'fifteem') }],
    ['has another case', { text: quote.text.toUpperCase() }],
    ['has another space', { text: quote.text.replace(' ', '  ') }],
    ['lost its last letter', { text: quote.text.slice(0, -1) }],
    ['is empty', { text: '', start: 3, end: 3 }],
    ['begins one later', { start: quote.start + 1 }],
    ['ends one earlier', { end: quote.end - 1 }],
    ['stands elsewhere', { start: quote.start + 1, end: quote.end + 1 }],
    ['stands behind the end', { start: 10_000, end: 10_000 + quote.text.length }],
    ['is of another snapshot', { snapshot_id: 'doc://b' }],
    ['is of a snapshot that is not there', { snapshot_id: 'doc://c' }],
  ])('that %s is told', (_, change) => {
    expect(faultsOf({ quotes: first(quotes, change) })).toContainEqual(
      expect.stringMatching(/^Quote 1 does not stand at/),
    );
  });

  test('whose page has changed by a letter is told, though nothing rests on it', () => {
    const changed = new Map(texts).set(
      'doc://a',
      'A cache entry lives 😀 for fifteen minutes. It is cleared by no one.',
    );
    expect(faultsOf({ texts: changed })).toEqual([expect.stringMatching(/^Quote 2 does not stand at/)]);
  });

  test('whose page has grown in front of it by a character of two code units is told', () => {
    const changed = new Map(texts).set('doc://b', `😀${texts.get('doc://b')}`);
    expect(faultsOf({ texts: changed })).toEqual([expect.stringMatching(/^Quote 3 does not stand at/)]);
  });
});

describe('a sentence', () => {
  test('that rests on no quote is told where it is a finding, and not where it is a note', () => {
    const fault = '"A cache entry lives 😀 for fifteen minutes." rests on no quote.';
    expect(faultsOf({ report: sentence({ quotes: [] }) })).toContain(fault);
    expect(faultsOf({ report: sentence({ quotes: [], kind: 'note' }) })).not.toContain(fault);
  });

  test('that rests on a quote that does not exist is told', () => {
    expect(faultsOf({ report: sentence({ quotes: [1, 9] }) })).toEqual([
      expect.stringContaining('rests on quote 9, which does not exist'),
    ]);
  });

  test.each<[string, Partial<Sentence>]>([
    ['says something else than the report', { text: 'A cache entry lives for ever.' }],
    ['begins one later', { start: 1 }],
    ['ends one later', { end: (report.sentences[0]?.end ?? 0) + 1 }],
  ])('that %s is told', (_, change) => {
    expect(faultsOf({ report: sentence(change) })).toEqual([
      expect.stringMatching(/does not stand at \d+–\d+ of the report/),
    ]);
  });
});

describe('a citation', () => {
  test('to another page than that of the quote is told', () => {
    expect(faultsOf({ report: citation({ snapshot_id: 'doc://b' }) })).toEqual([
      'Quote 1 is cited to another page.',
    ]);
  });

  test('that is missing is told, of the sentence and of the mark', () => {
    expect(faultsOf({ report: { ...report, citations: report.citations.slice(1) } })).toEqual([
      expect.stringContaining('rests on quote 1, whose page is not cited'),
      'The mark [1](#cite-1) leads to no cited page.',
    ]);
  });

  test('that names a quote that does not exist, or a number of another page, is told', () => {
    expect(faultsOf({ report: citation({ quotes: [1, 9] }) })).toEqual([
      'Citation 1 names quote 9, which does not exist.',
    ]);
    expect(faultsOf({ report: citation({ number: 2 }) })).toEqual(
      expect.arrayContaining([
        'Two cited pages have the number 2.',
        'The mark [1](#cite-1) leads to no cited page.',
      ]),
    );
  });
});

describe('a mark in the text', () => {
  test.each([
    ['leads nowhere', '[3](#cite-3)', 'leads to no cited page'],
    ['shows another number than it leads to', '[1](#cite-2)', 'shows one number and leads to another'],
  ])('that %s is told', (_, mark, fault) => {
    const changed = { ...report, markdown: `${markdown}${mark}` };
    expect(faultsOf({ report: changed })).toEqual([expect.stringContaining(fault)]);
  });

  test('that leads to a page which its sentence does not rest on is told', () => {
    const swapped = markdown.replace('minutes.[1](#cite-1)', 'minutes.[2](#cite-2)');
    expect(faultsOf({ report: { ...report, markdown: swapped } })).toEqual([
      'The mark 2 behind "A cache entry lives 😀 for fifteen minutes." leads to a page that it does not rest on.',
    ]);
  });
});
