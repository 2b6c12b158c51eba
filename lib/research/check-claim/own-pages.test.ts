import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkClaim } from './check-claim.ts';

type Page = { page: string; true: string[]; false: [kind: string, claim: string][] };

const readPages = (name: string): Page[] =>
  readFileSync(path.resolve(import.meta.dirname, '../../../bench/data', name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const pages = readPages('judge-claims.jsonl');
const others = ['documentation-claims.jsonl', 'mixed-claims.jsonl'].flatMap(readPages);
const hasFault = (claim: string, page: string) =>
  checkClaim({ claim, quotes: [], source: page }).faults.length > 0;

test('of what is truly said in other words, in five languages, at most 2 % is lost', () => {
  const lost = [...pages, ...others].flatMap((row) => row.true.filter((claim) => hasFault(claim, row.page)));
  const all = [...pages, ...others].flatMap((row) => row.true);
  expect(lost.length / all.length, lost.join('\n')).toBeLessThanOrEqual(0.02);
});

test('every changed number, date, amount, unit and name is caught, and nine in ten of other changed words', () => {
  const passed = pages.flatMap((row) => row.false.filter(([, claim]) => !hasFault(claim, row.page)));
  const count = (rows: readonly [string, string][], kinds: readonly string[]) =>
    rows.filter(([kind]) => kinds.includes(kind)).length;
  const certain = ['number', 'date', 'amount', 'unit', 'name'];
  const words = ['negation', 'quantifier', 'opposite', 'role'];
  expect(count(passed, certain), JSON.stringify(passed)).toBe(0);
  const all = pages.flatMap((row) => row.false);
  expect(count(passed, words) / count(all, words)).toBeLessThanOrEqual(0.1);
});
