import { expect, test } from 'vitest';
import type { Claim, Verdict } from '#lib/schema/verdict.ts';
import { describeVerdict } from './describe-verdict.ts';

const score = { score: null, reason: 'Not judged.' };
const verdict: Verdict = {
  relevance: score,
  correctness: score,
  completeness: score,
  overall: null,
  claims: [],
  judged_by: 'built-in',
  accuracy: { balanced: 0.71, measured_on: 'two sets' },
};
const shown = (given: Verdict) => describeVerdict(given, { width: 200, paint: (_, text) => text }).join('\n');

test('how often a judge is right stands beside its verdict, where it was measured', () => {
  expect(shown(verdict)).toContain(
    'Right in 71 of 100 cases where it was measured (balanced accuracy, two sets)',
  );
  expect(shown({ ...verdict, accuracy: null })).not.toContain('Right in');
});

test('one score by itself, as an estimate, is called what it is', () => {
  const estimated = { ...verdict, relevance: { score: 0.7, reason: 'An estimate.' }, overall: 0.7 };
  expect(shown(verdict)).toMatch(/^Verdict without a score, judged by built-in\n/);
  expect(shown(estimated)).toMatch(/^Estimated relevance 0\.70 of 1, no other score, judged by built-in\n/);
  const both = { ...estimated, completeness: { score: 1, reason: 'All parts.' }, overall: 0.85 };
  expect(shown(both)).toMatch(/^Verdict 0\.85 of 1, judged by built-in\n/);
});

test('quotes that a report is made of are not told as claims that hold', () => {
  const claim: Claim = { text: 'It cooks.', sentence: 0, quotes: [1], verdict: 'supported', reason: '' };
  const copies = { ...verdict, claims: [{ ...claim, copied: true as const }] };
  expect(shown(copies)).toMatch(/quotes +1 +word for word/);
  expect(shown(copies)).not.toContain('supported');
  const mixed = { ...verdict, claims: [...copies.claims, claim] };
  expect(shown(mixed)).toMatch(/claims +1\/1 +supported by their quotes\n +quotes +1 +word for word/);
});

test('claims that could not be checked are counted beside those that hold', () => {
  const claim: Claim = { text: 'It cooks.', sentence: 0, quotes: [1], verdict: 'supported', reason: '' };
  const unchecked: Claim = { ...claim, verdict: 'unchecked' };
  const told = shown({ ...verdict, claims: [claim, unchecked] });
  expect(told).toMatch(/claims +1\/2 +supported by their quotes, 1 not checked\n/);
  // Who checked nothing is neither right nor wrong.
  expect(told).toContain('Right in 71 of 100');
  expect(shown({ ...verdict, claims: [unchecked] })).not.toContain('Right in');
});
