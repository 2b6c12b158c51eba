import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from '../e2e/find-chromium.ts';
import { build } from './build.ts';
import { generate } from './generate.ts';
import { type Outcome, onlyFailure, settle } from './outcome/outcome.ts';
import { type PlaywrightReport, readPlaywright } from './outcome/read-playwright.ts';
import { tellFailures } from './outcome/tell-failures.ts';
import { runChild } from './run-child.ts';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Runs every test; its last lines name what failed, and one line alone ends them: `N passed, N failed` (and
 * `, N skipped`). What fails without a failing test (coverage below its threshold, a file that does not load, a build)
 * is a failure too.
 */
async function test(folder: string): Promise<Outcome[]> {
  await generate();
  const outcomes = [await runVitest(path.join(folder, 'vitest.json'))];
  if (findChromium()) return [...outcomes, await runPlaywright(path.join(folder, 'playwright.json'))];
  const without = 'No Chromium found (PLAYWRIGHT_CHROMIUM names one): the tests in a browser are skipped.';
  console.log(without);
  return process.env.CI ? [...outcomes, onlyFailure('the tests in a browser', without)] : outcomes;
}

async function runVitest(report: string): Promise<Outcome> {
  const args = ['run', '--coverage', '--reporter=default', '--reporter=./scripts/outcome/vitest-reporter.ts'];
  const env = { ...process.env, TEST_OUTCOME: report };
  const end = await runChild(['node_modules/vitest/vitest.mjs', ...args], { cwd: root, shows: true, env });
  return settle('vitest', end, readReport<Outcome>(report));
}

async function runPlaywright(report: string): Promise<Outcome> {
  try {
    await build({ say: (line) => console.log(line) });
  } catch (error) {
    console.error((error as Error).message);
    return onlyFailure('the build', (error as Error).message);
  }
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'];
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const end = await runChild(args, { cwd: root, shows: true, env });
  const read = readReport<PlaywrightReport>(report);
  return settle('Playwright', end, read && readPlaywright(read, 'e2e'));
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

async function main(): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-test-report-'));
  try {
    const outcomes = await test(folder);
    const slowest = outcomes.flatMap(({ times }) => times).sort((a, b) => b.ms - a.ms);
    console.log('\nThe slowest tests:');
    for (const { name, ms } of slowest.slice(0, 10))
      console.log(`${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
    const flaky = outcomes.flatMap((outcome) => outcome.flaky);
    const failures = outcomes.flatMap((outcome) => outcome.failures);
    for (const line of tellFailures('\nPassed only when tried again:', flaky)) console.log(line);
    for (const line of tellFailures('\nFailed:', failures)) console.log(line);
    const sum = (key: 'passed' | 'skipped') => outcomes.reduce((total, outcome) => total + outcome[key], 0);
    const skipped = sum('skipped') ? `, ${sum('skipped')} skipped` : '';
    console.log(`\n${sum('passed')} passed, ${failures.length} failed${skipped}`);
    return failures.length ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
