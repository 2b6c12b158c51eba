import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { jobTypes } from '#lib/job-types/index.ts';
import type { Role } from '#lib/models/language-model.ts';
import { JobStatus, Phase } from '#lib/schema/job.ts';
import { Sentence } from '#lib/schema/report.ts';
import { ClaimVerdict } from '#lib/schema/verdict.ts';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const scripts: Record<string, string> = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
).scripts;

/** Every command that the README shows, such as `bench -- answers`. */
const shown = [...readme.matchAll(/npm run ([a-z:]+)(?: -- ([a-z-]+))?/g)].map(([, name = '', first]) => ({
  name,
  first,
}));
/** What has no `--help`: tried elsewhere, or too long to be tried here. */
const triedElsewhere = [
  'dev',
  'engine',
  'check',
  'generate',
  'pictures',
  'mutate',
  'pack',
  'try:install',
  'try:pack',
];

test('every command of the README is a script', () => {
  expect(shown.length).toBeGreaterThan(15);
  expect(shown.filter(({ name }) => !scripts[name])).toEqual([]);
});

const helped = [
  ...shown
    .filter(({ name }) => name === 'bench' || !triedElsewhere.includes(name))
    .filter(({ name }) => name !== 'check:citations' && name !== 'cli')
    .map(({ name, first }) => [name, ...(name === 'bench' && first ? [first] : [])]),
  ...['research', 'stream', 'judge', 'watch', 'cancel', 'list', 'doctor'].map((command) => ['cli', command]),
];
test.each([...new Set(helped.map((words) => words.join(' ')))])(
  'npm run %s starts and says what it does',
  (command) => {
    const [name = '', ...words] = command.split(' ');
    const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', name, '--', ...words, '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/Error|Cannot find/);
    expect([status, stdout.length > 40]).toEqual([0, true]);
  },
);

test('npm run check:citations without a job says how to name one', () => {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'check:citations'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining('npm run check:citations -- JOB_ID')]);
});

test.each([
  'README.md',
  'AGENTS.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/glossary.md',
  'docs/scale-out.md',
])('every file that %s links to is there', (file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const linked = [...text.matchAll(/\]\(([^)\s#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  const missing = linked.filter((target) => !existsSync(path.resolve(root, path.dirname(file), target)));
  expect(missing).toEqual([]);
});

test('the glossary knows every status, phase, job type, role, kind of sentence and verdict', () => {
  const glossary = readFileSync(path.join(root, 'docs/glossary.md'), 'utf8');
  const words = [
    ...JobStatus.options,
    ...Phase.options,
    ...jobTypes.map(({ type }) => type),
    ...(['planner', 'reader', 'writer', 'judge'] satisfies Role[]),
    ...Sentence.shape.kind.options,
    ...ClaimVerdict.options,
  ];
  expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(glossary))).toEqual([]);
});

test.each([
  ['bench', ['nope'], 'retrieval'],
  ['stand', ['nope'], 'there are: calendar, search, proxy, e2e, scale.'],
  ['chaos', ['--only', 'nope'], 'there are: '],
  ['cli', ['nope'], 'there are: research, '],
])('npm run %s names what there is where a name is not there', (name, words, told) => {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', name, '--', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain(told);
  expect(stderr).not.toMatch(/^\s+at /m);
});
