import { expect, test } from 'vitest';
import { locateClaims } from './locate-claims.ts';
import { explainNumbers } from './outline.tsx';

const markdown = 'Water is wet.';
const sentences = [{ text: markdown, start: 0, end: markdown.length, kind: 'finding' as const, quotes: [1] }];
const claim = {
  text: markdown,
  sentence: 0,
  quotes: [1],
  verdict: 'supported' as const,
  reason: 'It holds.',
};
const told = (claims: Parameters<typeof locateClaims>[1]['claims']) =>
  explainNumbers(locateClaims(markdown, { sentences, claims }));

test('marks are named where somebody judged, and nowhere else', () => {
  expect(told([])).toBe('Numbers count sentences with a citation.');
  expect(told([claim])).toContain('how each was judged');
  expect(told([{ ...claim, copied: true }])).toContain('where each stands');
});
