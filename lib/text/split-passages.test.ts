import { expect, test } from 'vitest';
import { splitPassages } from './split-passages.ts';

const told = (text: string, maxLength?: number) =>
  splitPassages(text, maxLength === undefined ? {} : { maxLength }).map((section) => [
    section.heading.join(' > '),
    text.slice(section.start, section.end),
  ]);

test('a section carries the path of the headings above it', () => {
  const text = 'lead\n\n# A\n\na text\n\n## B\n\nb text\n\n### C\n\nc text\n\n## D\n\nd text\n';
  expect(told(text)).toEqual([
    ['', 'lead'],
    ['A', 'a text'],
    ['A > B', 'b text'],
    ['A > B > C', 'c text'],
    ['A > D', 'd text'],
  ]);
});

test('a heading without text of its own gives no section, and one inside a fence is code', () => {
  expect(told('# A\n\n## B\n\n```\n# c\n```\n')).toEqual([['A > B', '```\n# c\n```']]);
});

test('a long section is split between blocks, never inside a fence, a table or an item', () => {
  const fence = `\`\`\`\n${'x\n\n'.repeat(30)}\`\`\``;
  const table = '| a | b |\n'.repeat(20).trim();
  const item = `- ${'word '.repeat(40).trim()}`;
  const parts = told(`# A\n\npara one\n\n${fence}\n\n${table}\n\n${item}\n\npara two`, 60).map(
    ([, part]) => part,
  );
  expect(parts).toEqual(['para one', fence, table, item, 'para two']);
});

test('a lead-in that ends with a colon stays with what it introduces', () => {
  const code = `\`\`\`\n${'code\n'.repeat(20)}\`\`\``;
  const parts = told(`${'w '.repeat(25)}.\n\nDo this:\n\n${code}`, 60).map(([, part]) => part);
  expect(parts).toEqual([`${'w '.repeat(25)}.`, `Do this:\n\n${code}`]);
});

test('five million characters on one line become bounded sections that miss no word', () => {
  const text = 'word '.repeat(1_000_000).trim();
  const sections = splitPassages(text);
  expect(Math.max(...sections.map(({ start, end }) => end - start))).toBeLessThanOrEqual(4800);
  expect(sections.reduce((sum, { start, end }) => sum + text.slice(start, end).split(' ').length, 0)).toBe(
    1_000_000,
  );
});

test('a cut never parts the two halves of a character', () => {
  const text = '😀'.repeat(5000);
  for (const { start, end } of splitPassages(text)) expect(text.slice(start, end)).toMatch(/^(?:😀)+$/u);
});

test.each(['', '\n\n', '#', '# ', '```', '|', '-', '\0\u0001', '#######', '# \n# \n'])(
  'odd text %j is no trouble',
  (text) => {
    for (const { start, end } of splitPassages(text)) expect(end).toBeGreaterThan(start);
  },
);
