import { expect, test } from 'vitest';
import { quotableUnits } from './quotable-units.ts';

const unitsOf = (text: string) =>
  quotableUnits(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

test('labels with their values in a long entry stand each by itself, and its words go over lines', () => {
  const said = `Sets how many seconds the pump waits before it
  starts, ${'as it has to '.repeat(25)}end`;
  expect(
    unitsOf(`- wait-time\n  Grammar: \`wait-time <n>\`\n  Used in: pumps, valves\n  ${said}. It stops.\n`),
  ).toEqual(['- wait-time', 'Grammar: `wait-time <n>`', 'Used in: pumps, valves', `${said}.`, 'It stops.']);
});

test('the last sentence of a short entry that leads to code below it is quoted with that, the entry without it', () => {
  const code = '```\nread (name, ",")\n```';
  expect(unitsOf(`- read (name)\n  Reads rows. This is equivalent to\n\n${code}\n`)).toEqual([
    '- read (name)',
    'Reads rows.',
    'This is equivalent to',
    code,
  ]);
  expect(unitsOf(`- read (name)\n  Reads rows.\n\n${code}\n`)).toEqual([
    '- read (name)\n  Reads rows.',
    code,
  ]);
});
