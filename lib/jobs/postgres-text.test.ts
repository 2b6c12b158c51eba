import { expect, test } from 'vitest';
import { postgresJson, postgresText } from './postgres-text.ts';

test('what PostgreSQL refuses is taken out, and nothing else', () => {
  expect(postgresText('a\u0000b\ud83d c 🌊')).toBe('ab\ufffd c 🌊');
});

test('JSON is clean at every depth, and words that only look like an escape stay', () => {
  const given = { a: ['x\u0000y', { b: '\udc00' }], c: '\\u0000', d: 1, e: '🌊' };
  expect(JSON.parse(postgresJson(given))).toEqual({
    a: ['xy', { b: '\ufffd' }],
    c: '\\u0000',
    d: 1,
    e: '🌊',
  });
});
