import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from '../e2e/find-chromium.ts';
import { build } from './build.ts';
import { generate } from './generate.ts';
import { runChild } from './run-child.ts';

/** `flaky` failed and then passed when it was tried again; counted as passed, and told. */
type Count = { passed: number; failed: number; skipped: number; flaky: number };
type Timed = { name: string; ms: number };
type Outcome = Count & { times: Timed[] };

const root = path.resolve(import.meta.dirname, '..');

/**
 * Runs every test and ends with one line alone on a line: `N passed, N failed` (and `, N skipped`). What fails without
 * a failing test (coverage below its threshold, a file that does not load, a build) counts as one failure.
 */
async function test(folder: string): Promise<Outcome[]> {
  await generate();
  const counts = [await runVitest(path.join(folder, 'vitest.json'))];
  if (findChromium()) return [...counts, await runPlaywright(path.join(folder, 'playwright.json'))];
  console.log('No Chromium found (PLAYWRIGHT_CHROMIUM names one): the tests in a browser are skipped.');
  return process.env.CI ? [...counts, oneFailure] : counts;
}

const oneFailure: Outcome = { passed: 0, failed: 1, skipped: 0, flaky: 0, times: [] };

async function runVitest(report: string): Promise<Outcome> {
  const args = ['run', '--coverage', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runChild(['node_modules/vitest/vitest.mjs', ...args], { cwd: root, shows: true });
  const { testResults = [] } = readReport<{ testResults?: VitestFile[] }>(report);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const results = tests.map(({ status }) => status);
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.length,
  ).length;
  return settle('vitest', code, {
    passed: results.filter((status) => status === 'passed').length,
    failed: results.filter((status) => status === 'failed').length + broken,
    skipped: results.filter((status) => status !== 'passed' && status !== 'failed').length,
    flaky: 0,
    times: tests.map(({ fullName, duration }) => ({ name: fullName, ms: duration ?? 0 })),
  });
}

type VitestFile = {
  status: string;
  assertionResults: { status: string; fullName: string; duration?: number | null }[];
};

async function runPlaywright(report: string): Promise<Outcome> {
  try {
    await build({ say: (line) => console.log(line) });
  } catch (error) {
    console.error((error as Error).message);
    return oneFailure;
  }
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'];
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { code } = await runChild(args, { cwd: root, shows: true, env });
  const { stats, suites = [] } = readReport<{ stats?: PlaywrightStats; suites?: PlaywrightSuite[] }>(report);
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = stats ?? {};
  const count = { passed: expected + flaky, failed: unexpected, skipped, flaky };
  return settle('playwright', code, { ...count, times: suites.flatMap(timesOf) });
}

type PlaywrightStats = { expected: number; flaky: number; unexpected: number; skipped: number };
type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: { results: { duration: number }[] }[] }[];
};

const timesOf = ({ suites = [], specs }: PlaywrightSuite): Timed[] => [
  ...specs.map(({ title, tests }) => {
    const results = tests.flatMap((test) => test.results);
    return { name: title, ms: results.reduce((sum, { duration }) => sum + duration, 0) };
  }),
  ...suites.flatMap(timesOf),
];

function readReport<T extends object>(file: string): Partial<T> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : {};
}

function settle(name: string, code: number, count: Outcome): Outcome {
  if (code === 0 || count.failed > 0) return count;
  console.log(`${name} failed as a whole (exit code ${code}), though none of its tests did: see above.`);
  return { ...count, failed: 1 };
}

async function main(): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-test-report-'));
  try {
    const counts = await test(folder);
    const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
    const slowest = counts.flatMap(({ times }) => times).sort((a, b) => b.ms - a.ms);
    console.log('\nThe slowest tests:');
    for (const { name, ms } of slowest.slice(0, 10))
      console.log(`${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
    const skipped = sum('skipped') ? `, ${sum('skipped')} skipped` : '';
    if (sum('flaky'))
      console.log(`\n${sum('flaky')} of them passed only when tried again: see "flaky" above.`);
    console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
    return sum('failed') ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
