import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { files, isTest, root } from '#lib/testing/source-files.ts';
import { asSentence } from './as-sentence.ts';
import { count, formatNumber } from './count.ts';

test.each([
  [1, 'page', '1 page'],
  [0, 'claim', '0 claims'],
  [1284, 'search', '1,284 searches'],
  [2, 'entry', '2 entries'],
  [3, 'key', '3 keys'],
  [1_048_576, 'byte', '1,048,576 bytes'],
])('%d of a %s is told as %s', (amount, noun, words) => {
  expect(count(amount, noun)).toBe(words);
});

test('numbers are grouped', () => {
  expect(formatNumber(65_536)).toBe('65,536');
});

test('a sentence ends once', () => {
  expect(['It is off', 'It is off.', 'Is it off?', '真的？'].map(asSentence)).toEqual([
    'It is off.',
    'It is off.',
    'Is it off?',
    '真的？',
  ]);
});

const nouns =
  'bytes|characters|claims|quotes|files|pages|searches|jobs|requests|tokens|words|rows|cells|questions|messages|votes|stars';
const byHand = [
  // A number before its noun that `count` or `formatNumber` did not write.
  new RegExp(
    `\\$\\{(?!\\w*(?:[cC]ount|Number)\\w*\\(|\\w+(?:\\.\\w+)*\\.toLocaleString)[^}\`]*\\} (?:${nouns})\\b`,
  ),
  // A plural by a condition.
  /=== 1 \? '(\w+)' : '\1e?s'/,
];
/** Numbers that are at most ten, and `job_type` before "jobs". */
const known = ['lib/job-types/research/fields.tsx', 'app/api/v1/jobs/route.ts'];

test('no plural is built by hand, and no number of things stands without its separators', () => {
  const told = files.filter(
    (file) =>
      /^(app|cli|components|inngest|lib)\//.test(file) &&
      !isTest(file) &&
      !known.includes(file) &&
      byHand.some((form) => form.test(readFileSync(path.join(root, file), 'utf8'))),
  );
  expect(told).toEqual([]);
});
