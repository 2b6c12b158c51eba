import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { files, isTest, root } from '#lib/testing/source-files.ts';
import { mended, postgresJson, postgresText, postgresValue } from './postgres-text.ts';

test('a text keeps all but what PostgreSQL refuses', () => {
  expect(postgresText('a\u0000b\ud83d c 🌊')).toBe('ab\ufffd c 🌊');
});

test('JSON is clean at every depth, and words that only look like an escape stay', () => {
  const given = { 'a\u0000': ['x\u0000y', { b: '\udc00' }], c: '\\u0000', d: 1, e: '🌊' };
  expect(JSON.parse(postgresJson(given))).toEqual({
    a: ['xy', { b: '\ufffd' }],
    c: '\\u0000',
    d: 1,
    e: '🌊',
  });
});

test('whatever is given becomes JSON that can be read again', () => {
  const circle: Record<string, unknown> = { name: 'round' };
  circle.self = circle;
  let deep: unknown = 'bottom';
  for (let level = 0; level < 100_000; level += 1) deep = level % 2 ? [deep] : { deep };
  const hostile = [
    circle,
    deep,
    12n,
    new Date(Number.NaN),
    {
      toJSON() {
        throw new Error('no');
      },
    },
    JSON.parse('{"__proto__": {"a\\u0000": 1}}'),
    undefined,
    Symbol('s'),
    () => 1,
    Number.NaN,
    'x'.repeat(1_000_000),
  ];
  for (const value of hostile) expect(() => JSON.parse(postgresJson(value))).not.toThrow();
  expect(postgresJson(hostile[5])).toBe('{"__proto__":{"a":1}}');
  expect(JSON.parse(postgresJson(hostile)).at(-1)).toHaveLength(1_000_000);
});

test('what needs no mending is handed on as it is, and what was mended is counted', () => {
  const clean = { a: [1, 'two', { three: null }], at: 'x' };
  const before = mended();
  expect(postgresValue(clean)).toBe(clean);
  expect(mended()).toEqual(before);
  postgresValue(['\0', '\ud800', ['fine']]);
  expect(mended()).toEqual({ ...before, nul: before.nul + 1, halves: before.halves + 1 });
});

test('JSON goes into PostgreSQL by this door alone', () => {
  const own = files.filter(
    (file) =>
      /^(app|inngest|lib)\//.test(file) && !isTest(file) && !/^lib\/(engine|testing|generated)\//.test(file),
  );
  const broken = own.filter((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    // A statement that takes JSON from another pen, or a client that does not mend what it is given.
    const writesItself = /::jsonb\b/.test(text) && /\bJSON\.stringify\(/.test(text);
    return writesItself || (/\bnew PrismaClient\(/.test(text) && file !== 'lib/db.ts');
  });
  expect(broken).toEqual([]);
  expect(own.some((file) => file === 'lib/jobs/jobs.ts')).toBe(true);
});
