import { expect, test } from 'vitest';
import { tokenize } from '#lib/text/tokenize.ts';
import { countSections, type PageSections, sectionsOf } from './page-sections.ts';

const counts = (page: PageSections, ...words: string[]) => countSections([page]).countsOf(words.join(' '));

const text = [
  '# Pages',
  '',
  'A page is cached by its text. The page text is cached.',
  '',
  '## See also',
  '',
  '- A list of links',
  '',
  '## Limits',
  '',
  'Nothing is cached for ever.',
].join('\n');

test('sections say how often they have a word or a pair, title and headings counted', () => {
  const page = sectionsOf({ title: 'Cached pages', text });
  expect(page.sections.map(({ heading }) => heading.at(-1))).toEqual(['Pages', 'Limits']);
  const [cach = '', page_ = ''] = tokenize('cached page');
  expect(counts(page, cach)).toEqual([3, 2]);
  expect(counts(page, page_)).toEqual([4, 2]);
  expect(counts(page, cach, page_)).toEqual([1, 1]);
  expect(counts(page, page_, cach)).toEqual([1, 0]);
});

test('a pair never reaches from one section into the next, and what a page has not is counted nowhere', () => {
  const page = sectionsOf({
    title: '',
    text: '# One\n\nThe last word is alpha.\n\n# Beta\n\nIt begins here.',
  });
  expect(counts(page, 'alpha')).toEqual([1, 0]);
  expect(counts(page, 'alpha', 'beta')).toEqual([0, 0]);
  expect(counts(page, 'gamma')).toEqual([0, 0]);
  expect(counts(page, 'alpha', 'gamma')).toEqual([0, 0]);
});

test('a page is read once, also when another question has its text again, but not under another title', () => {
  const first = sectionsOf({ title: 'Cached pages', text });
  const again = `${text.slice(0, 10)}${text.slice(10)}`;
  expect(sectionsOf({ title: 'Cached pages', text: again }).words).toBe(first.words);
  const renamed = sectionsOf({ title: 'Kept pages', text });
  expect(counts(renamed, ...tokenize('kept'))).toEqual([1, 1]);
});

test('what is kept of pages is bounded: the one asked for longest ago is read anew, the latest is not', () => {
  /** Five megabytes, of which few are words. */
  const pageOf = (name: string) => ({ title: name, text: `${name} says something.${' '.repeat(2_500_000)}` });
  const first = sectionsOf(pageOf('first'));
  const others = Array.from({ length: 14 }, (_, at) => sectionsOf(pageOf(`other${at}`)));
  expect(sectionsOf(pageOf('other13')).words).toBe(others.at(-1)?.words);
  expect(sectionsOf(pageOf('first')).words).not.toBe(first.words);
});

test('a page larger than half of what is kept displaces nothing', () => {
  const small = sectionsOf({ title: 'Small', text: 'It stays where it is.' });
  const huge = { title: 'Huge', text: `It is too long to keep.${' '.repeat(17_000_000)}` };
  expect(sectionsOf(huge).words).not.toBe(sectionsOf(huge).words);
  expect(sectionsOf({ title: 'Small', text: 'It stays where it is.' }).words).toBe(small.words);
});

test('the sections of several pages are counted together, and a list of links is none of them', () => {
  const other = sectionsOf({ title: '', text: 'Cached or not.' });
  const { lengths, countsOf, collection } = countSections([
    sectionsOf({ title: 'Cached pages', text }),
    other,
  ]);
  const [cach = ''] = tokenize('cached');
  expect(countsOf(cach)).toEqual([3, 2, 1]);
  expect(collection.documentFrequency(cach)).toBe(3);
  // The words and their pairs: twice as many, but one.
  expect(lengths.at(-1)).toBe(2 * tokenize('Cached or not.').length - 1);
  expect(collection.averageLength).toBeCloseTo(lengths.reduce((sum, length) => sum + length, 0) / 3);
  expect(countSections([]).collection).toMatchObject({ size: 0, averageLength: 0 });
});
