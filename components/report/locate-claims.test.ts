import { expect, test } from 'vitest';
import { claimBefore, locateClaims } from './locate-claims.ts';

const markdown = 'One.[1](#cite-1) Two.[1](#cite-1) So three. Nothing else.';
const claim = (text: string, sentence: number, verdict: 'supported' | 'partly') => ({
  text,
  sentence,
  quotes: [1],
  verdict,
  reason: 'r',
});
const finding = { kind: 'finding' as const, quotes: [1] };
const sentences = [
  { ...finding, start: 17, end: 21, text: 'Two.' },
  { ...finding, start: 0, end: 4, text: 'One.' },
  { kind: 'link' as const, start: 34, end: 43, text: 'So three.', quotes: [] },
  { kind: 'note' as const, start: 44, end: 57, text: 'Nothing else.', quotes: [] },
];
const partly = { start: 17, end: 21, verdict: 'partly', reason: 'r', ...finding };

test('the finished report says where its claims stand, checked or not; links and notes are no claims', () => {
  expect(locateClaims(markdown, { sentences, claims: [claim('Two.', 0, 'partly')] })).toEqual([
    { start: 0, end: 4, verdict: 'unchecked', reason: 'Nobody checked it.', ...finding },
    partly,
  ]);
});

test('where nobody judged the report, its claims are known by their words, whatever their number was in their text', () => {
  const told = { ...claim('Two.', 7, 'partly'), textId: 'section:1' };
  expect(locateClaims(markdown, { sentences, claims: [told] })[1]).toEqual(partly);
});

test('before that, a claim is found by its words, and one that is not found has no place', () => {
  const claims = [claim('Two.', 1, 'supported'), claim('Three.', 2, 'partly')];
  expect(locateClaims(markdown, { sentences: null, claims })).toEqual([
    { start: 17, end: 21, verdict: 'supported', reason: 'r', ...finding },
  ]);
});

test('marks inside the words do not hide a claim, and words that stand twice are two claims', () => {
  const text = '| a | b[1](#quote-1)[2](#quote-2) |\n\nTwo.[1](#quote-1) x\n\nTwo.[3](#quote-3)';
  const claims = [
    { ...claim('Two.', 1, 'supported'), textId: 'answer' },
    { ...claim('Two.', 0, 'partly'), textId: 'section:1' },
    { ...claim('| a | b |', 0, 'supported'), textId: 'answer', kind: 'inference' as const },
  ];
  const places = locateClaims(text, { sentences: null, claims });
  expect(places.map(({ start, end, kind }) => [text.slice(start, end), kind])).toEqual([
    ['| a | b[1](#quote-1)[2](#quote-2) |', 'inference'],
    ['Two.', 'finding'],
    ['Two.', 'finding'],
  ]);
  expect(new Set(places.map(({ start }) => start)).size).toBe(3);
});

test('a mark belongs to the claim right before it, and to none where other words stand between', () => {
  const text = 'One.[1](#quote-1)[2](#quote-2) Not checked yet.[3](#quote-3)';
  const ranges = locateClaims(text, { sentences: null, claims: [claim('One.', 0, 'supported')] });
  expect(claimBefore(ranges, { markdown: text, offset: 17 })?.end).toBe(4);
  expect(claimBefore(ranges, { markdown: text, offset: text.lastIndexOf('[3]') })).toBeNull();
});
