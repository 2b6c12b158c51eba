import { expect, test } from 'vitest';
import { type Failure, onlyFailure, settle } from './outcome.ts';
import { tellFailures } from './tell-failures.ts';

const failure = (name: string, error = `Error: ${name}`): Failure => ({ file: 'lib/a.test.ts', name, error });
const many = (count: number, error?: string) =>
  Array.from({ length: count }, (_, at) => failure(`test ${at + 1}`, error));

test('each failure is named with its file and the first lines of its error, without colour', () => {
  const failures = [
    { ...failure('a list > is sorted', '\u001b[31mError: red\u001b[39m\n\n\n  second\tline\r\n'), line: 7 },
    { name: 'the build', error: 'Type error: x' },
  ];
  expect(tellFailures('Failed:', failures)).toEqual([
    'Failed:',
    '  lib/a.test.ts:7 > a list > is sorted',
    '      Error: red',
    '        second  line',
    '  the build',
    '      Type error: x',
  ]);
});

test('nothing is told of no failures', () => {
  expect(tellFailures('Failed:', [])).toEqual([]);
});

test('what would clear or overwrite a line of a terminal is taken out', () => {
  const lines = tellFailures('Failed:', [failure('a\nname', 'one\rtwo\u001b[2J\b\b three')]);
  expect(lines.slice(1)).toEqual(['  lib/a.test.ts > a name', '      one two   three']);
});

test('long errors and long lines are cut off', () => {
  const long = Array.from({ length: 5000 }, () => 'x'.repeat(5000)).join('\n');
  const lines = tellFailures('Failed:', [failure('y'.repeat(5000), long)]);
  expect(lines.length).toBeLessThanOrEqual(14);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(200);
});

test('where much failed, each is named in fewer lines, and beyond a number only counted', () => {
  const long = Array.from({ length: 50 }, (_, at) => `line ${at}`).join('\n');
  for (const count of [1, 2, 5, 13, 20, 21, 5000]) {
    const lines = tellFailures('Failed:', many(count, long));
    expect(lines.length).toBeLessThanOrEqual(63);
    const named = lines.filter((line) => line.includes(' > test '));
    expect(named).toHaveLength(Math.min(count, 20));
    expect(lines.at(-1)).toBe(count > 20 ? `  and ${count - 20} more` : lines.at(-1));
    expect(lines.filter((line) => line === '      line 0')).toHaveLength(named.length);
  }
});

test('a runner that fails though no test did is a failure, told by its errors, else by its last lines', () => {
  const fine = { passed: 3, skipped: 1, failures: [], flaky: [], times: [] };
  const output = 'a\n\nERROR: Coverage for branches (84.9%) does not meet global threshold (85%)\nb\n';
  expect(settle('vitest', { code: 0, output }, fine)).toEqual(fine);
  expect(settle('vitest', { code: 1, output }, fine)).toEqual({
    ...fine,
    failures: [
      {
        name: 'vitest ended with exit code 1, though none of its tests failed',
        error: 'ERROR: Coverage for branches (84.9%) does not meet global threshold (85%)',
      },
    ],
  });
  const lines = Array.from({ length: 100 }, (_, at) => `line ${at}`);
  const [cut] = settle('vitest', { code: 1, output: lines.join('\n') }, fine).failures;
  expect(cut?.error.split('\n')).toEqual(lines.slice(-8));
});

test('a runner that left no report has failed, whatever its exit code', () => {
  for (const code of [0, 1]) {
    const { passed, failures } = settle('vitest', { code, output: 'Killed\n' }, undefined);
    expect({ passed, failures }).toEqual({
      passed: 0,
      failures: [{ name: 'vitest left no report', error: 'Killed' }],
    });
  }
});

test('what failed is told once, whatever the exit code', () => {
  const failed = onlyFailure('a', 'Error: a');
  expect(settle('vitest', { code: 1, output: 'ERROR: Coverage\n' }, failed)).toEqual(failed);
});
