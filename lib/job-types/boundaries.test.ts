import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { files, importsOf, isTest, root } from '#lib/testing/source-files.ts';

const jobTypeFolders = readdirSync(path.join(root, 'lib/job-types'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('a job type is a folder, its run, and a line in the lists', () => {
  const listed = importsOf('lib/job-types/index.ts');
  const forms = importsOf('lib/job-types/forms.ts');
  const runs = importsOf('inngest/jobs/index.ts');
  const missing = jobTypeFolders.flatMap((type) => {
    const folder = `lib/job-types/${type}`;
    return [
      ...(listed.includes(`${folder}/descriptor.ts`) ? [] : [`${folder} is not in lib/job-types/index.ts`]),
      ...(runs.includes(`inngest/jobs/${type}.ts`) ? [] : [`${type} has no run in inngest/jobs/index.ts`]),
      ...(!files.includes(`${folder}/form.ts`) || forms.includes(`${folder}/form.ts`)
        ? []
        : [`${folder}/form.ts is not in lib/job-types/forms.ts`]),
    ];
  });
  expect(missing).toEqual([]);
});

/** Who names a job type outside its folder and its run, and why. */
const mayNameJobTypes: [file: RegExp, reason: string][] = [
  [/^lib\/job-types\/(index|forms)\.ts$/, 'the lists'],
  [/^inngest\/jobs\/index\.ts$/, 'the list of runs'],
  [/^cli\/commands\/\w+\.ts$/, 'the command of that name reads files and stdin, as only the terminal does'],
  [/^components\/dashboard\/first-question\.tsx$/, 'an example of a request, for a shell'],
];

/**
 * A type is named by its folder's path, by a string beside the words "job type", by a file that quotes two types, or by
 * a table that has all of them. (`judge` is a phase and a role of models as well, `research` a mode of a chat.)
 */
test('no job type is named outside its folder and its run', () => {
  const names = jobTypeFolders.join('|');
  const beside = new RegExp(
    `job_?type\\b.{0,60}['"\`](${names})['"\`]|['"\`](${names})['"\`].{0,20}job_?type\\b`,
    'i',
  );
  const isOwn = (file: string) =>
    new RegExp(`^(lib/job-types|inngest/jobs)/(${names})(/|\\.ts$)`).test(file) ||
    mayNameJobTypes.some(([pattern]) => pattern.test(file));
  const named = files
    .filter((file) => /^(app|components|cli|inngest|lib)\//.test(file) && !isTest(file) && !isOwn(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '');
      const quoted = jobTypeFolders.filter((name) => text.includes(`'${name}'`));
      return [
        ...importsOf(file).filter((target) => new RegExp(`^lib/job-types/(${names})/`).test(target)),
        ...text.split('\n').filter((line) => beside.test(line)),
        ...(quoted.length > 1 ? [quoted.join(' and ')] : []),
        ...(jobTypeFolders.every((name) => new RegExp(`\\b${name}:`).test(text)) ? ['a table'] : []),
      ].map((what) => `${file}: ${what.trim()}`);
    });
  expect(named).toEqual([]);
});

test('the server reads job types without React', () => {
  const reached = new Set<string>();
  const reach = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    if (files.includes(file)) importsOf(file).forEach(reach);
  };
  for (const file of ['index', 'job-type-of', 'job-question', 'read-result'])
    reach(`lib/job-types/${file}.ts`);
  expect([...reached].filter((file) => /^components\/|^npm:react/.test(file))).toEqual([]);
});
