import { expect, test } from 'vitest';
import { writeBlocks } from '../write-blocks.ts';
import { rstBlocks } from './rst-blocks.ts';

test('keys and commands keep what stands in angles, links only what they show', () => {
  const source =
    'Press :kbd:`ALT-SysRq-<command key>`, run :command:`stop <name>` and see :ref:`the manual <pump-manual>` or :doc:`valves<valves>`.';
  expect(writeBlocks(rstBlocks(source))).toBe(
    'Press ALT-SysRq-<command key>, run stop <name> and see the manual or valves.\n',
  );
});
