import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type PlaywrightReport, readPlaywright } from './read-playwright.ts';

/** A report of Playwright 1.65's of tests that go wrong in each way, without what is not read. */
const recorded = path.join(import.meta.dirname, 'recorded/playwright.json');
const report = JSON.parse(readFileSync(recorded, 'utf8')) as PlaywrightReport;
const outcome = readPlaywright(report, 'e2e');
const told = (name: string) => outcome.failures.find((failure) => failure.name === name);

test('a failed test is told with its file, its line, its full name and its errors', () => {
  expect(told('a page shows its heading')).toMatchObject({ file: 'e2e/a.spec.ts', line: 3 });
  expect(told('a page shows its heading')?.error).toContain('Expected: ');
  expect(told('a page times out')?.error).toContain('Test timeout of 300ms exceeded.');
  expect(told('a page soft ones')?.error.match(/Object\.is equality/g)).toHaveLength(4);
});

test('what fails after the tests of a group, and a file that does not load, is told', () => {
  expect(told('hooks ran')?.error).toContain('did not stop');
  expect(told('an error outside of the tests')?.error).toContain('Cannot find module');
});

test('what passed when it was tried again has passed, and is told', () => {
  expect(outcome.flaky).toEqual([
    expect.objectContaining({
      name: 'a page passes when tried again',
      error: expect.stringMatching(/^Error: first time/),
    }),
  ]);
});

test('everything is counted, and nothing twice', () => {
  const { passed, skipped, failures, times } = outcome;
  expect({ passed, skipped, failed: failures.length }).toEqual({ passed: 2, skipped: 1, failed: 6 });
  expect(times).toHaveLength(8);
  expect(times.find(({ name }) => name === 'a page times out')?.ms).toBeGreaterThan(600);
});
