import { expect, test } from 'vitest';
import { describeEstimate } from './describe-estimate.ts';

const known = {
  preset: 'deep',
  model: 'm',
  jobs: 12,
  calls: 61,
  tokens: 251_234,
  pages: 40,
  cost_usd: 0.1234,
  seconds: 130,
};

test.each([
  [
    known,
    'About 2 min, 40 pages, 61 model calls, 250,000 tokens, $0.12: the middle of your last 12 like it.',
  ],
  [
    { ...known, jobs: 0, seconds: null, cost_usd: null },
    'About 40 pages, 61 model calls, 250,000 tokens: a guess, since none like it has run here yet.',
  ],
  [
    { ...known, jobs: 1, calls: 0, tokens: 0, cost_usd: 0, seconds: 0.2, pages: 1 },
    'About 1 s, 1 page, no model calls: the middle of your last one like it.',
  ],
])('an estimate says what it rests on (%#)', (estimate, words) => {
  expect(describeEstimate(estimate)).toBe(words);
});
