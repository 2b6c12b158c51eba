import { expect, test } from 'vitest';
import { describeMode, usualMode } from './mode-words.ts';

test('without a model a conversation begins with research, and goes on with answers from its pages', () => {
  expect(usualMode({ isBuiltIn: true, hasEvidence: false })).toBe('research');
  expect(usualMode({ isBuiltIn: true, hasEvidence: true })).toBe('answer');
  expect(usualMode({ isBuiltIn: false, hasEvidence: false })).toBe('answer');
});

test('without a model, Answer says what it does instead', () => {
  expect(describeMode('answer', { isBuiltIn: true, hasEvidence: false })).toMatch(/^No model is set/);
  expect(describeMode('answer', { isBuiltIn: false, hasEvidence: false })).not.toMatch(/No model/);
});
