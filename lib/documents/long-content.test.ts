import { expect, test } from 'vitest';
import { readFile } from './read-file.ts';
import { isUnread } from './unread.ts';

const many = 150_000;

/** What is longer than the arguments that one call can take, in each kind of file that holds it in a few megabytes. */
test.each([
  ['cells of a row of HTML', 'a.html', `<table><tr><td>a<td>b<tr>${'<td>a'.repeat(many)}</table>`],
  ['rows of CSV', 'a.csv', 'a,b\n'.repeat(many)],
  ['short rows of CSV below a wide one', 'a.csv', `${'a,'.repeat(many / 5)}\n${'a,b\n'.repeat(many)}`],
  ['keys of YAML', 'a.yaml', Array.from({ length: many }, (_, at) => `a${at}: b`).join('\n')],
  ['runs of backticks', 'a.html', `<p><code>${'` '.repeat(many)}</code>`],
  [
    'paragraphs of LaTeX',
    'a.tex',
    `\\begin{document}\n${'a\n\n'.repeat(many)}\\section{B}\nb\n\\end{document}`,
  ],
  ['cells of AsciiDoc', 'a.adoc', `= A\n\n|===\n|a |b\n${'|a |b\n'.repeat(many)}|===\n`],
  ['items of AsciiDoc', 'a.adoc', `= A\n\n${'* a\n'.repeat(many)}`],
  ['rows of RTF', 'a.rtf', `{\\rtf1 ${'\\trowd a\\cell b\\cell\\row '.repeat(many)}}`],
  ['lines of a reStructuredText block', 'a.rst', `A\n=\n\n::\n\n${'  a\n'.repeat(many)}`],
  ['lines of an option', 'a.txt', `Usage: a [options]\n\n  --all\n${'      more words\n'.repeat(many)}`],
])(
  '%s, a hundred thousand of them, are read',
  async (_, path, text) => {
    const page = await readFile({ path, text });
    expect(isUnread(page) ? page.words : page.text.length).toBeGreaterThan(many);
  },
  60_000,
);

test('YAML that has a name twice in one place is damaged, as it says two things', async () => {
  expect(await readFile({ path: 'a.yaml', text: 'a:\n  b: 1\n  c: 2\n  b: 3\n' })).toMatchObject({
    reason: 'damaged',
  });
  expect(await readFile({ path: 'a.yaml', text: 'b: 1\na:\n  b: 2\n' })).toMatchObject({
    text: '- b: 1\n\n## a\n\n- b: 2\n',
  });
});
