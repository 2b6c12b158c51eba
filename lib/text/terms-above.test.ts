import { expect, test } from 'vitest';
import { termsAbove } from './terms-above.ts';
import { tokenize } from './tokenize.ts';

test('title and headings are read as one text, the same ones once, however many others came between', () => {
  const page = { title: 'Limits of uploads', heading: ['Sizes', 'Largest file'] };
  const terms = termsAbove(page);
  expect(terms).toEqual(tokenize('Limits of uploads Sizes Largest file'));
  expect(termsAbove({ ...page, heading: [...page.heading] })).toBe(terms);
  expect(termsAbove({ ...page, heading: ['Sizes'] })).toEqual(tokenize('Limits of uploads Sizes'));
  for (let at = 0; at < 3000; at += 1) termsAbove({ title: `Page ${at}`, heading: [] });
  expect(termsAbove(page)).toEqual(terms);
});
