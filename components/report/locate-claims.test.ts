import { expect, test } from 'vitest';
import { locateClaims } from './locate-claims.ts';

const markdown = 'One.[1](#cite-1) Two.[1](#cite-1) Nothing else.';
const claim = (text: string, sentence: number, verdict: 'supported' | 'partly') => ({
  text,
  sentence,
  quotes: [1],
  verdict,
  reason: 'r',
});

test('the finished report says where its claims stand, judged or not; notes are no claims', () => {
  const sentences = [
    { kind: 'finding' as const, start: 17, end: 21, text: 'Two.', quotes: [1] },
    { kind: 'finding' as const, start: 0, end: 4, text: 'One.', quotes: [1] },
    { kind: 'note' as const, start: 34, end: 47, text: 'Nothing else.', quotes: [] },
  ];
  expect(locateClaims(markdown, { sentences, claims: [claim('Two.', 0, 'partly')] })).toEqual([
    { start: 0, end: 4, verdict: 'unchecked', reason: 'Not judged' },
    { start: 17, end: 21, verdict: 'partly', reason: 'r' },
  ]);
});

test('before that, a claim is found by its words, and one that is not found has no place', () => {
  const claims = [claim('Two.', 1, 'supported'), claim('Three.', 2, 'partly')];
  expect(locateClaims(markdown, { sentences: null, claims })).toEqual([
    { start: 17, end: 21, verdict: 'supported', reason: 'r' },
  ]);
});
