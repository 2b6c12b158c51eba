import { stripVTControlCharacters } from 'node:util';

/** One thing that failed: a test, or what is no test (a hook, a file that does not load, coverage, a build). */
export type Failure = {
  /** From the repository's root; unset where no file is to blame. */
  file?: string;
  line?: number;
  name: string;
  error: string;
};

/** What a runner came to; `flaky` failed and then passed when it was tried again: counted as passed, and told. */
export type Outcome = {
  passed: number;
  skipped: number;
  failures: Failure[];
  flaky: Failure[];
  times: { name: string; ms: number }[];
};

/** An outcome of this one failure alone. */
export const onlyFailure = (name: string, error: string): Outcome => ({
  passed: 0,
  skipped: 0,
  failures: [{ name, error }],
  flaky: [],
  times: [],
});

/**
 * The outcome of a runner that ended with this exit code: what failed without a failing test (coverage below its
 * threshold, a runner that died) is one failure, told by the lines of its output that begin with `ERROR:`, else by its
 * last lines.
 */
export function settle(
  name: string,
  end: { code: number; output: string },
  outcome: Outcome | undefined,
): Outcome {
  if (outcome && (end.code === 0 || outcome.failures.length > 0)) return outcome;
  const told = outcome
    ? `ended with exit code ${end.code}, though none of its tests failed`
    : 'left no report';
  const lines = end.output.split('\n').filter((line) => line.trim());
  const errors = lines.filter((line) => /^ERROR:/.test(stripVTControlCharacters(line)));
  const whole = onlyFailure(`${name} ${told}`, (errors.length ? errors : lines.slice(-lastLines)).join('\n'));
  return { ...(outcome ?? whole), failures: whole.failures };
}

const lastLines = 8;
