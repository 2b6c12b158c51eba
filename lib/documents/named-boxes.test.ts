import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { cleanPage } from './clean-page.ts';
import { nameBoxes } from './named-boxes.ts';

const read = (text: string) => cleanPage({ path: 'a.md', text, isOwn: true }).text;

test.each([
  [
    'a note of MkDocs',
    '!!! note\n\n    It runs at night.\n\nThe end.\n',
    'Note: It runs at night.\n\nThe end.\n',
  ],
  [
    'its title',
    '??? warning "Take care"\n    It is hot.\n\n    And wet.\n',
    'Take care: It is hot.\n\nAnd wet.\n',
  ],
  ['one without a title', '!!! tip ""\n    It is hot.\n', 'It is hot.\n'],
  [
    'tabs with code',
    '=== "Linux"\n\n    ```sh\n    apt install pump\n    ```\n\n=== "macOS"\n\n    ```sh\n    brew install pump\n    ```\n',
    'Linux:\n\n```sh\napt install pump\n```\n\nmacOS:\n\n```sh\nbrew install pump\n```\n',
  ],
  [
    'one inside of another, and of a list',
    '- Start it.\n\n    !!! note\n        It hums.\n\n        !!! tip "Ear"\n            - Plug it.\n\n- Stop it.\n',
    '- Start it.\n  Note: It hums.\n  Ear:\n  - Plug it.\n- Stop it.\n',
  ],
  [
    'Docusaurus',
    ':::tip\n\nUse oil.\n\n:::\n\n:::note[Mind]\nIt is hot.\n:::\n',
    'Tip: Use oil.\n\nMind: It is hot.\n',
  ],
  ['MkDocs with classes', '!!! note inline end\n    It is hot.\n', 'Note: It is hot.\n'],
  ['VitePress', '::: warning Heat\nIt is hot.\n:::\n', 'Heat: It is hot.\n'],
  ['blocks of PyMdown', '/// warning | Heat\n\nIt is hot.\n\n///\n', 'Heat: It is hot.\n'],
])('a box of %s says what it is before its words', (_name, text, told) => {
  expect(read(text)).toBe(told);
});

test('code that has such marks, headings with a line below and other signs stay', () => {
  for (const text of [
    '```\n!!! note\n    x\n:::tip\n```\n',
    'Title\n===\n\nWords.\n',
    'Run:\n\n    /// adds one to it\n    ///\n    fn add() {}\n',
    ':::tip\n\n```go\n\tx()\n```\n',
    '!!! WARNING do not touch\n\nNext words.\n',
    '!!! note\n\nNext words.\n',
    '??? what is this\n\nNext.\n',
    '::: some words here\n\nNext.\n',
    'x\n\n    === "foo"\n    b\n',
    ':::\n\n:::tip\n',
    'Wow!!! It is.\n',
    '::: pkg.mod\n',
  ])
    expect(nameBoxes(text)).toBe(text);
});

test('boxes in boxes are read in linear time', () => {
  const stopwatch = startStopwatch();
  const deep = Array.from({ length: 400 }, (_, at) => `${' '.repeat(4 * at)}!!! note`).join('\n');
  expect(nameBoxes(`${deep}\n${'!!! note\n    x\n'.repeat(50_000)}`)).toContain('Note: x');
  expect(nameBoxes(`${'!!! note '.repeat(50_000)}\n!!! note\n    x\n`)).toContain('Note: x');
  for (const line of [`::: tip ${'{'.repeat(300_000)}`, `!!! a${' a'.repeat(300_000)} b"`])
    expect(nameBoxes(`${line}\n    x\n:::\n`)).toContain(line);
  expect(stopwatch.ms()).toBeLessThan(10_000);
});
