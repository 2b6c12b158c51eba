import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { writeBlocks } from '../write-blocks.ts';
import { rstBlocks } from './rst-blocks.ts';

test('keys and commands keep what stands in angles, links only what they show', () => {
  const source =
    'Press :kbd:`ALT-SysRq-<command key>`, run :command:`stop <name>` and see :ref:`the manual <pump-manual>` or :doc:`valves<valves>`.';
  expect(writeBlocks(rstBlocks(source))).toBe(
    'Press ALT-SysRq-<command key>, run stop <name> and see the manual or valves.\n',
  );
});

test('where links lead is no text, and names that are links are words', () => {
  const source = [
    'Read raw_, `the manual`__ and Hyperlinks_; a name as ``raw_`` or :attr:`class_` keeps its sign.',
    '',
    '__ https://example.org/manual',
    '.. _raw: directives.html',
    '',
    'What follows stays.',
  ].join('\n');
  expect(writeBlocks(rstBlocks(source))).toBe(
    'Read raw, the manual and Hyperlinks; a name as `raw_` or `class_` keeps its sign.\n\nWhat follows stays.\n',
  );
});

test('signs behind a backslash are as they are written, and a space behind one joins', () => {
  const source = String.raw`A \*bold\* *re*\ Structured text\_ of 6\'2\", in ''C:\Users''.`.replaceAll(
    "''",
    '``',
  );
  expect(writeBlocks(rstBlocks(source))).toBe('A *bold* reStructured text_ of 6\'2", in `C:\\Users`.\n');
});

test('names of styles are no text, what a manual describes is', () => {
  const source =
    '.. class:: booktabs\n\nText.\n\n.. container:: wide\n\n   Inside.\n\n.. class:: Pump\n\n   Moves water.\n';
  expect(writeBlocks(rstBlocks(source))).toBe('Text.\n\nInside.\n\n- Pump\n  Moves water.\n');
});

test('two colons apart from the words before code are no text', () => {
  expect(writeBlocks(rstBlocks('It is stripped. ::\n\n   a: b\n\nSo::\n\n   c\n'))).toBe(
    'It is stripped.\n\n```\na: b\n```\n\nSo:\n\n```\nc\n```\n',
  );
});

test('a cell of a grid may go over columns and rows', () => {
  const source = `+-------+-------------------+
| Pump  | Bar               |
|       +---------+---------+
|       | low     | high    |
+=======+=========+=========+
| slow  | | 1     | 2       |
|       | | to 2  |         |
+-------+---------+---------+
| fast  | all of it, a | b  |
+-------+---------+---------+
| wet   | 3       | 4       |
+       +---------+---------+
| dry   | 5       |         |
+-------+---------+---------+

After.
`;
  expect(writeBlocks(rstBlocks(source))).toBe(`| Pump | Bar |  |
| --- | --- | --- |
| Pump | low | high |
| slow | 1 to 2 | 2 |
| fast | all of it, a \\| b |  |
| wet dry | 3 | 4 |
| wet dry | 5 |  |

After.
`);
});

test('text of backslashes and underscores is read in time linear in its length', () => {
  for (const piece of ['\\', '_', 'a_', '\\*', '`a', '__ x\n', '\\ ', ' :']) {
    const stopwatch = startStopwatch();
    rstBlocks(`${piece.repeat(200_000)}\n`);
    expect(stopwatch.ms(), piece).toBeLessThan(5000);
  }
});
