import { expect, test } from 'vitest';
import { verdictLooks, verdicts } from './verdict-label.tsx';

test('what is contradicted is worst, and what was not checked looks like nothing that was', () => {
  expect(verdicts).toEqual(['supported', 'copied', 'partly', 'unchecked', 'unsupported', 'contradicted']);
  for (const name of ['word', 'icon', 'tone', 'pattern'] as const)
    expect(new Set(verdicts.map((verdict) => verdictLooks[verdict][name])).size).toBe(verdicts.length);
});
