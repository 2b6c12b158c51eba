import type { Failure, Outcome } from './outcome.ts';

/** The outcome that Playwright's JSON report tells; `folder` is where its tests are, from the repository's root. */
export function readPlaywright(report: PlaywrightReport, folder: string): Outcome {
  const tests = report.suites.flatMap((suite) => testsOf(suite, []));
  const failureOf = ({ file, line, name, test }: Found): Failure => ({
    file: `${folder}/${file}`,
    line,
    name,
    error: test.results.flatMap(({ errors = [] }) => errors.map(({ message = '' }) => message)).join('\n'),
  });
  const withStatus = (status: string) => tests.filter(({ test }) => test.status === status);
  const errors = report.errors ?? [];
  return {
    passed: withStatus('expected').length + withStatus('flaky').length,
    skipped: withStatus('skipped').length,
    failures: [
      ...withStatus('unexpected').map(failureOf),
      ...errors.map(({ message = '' }) => ({ name: 'an error outside of the tests', error: message })),
    ],
    flaky: withStatus('flaky').map(failureOf),
    times: tests.map(({ name, test }) => ({
      name,
      ms: test.results.reduce((sum, { duration }) => sum + duration, 0),
    })),
  };
}

export type PlaywrightReport = {
  suites: Suite[];
  errors?: { message?: string }[];
};

type Suite = {
  title: string;
  suites?: Suite[];
  specs: { title: string; file: string; line: number; tests: Test[] }[];
};
type Test = {
  status: string;
  results: { duration: number; errors?: { message?: string }[] }[];
};
type Found = { file: string; line: number; name: string; test: Test };

/** `titles` are those of the suites around it, without the file's. */
function testsOf({ suites = [], specs }: Suite, titles: string[]): Found[] {
  return [
    ...specs.flatMap(({ title, file, line, tests }) =>
      tests.map((test) => ({ file, line, name: [...titles, title].join(' '), test })),
    ),
    ...suites.flatMap((suite) => testsOf(suite, [...titles, suite.title])),
  ];
}
