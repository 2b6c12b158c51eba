import { expect, test } from 'vitest';
import { describeCaps } from './describe-caps.ts';

test.each([
  [{}, 'No limits'],
  [{ cost_usd: 0.5 }, 'Limits: $0.50'],
  [{ pages: 1, seconds: 90 }, 'Limits: 1 page, 90 seconds'],
  [{ tokens: 20_000, searches: 3 }, 'Limits: 20,000 tokens, 3 searches'],
])('the caps %j are %j', (budget, words) => {
  expect(describeCaps(budget)).toBe(words);
});
