import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import type { Failure, Outcome } from './outcome.ts';

/**
 * A reporter of vitest's that writes an outcome as JSON to the file that TEST_OUTCOME names. Vitest's own JSON says
 * nothing of hooks that failed or of errors that no test caught.
 */
export default function createReporter(): Reporter {
  return {
    onTestRunEnd(modules, unhandled) {
      const file = process.env.TEST_OUTCOME;
      if (file) writeFileSync(file, JSON.stringify(outcomeOf(modules, unhandled)));
    },
  };
}

function outcomeOf(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Outcome {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.flatMap((test) => {
    const { state, errors } = test.result();
    return state === 'failed' ? [failureOf(test.module.moduleId, test.fullName, errors)] : [];
  });
  const flaky = tests.flatMap((test) => {
    const { errors = [] } = test.result();
    return test.diagnostic()?.flaky ? [failureOf(test.module.moduleId, test.fullName, errors)] : [];
  });
  const states = tests.map((test) => test.result().state);
  return {
    passed: states.filter((state) => state === 'passed').length,
    skipped: states.filter((state) => state === 'skipped' || state === 'pending').length,
    failures: [...failed, ...modules.flatMap(besideTests), ...unhandled.map(uncaught)],
    flaky,
    times: tests.map((test) => ({ name: test.fullName, ms: test.diagnostic()?.duration ?? 0 })),
  };
}

/** What failed in a file besides its tests: it did not load, or something before or after its tests threw. */
function besideTests(module: TestModule): Failure[] {
  const file = module.moduleId;
  const ownErrors = module.errors();
  const name = module.children.size ? 'before or after its tests' : 'the file did not load';
  const own = ownErrors.length ? [failureOf(file, name, ownErrors)] : [];
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length);
  return [
    ...own,
    ...suites.map((suite) =>
      failureOf(file, `${suite.fullName} (before or after its tests)`, suite.errors()),
    ),
  ];
}

function uncaught(error: SerializedError): Failure {
  const { VITEST_TEST_PATH: file, VITEST_TEST_NAME: test } = error;
  const last = typeof test === 'string' ? ` (the last test was "${test}")` : '';
  return failureOf(typeof file === 'string' ? file : undefined, `an error that no test caught${last}`, [
    error,
  ]);
}

function failureOf(file: string | undefined, name: string, errors: readonly SerializedError[]): Failure {
  const line = file && lineIn(file, errors[0]?.stack ?? '');
  return {
    file: file && path.relative(process.cwd(), file),
    ...(line ? { line } : {}),
    name,
    error: errors.map(textOf).join('\n'),
  };
}

function lineIn(file: string, stack: string): number | undefined {
  const [, found] = stack.split(file).map((after) => Number(/^:(\d+)/.exec(after)?.[1]));
  return found || undefined;
}

function textOf({ name, message, diff, cause, stack = '' }: SerializedError): string {
  const said = `${name ?? 'Error'}: ${message}`;
  const because = cause ? `Caused by ${textOf(cause)}` : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'));
  return [said, typeof diff === 'string' ? diff : '', because, ...frames].filter(Boolean).join('\n');
}
