import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { leftOut } from './left-out.ts';

/** Where signs stand among the quotes of a page that hold one of these words: before or after which, and which sign. */
function signs(page: string, words: readonly string[], texts: readonly string[] = [page]) {
  const quotes = testQuotes(page).filter(({ text }) => words.some((word) => text.includes(word)));
  const { before, after } = leftOut(quotes, texts);
  const told = (place: string, of: ReadonlyMap<{ text: string }, string>) =>
    [...of].map(([{ text }, sign]) => `${sign} ${place} ${text}`);
  return [...told('before', before), ...told('after', after)];
}

const parts = `The pump has these parts:

- a lever
- a spout
  - of brass
  - of iron
- a piston
- a well

It was made in a town.

- a bolt
`;

test('a list that is shown whole has no sign, and neither has one that nothing leads to', () => {
  const whole = ['parts:', 'lever', 'spout', 'brass', 'iron', 'piston', 'well'];
  expect(signs(parts, whole)).toEqual([]);
  expect(signs(parts, ['spout', 'well'])).toEqual([]);
});

test('a sign stands wherever items were left out: before the first, between, after the last', () => {
  expect(signs(parts, ['parts:', 'spout', 'brass', 'well'])).toEqual([
    '- … before - a spout',
    '- … before - a well',
  ]);
  expect(signs(parts, ['parts:', 'lever', 'spout'])).toEqual(['- … after - a spout']);
  expect(signs(parts, ['parts:', 'lever', 'bolt'])).toEqual(['- … after - a lever']);
});

test('what stands inside of an item is no item of its list', () => {
  expect(signs(parts, ['parts:', 'lever', 'spout', 'piston', 'well'])).toEqual([]);
  const page = 'Do these:\n\n- Write this:\n\n```yaml\n- a: 1\n```\n\n- Save it.\n';
  expect(signs(page, ['these:', 'this:', 'Save'])).toEqual([]);
});

test('steps that are shown from the first on end with the number of the next one', () => {
  const page = '1. Open it.\n2. Turn it.\n3. Shut it.\n';
  expect(signs(page, ['Open', 'Turn'])).toEqual(['3. … after 2. Turn it.']);
  expect(signs(page, ['Open', 'Shut'])).toEqual(['2. … before 3. Shut it.']);
  expect(signs(page, ['Turn'])).toEqual([]);
});

test('an item that leads to others is told to lack them', () => {
  const page = '- The spout is one of:\n  - brass\n  - iron\n- The well is deep.\n';
  expect(signs(page, ['one of:', 'iron'])).toEqual(['- … before - iron']);
});

test('nothing is told of a list below other words, of a page that is not there, or of another page', () => {
  expect(signs('It has these: two. More words.\n\n- a lever\n- a spout\n', ['words.', 'spout'])).toEqual([]);
  expect(signs(parts, ['parts:', 'spout'], [])).toEqual([]);
  expect(signs(parts, ['parts:', 'spout'], ['The pump has these parts:\n\n- a spout\n'])).toEqual([]);
});

test('a sentence of an entry has a sign where words of the entry before it are not shown', () => {
  const long = `It ${'turns and '.repeat(40)}stops.`;
  const entries = `- \`--up\`\n  Moves water up. ${long} Never run it dry.\n- \`--down\`\n  Lets it down.\n\nIt is loud.\n`;
  expect(signs(entries, ['`--up`', 'up.', 'dry'])).toEqual(['… before Never run it dry.']);
  expect(signs(entries, ['`--up`', 'dry'])).toEqual(['… before Never run it dry.']);
  expect(signs(entries, ['`--up`', 'up.', 'loud'])).toEqual([]);
  expect(signs(entries, ['up.', 'dry'], [])).toEqual([]);
});
