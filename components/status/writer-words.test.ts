import { expect, test } from 'vitest';
import type { Audit } from '#lib/schema/audit.ts';
import { describeWriters } from './writer-words.ts';

const audit = (...ids: string[]): Audit => ({
  written: 3,
  published: {},
  verdicts: {},
  entries: ids.map((text_id) => ({
    text_id,
    what: 'written-by-code',
    why: 'The prompt is too long.',
    before: '',
    after: null,
  })),
});

test.each([
  ['house/model', audit(), 'Written by house/model'],
  ['house/model', null, 'Written by house/model'],
  ['house/model', audit('answer', 'section:1'), 'Built-in writer in place of house/model: quotes only'],
  ['house/model', audit('section:1'), 'Written by house/model, in part by the built-in writer'],
  ['built-in', audit(), 'Built-in writer: quotes only, no model'],
])('%s: %o', (model, audit, words) => {
  expect(describeWriters(model, { audit, texts: ['answer', 'section:1', 'notes'] })).toBe(words);
});
