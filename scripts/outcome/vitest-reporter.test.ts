import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '#lib/testing/source-files.ts';
import { runChild } from '../run-child.ts';
import type { Outcome } from './outcome.ts';

/** Test files as they go wrong; the globals of vitest stand in for imports, since there is no package beside them. */
const sources = {
  'fails.test.ts': `
    describe('a list', () => {
      it('is sorted', () => { expect([1, 2, 3]).toEqual([1, 2, 4]); });
      it('is told in colours', () => { throw new Error('\\u001b[31mred\\u001b[39m\\nsecond line'); });
      it('never ends', () => new Promise(() => {}), 50);
      it('passes', () => {});
      it.skip('is left out', () => {});
    });`,
  'missing.test.ts': `import './nowhere.ts';`,
  'hooks.test.ts': `
    describe('with a server', () => {
      beforeAll(() => { throw new Error('the server did not start'); });
      it('never ran', () => {});
    });
    describe('stopped', () => {
      afterAll(() => { throw new Error('the server did not stop'); });
      it('ran', () => {});
    });`,
  'rejects.test.ts': `
    it('leaves a promise behind', async () => {
      void Promise.reject(new Error('nobody listens', { cause: new Error('the line was cut') }));
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`,
  'again.test.ts': `
    let tries = 0;
    it('passes when tried again', { retry: 1 }, () => { if (tries++ === 0) throw new Error('not yet'); });`,
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'vitest-reporter-'));
let outcome: Outcome;

beforeAll(async () => {
  for (const [name, text] of Object.entries(sources)) writeFileSync(path.join(folder, name), text);
  const report = path.join(folder, 'outcome.json');
  const reporter = path.join(root, 'scripts/outcome/vitest-reporter.ts');
  await runChild(
    [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--globals', `--reporter=${reporter}`],
    { cwd: folder, env: { ...process.env, TEST_OUTCOME: report } },
  );
  outcome = JSON.parse(readFileSync(report, 'utf8')) as Outcome;
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const told = (name: string) => outcome.failures.find((failure) => failure.name === name);

test('a failed test is told with its file, its line, its full name and what differed', () => {
  expect(told('a list > is sorted')).toMatchObject({ file: 'fails.test.ts', line: 3 });
  expect(told('a list > is sorted')?.error).toMatch(
    /^AssertionError: expected \[ 1, 2, 3 \] to deeply equal/,
  );
  expect(told('a list > is sorted')?.error).toMatch(/- +4,[\s\S]*\+ +3,/);
  expect(told('a list > is told in colours')).toMatchObject({ file: 'fails.test.ts', line: 4 });
});

test('a test that never ends is told', () => {
  expect(told('a list > never ends')?.error).toContain('Test timed out in 50ms');
});

test('a file that does not load is told', () => {
  expect(told('the file did not load')).toMatchObject({ file: 'missing.test.ts' });
  expect(told('the file did not load')?.error).toContain("Cannot find module './nowhere.ts'");
});

test('what fails before and after tests is told with the group it stands in', () => {
  expect(told('with a server (before or after its tests)')).toMatchObject({
    file: 'hooks.test.ts',
    error: expect.stringContaining('the server did not start'),
  });
  expect(told('stopped (before or after its tests)')).toMatchObject({
    error: expect.stringContaining('the server did not stop'),
  });
});

test('an error that no test caught is told with the file that was running, and with its cause', () => {
  const uncaught = outcome.failures.find(({ name }) => name.startsWith('an error that no test caught'));
  expect(uncaught).toMatchObject({ file: 'rejects.test.ts', line: 3 });
  expect(uncaught?.error).toMatch(/nobody listens\nCaused by .*the line was cut/);
});

test('what passed when it was tried again has passed, and is told', () => {
  expect(outcome.flaky).toEqual([
    {
      file: 'again.test.ts',
      line: 3,
      name: 'passes when tried again',
      error: expect.stringContaining('not yet'),
    },
  ]);
});

test('everything is counted, and nothing twice', () => {
  const { passed, skipped, failures, times } = outcome;
  expect({ passed, skipped, failed: failures.length }).toEqual({ passed: 4, skipped: 2, failed: 7 });
  expect(times).toHaveLength(9);
});
