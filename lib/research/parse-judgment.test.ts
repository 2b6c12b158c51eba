import { expect, test } from 'vitest';
import { parseJudgment } from './parse-judgment.ts';

test('reads a judgment out of JSON in prose', () => {
  expect(parseJudgment('Here:\n```json\n{"claims":[]}\n```')).toEqual({ claims: [] });
});

test('reads scores and claims out of lines', () => {
  const text =
    'Relevance: 0.8 It answers.\n**Correctness**: 1 - holds\ncompleteness: 0\nClaim 3: partly, one number is off\nclaim 4 - contradicted';
  expect(parseJudgment(text)).toEqual({
    relevance: { score: 0.8, reason: 'It answers.' },
    correctness: { score: 1, reason: 'holds' },
    completeness: { score: 0, reason: '' },
    claims: [
      { claim: 3, verdict: 'partly', reason: 'one number is off' },
      { claim: 4, verdict: 'contradicted', reason: '' },
    ],
  });
});

test('broken JSON is read as lines', () => {
  expect(parseJudgment('{"relevance": \nrelevance: 0.5 half')).toMatchObject({ relevance: { score: 0.5 } });
});
