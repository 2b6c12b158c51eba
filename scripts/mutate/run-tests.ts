import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runChild } from '../run-child.ts';

/** `green`: all passed. `red`: these fell. `endless`: the time was over. `broken`: no test ran at all, and why. */
export type TestRun =
  | { kind: 'green'; passed: number }
  | { kind: 'red'; fell: string[] }
  | { kind: 'endless' }
  | { kind: 'broken'; output: string };

type Report = {
  testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
};

/** Runs test files of a copy of the sources, to the first that falls unless `all`. */
export async function runTests(
  folder: string,
  { files, timeoutMs, all = false }: { files: readonly string[]; timeoutMs: number; all?: boolean },
): Promise<TestRun> {
  const report = path.join(folder, 'mutate-report.json');
  rmSync(report, { force: true });
  const projects = [
    ...(files.some((file) => file.includes('.db.test.')) ? ['--project=database'] : []),
    ...(files.some((file) => !file.includes('.db.test.')) ? ['--project=unit'] : []),
  ];
  const args = [
    'run',
    ...projects,
    ...(all ? [] : ['--bail=1']),
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const clock = AbortSignal.timeout(timeoutMs);
  const end = await runChild([vitest, ...args, ...files], { cwd: folder, signal: clock }).catch((thrown) => {
    if (clock.aborted) return null;
    throw thrown;
  });
  if (!end) return { kind: 'endless' };
  if (!existsSync(report)) return { kind: 'broken', output: end.output };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const fell = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.trim());
  const passed = tests.filter(({ status }) => status === 'passed').length;
  if (fell.length > 0) return { kind: 'red', fell };
  if (end.code === 0 && passed > 0) return { kind: 'green', passed };
  return { kind: 'broken', output: testResults.map(({ message }) => message).join('\n') || end.output };
}
