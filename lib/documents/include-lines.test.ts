import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { withoutIncludes } from './include-lines.ts';
import { readFile } from './read-file.ts';

const read = async (text: string) => {
  const page = await readFile({ path: 'a.md', text });
  return 'text' in page ? page.text : expect.fail(page.words);
};

test('lines that name what a program puts in their place are no words, nor are its options', async () => {
  const source = `# Pumps

--8<-- "LICENSE.md"

::: pump.valves
    options:
      show_root: true
      members: [a]

::: pump
    handler: python

Before.

--8<--
a.md
; b.md
--8<--

<!-- --8<-- [start:part] -->
Words.
<!-- --8<-- [end:part] -->

\`\`\`python
--8<-- "a.py"
\`\`\`

\`\`\`md
::: pump.valves
\`\`\`
`;
  expect(await read(source)).toBe('# Pumps\n\nBefore.\n\nWords.\n\n```md\n::: pump.valves\n```\n');
});

test.each([
  '::: tip\n\nWords.\n\n:::\n',
  '::: pump\n\nWords.\n',
  'Cut here --8<-- "or there".\n',
  '--8<--\nWords that go on.\n--8<--\n',
  '::: pump.valves\n    Words of it.\n',
])('what only looks like such a line stays: %s', (text) => {
  expect(withoutIncludes(text)).toBe(text);
});

test('such lines are read in time linear in their number', () => {
  const watch = startStopwatch();
  for (const line of ['--8<--\n', '--8<--\na\n', '::: a.b\n  a\n', '::: a\n'])
    withoutIncludes(line.repeat(100_000));
  withoutIncludes(`--8<--\n${'a\n'.repeat(200_000)}`);
  expect(watch.ms()).toBeLessThan(5000);
});
