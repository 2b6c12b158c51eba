import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { findStretches, isOneLine } from './stretches.ts';

/** What each stretch of a page says, one line a stretch. */
const stretchesOf = (text: string, options = {}) =>
  findStretches(testQuotes(text), options).map(({ quotes }) => quotes.map(({ text }) => text).join(' / '));
const long = `It ${'keeps what it was given and '.repeat(12)}says so.`;

test('an item is led in by the words before its own list, not by those of a list inside of another item', () => {
  const stretches = stretchesOf(`The pump does not start if any of these holds:

- The valve writes to the log. ${long} As an exception, these may:
  - \`open now\` works
  - \`shut now\` works
- The motor might stop while it runs. ${long}
`);
  expect(stretches).toContain(
    'The pump does not start if any of these holds: / - The motor might stop while it runs.',
  );
  expect(stretches).toContain('As an exception, these may: / - `open now` works / - `shut now` works');
  expect(stretches).not.toContain('As an exception, these may: / - The motor might stop while it runs.');
});

test('a term of a word or two stands with what is said of it, or not at all', () => {
  const stretches = stretchesOf(`- class Pump
  Moves water. ${long}
- class Valve
- ${long} ${long}
`);
  expect(stretches).toContain('- class Pump / Moves water.');
  expect(stretches).not.toContain('- class Pump');
  expect(stretches).not.toContain('- class Valve');
});

test('a name of any length that an entry has stands with the first words of what is said of it', () => {
  const name = '- pump.start(speed, *, direction=None, quietly=False)';
  const found = findStretches(testQuotes(`${name}\n  Starts the pump. ${long} ${long}\n`));
  expect(found.map(({ quotes }) => quotes.map(({ text }) => text).join(' / '))).toContain(
    `${name} / Starts the pump.`,
  );
  expect(found.some(({ quotes }) => quotes.length === 1 && quotes[0]?.text === name)).toBe(false);
  expect(found.filter(({ core }) => core[0]?.text === name).map(isOneLine)).toEqual([true]);
});

test.each([
  'Turn the wheel as shown in the following picture.',
  'To free it, turn the wheel on the side of the pump by hand in the following order.',
])('a sentence that promises what is not quoted does not stand: %s', (sentence) => {
  expect(stretchesOf(sentence)).toEqual([]);
});

test('a list that a sentence leads to may be longer than one that nothing does, and stays whole', () => {
  const item = (name: string) => `- The ${name} ${'turns and '.repeat(12)}stops.\n`;
  const list = ['wheel', 'rod', 'belt', 'fan', 'cog'].map(item).join('');
  const whole = (stretches: string[]) =>
    stretches.some((one) => one.includes('wheel') && one.includes('cog'));
  expect(whole(stretchesOf(`The pump has these parts:\n\n${list}`))).toBe(true);
  expect(whole(stretchesOf(list))).toBe(false);
  const hooks = Array.from({ length: 15 }, (_, at) => `- \`useValve${at}\`\n`).join('');
  expect(stretchesOf(`The pump has these hooks:\n\n${hooks}`)[0]).toContain('useValve14');
});

test('steps begin with the first one', () => {
  expect(stretchesOf('2. Shut the valve of the pump.\n3. Stop its motor at once.\n')).toEqual([]);
  expect(stretchesOf('1. Shut the valve of the pump.\n2. Stop its motor at once.\n')).toHaveLength(1);
});

test('the end of a sentence that code stands in is nothing by itself', () => {
  const stretches = stretchesOf(
    'The commands\n\n```\nopen && shut\n```\n\nare roughly equivalent to this one.\n',
  );
  expect(stretches).not.toContain('are roughly equivalent to this one.');
  expect(stretchesOf('git pull fetches and merges.')).toEqual(['git pull fetches and merges.']);
});

test('the title of an example stands with its code, and code in an entry with the name of it', () => {
  const stretches = stretchesOf(`- Undo a change and redo

\`\`\`
reset
\`\`\`

- class Reader(file, names, rest, dialect)
  Reads what was written. ${long} A short example:

\`\`\`
Reader('pump.csv')
\`\`\`
`);
  expect(stretches).toContain('- Undo a change and redo / ```\nreset\n```');
  expect(stretches).not.toContain('- Undo a change and redo');
  expect(stretches).toContain(
    "- class Reader(file, names, rest, dialect) / A short example: / ```\nReader('pump.csv')\n```",
  );
});

test('words that lead to code stand with it where code is wanted', () => {
  const page = 'Reading a file with another format:\n\n```\nread()\n```\n';
  expect(stretchesOf(page)).toEqual(['Reading a file with another format: / ```\nread()\n```']);
  expect(stretchesOf(page, { withCode: false })).toEqual(['Reading a file with another format:']);
});

test('a sentence that ends in the code below it is nothing without it', () => {
  const stretches = stretchesOf('The expression is equivalent to\n\n```\nopen + shut\n```\n\nValves end.\n');
  expect(stretches).toEqual(['The expression is equivalent to / ```\nopen + shut\n```', 'Valves end.']);
});

test('a sentence that ends in the list below it is nothing without it, and leads in to its items', () => {
  const open = 'A "free pump" is any pump in the house that';
  const list = '- is not a hand pump, and\n- is not a bilge pump.';
  expect(stretchesOf(`${open}\n\n${list}\n`)[0]).toBe(`${open} / ${list.replace('\n', ' / ')}`);
  const stretches = stretchesOf(`${open}\n\n${list} ${long}\n- is no valve, and ${long}\n`);
  expect(stretches).not.toContain(open);
  expect(stretches).toContain(`${open} / - is not a hand pump, and`);
});

test('the code that the last item of a list leads in to stands with it', () => {
  const code = (words: string) => `  \`\`\`\n  ${words}\n  \`\`\``;
  const list = `Some queries:\n\n- Open the valve of the pump:\n\n${code('open')}\n\n- Shut the valve of the pump:\n\n${code('shut')}\n`;
  const whole = stretchesOf(list).find((said) => said.startsWith('Some queries:'));
  expect(whole).toMatch(/open[\s\S]*- Shut the valve of the pump:[\s\S]*shut/);
});

test.each([
  'The first is kept for a day.',
  'The patterns above keep water back.',
  'The second argument is the valve.',
  'Both keep water back.',
])('%s leans on what is not there', (words) => {
  expect(stretchesOf(`# Pumps\n\n${words}\n`)).toEqual([]);
  expect(stretchesOf(`# Pumps\n\n- ${words}\n\nWater runs.\n`)).toEqual(['Water runs.']);
});

test.each([
  'The first version of the pump was built in 1911.',
  'Both the pump and the valve keep water back.',
  'Pumps keep water back.',
])('%s stands by itself', (words) => {
  expect(stretchesOf(`# Pumps\n\n${words}\n`)).toEqual([words]);
});
