import { expect, test } from 'vitest';
import type { Verdict } from '#lib/schema/verdict.ts';
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
