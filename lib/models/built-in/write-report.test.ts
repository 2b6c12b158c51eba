import { expect, test } from 'vitest';
import { en } from '#lib/research/words/en.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { findStretches, type Stretch } from './stretches.ts';
import { writeReport } from './write-report.ts';

const part = { heading: 'Why?', asks: 'Why?', kind: undefined, all: [], own: [], names: [] };
const rated = (stretch: Stretch) => ({
  ...stretch,
  said: new Set<string>(),
  speaks: [true],
  worth: [1],
});

/** The stretches of a page that end with these words, as the answer or as passages below it. */
function written(text: string, { answer = [], passages = [] }: { answer?: string[]; passages?: string[] }) {
  const all = findStretches(testQuotes(text));
  const ending = (words: readonly string[]) =>
    words.map((end) => {
      const [found] = all
        .filter(({ core }) => core.at(-1)?.text.endsWith(end))
        .sort((one, other) => one.words - other.words);
      if (!found) throw new Error(`No stretch ends with ${end}`);
      return rated(found);
    });
  const choice = {
    findings: ['answer' as const],
    answers: [ending(answer)],
    missing: [[]],
    passages: ending(passages),
  };
  return writeReport(choice, { parts: [part], words: en, texts: [text] });
}

const long = `It ${'keeps what it was given and '.repeat(20)}says so.`;
const entry = `- \`CONCURRENTLY\`
  Refreshes the view beside its readers. ${long} Only one refresh runs at a time.

The first bytes are its head.
`;

test('lines of one entry stand in one item below its name', () => {
  const answer = ['its readers.', 'at a time.'];
  expect(written(entry, { answer })).toBe(
    '- `CONCURRENTLY`[q1]  \n  Refreshes the view beside its readers.[q2]  \n  … Only one refresh runs at a time.[q4]\n',
  );
  expect(written(entry, { passages: answer })).toContain(
    '> - `CONCURRENTLY`[q1]  \n>   Refreshes the view beside its readers.[q2]  \n>   … Only one refresh runs at a time.[q4]',
  );
});

test('a sentence from the middle of an entry says by a sign that it does not begin there', () => {
  expect(written(entry, { answer: ['at a time.'] })).toBe(
    '- `CONCURRENTLY`[q1]  \n  … Only one refresh runs at a time.[q4]\n',
  );
});

test('a long name of a page is told in its beginning', () => {
  const name = `pump, pump-up, pump-down, ${'pump-again, '.repeat(9)}pump-off`;
  const [quote] = testQuotes('The pump moves water uphill.', { title: name });
  const passages = [rated({ quotes: [quote as Quote], core: [quote as Quote], words: 5 })];
  const choice = { findings: ['nothing' as const], answers: [[]], missing: [[]], passages };
  const text = writeReport({ ...choice, findings: ['closest'] }, { parts: [part], words: en, texts: [] });
  expect(text).toMatch(/^### pump, pump-up, pump-down, [^\n]{40,70} …$/m);
});

test('a sentence of another place is no part of the entry above it', () => {
  const text = written(entry, { passages: ['its readers.', 'its head.'] });
  expect(text).toContain('its readers.[q2]\n>\n> The first bytes');
});

test('sentences of one line of an item stay in it', () => {
  const text = `- The query runs inside of another one. A function can issue a query. ${long}\n`;
  expect(written(text, { passages: ['another one.', 'a query.'] })).toContain(
    '> - The query runs inside of another one.[q1] A function can issue a query.[q2]',
  );
});

test('words before code that end without a sign get none', () => {
  const text = written('Return to the last state of the tree with\n\n```\nrestore\n```\n', {
    answer: ['restore\n```'],
  });
  expect(text).toBe('Return to the last state of the tree with[q1]\n\n```\nrestore\n```\n\n[q2]\n');
});

test('words before a list that end without a sign get none', () => {
  const text = 'A free pump is any pump that\n\n- is not driven by hand, and\n- is not under water.\n';
  expect(written(text, { answer: ['under water.'] })).toBe(
    'A free pump is any pump that[q1]\n- …\n- is not under water.[q3]\n',
  );
});

test('a list that is cut says so wherever it stands: in an answer, among other lines, below a heading', () => {
  const items = `- A lever that ${long}\n- A spout of brass.\n- A well that ${long}\n`;
  const page = `The pump has these parts:\n\n${items}\nThe yard is wet.\n`;
  const cut = ['- …', '- A spout of brass.[q3]', '- …'];
  expect(written(page, { answer: ['of brass.'] })).toBe(
    `${['The pump has these parts:[q1]', ...cut].join('\n')}\n`,
  );
  expect(written(page, { answer: ['of brass.', 'is wet.'] })).toContain(
    `\n${cut.map((line) => `  ${line}`).join('\n')}\n`,
  );
  expect(written(page, { passages: ['of brass.'] })).toContain(cut.map((line) => `> ${line}`).join('\n'));
});

test('the code below an item stands before the sign that the list goes on', () => {
  const page = `Do this:\n\n- Open the valve:\n\n  \`\`\`\n  open()\n  \`\`\`\n\n- Wait. ${long}\n`;
  expect(written(page, { passages: ['open()\n  ```'] })).toMatch(/open\(\)\n```\n\n\[q3\]\n\n- …/);
});

test('a lead-in that other passages part from its list is left out', () => {
  const page = `The module has these parts:

- A pump that moves water from here to there. ${long}

Pumps are cleaned once a year.
`;
  const both = written(page, { passages: ['to there.', 'a year.'] });
  expect(both).toContain('The module has these parts:[q1]\n> - A pump');
  expect(both).toContain('to there.[q2]\n>\n> Pumps are cleaned');
  const text = `The module has these parts:

- class Pump
  A pump is what moves the water. A short example:

\`\`\`
pump()
\`\`\`

- A valve that shuts what the pump has moved. ${long}
`;
  const shown = written(text, { passages: ['pump()\n```', 'has moved.'] });
  expect(shown).not.toMatch(/parts:\[q1\]\n>\n/);
});

test('what an item names stands on a line by itself, and a line that goes on does not', () => {
  const short = '- `--quiet`\n  Says nothing.\n';
  expect(written(short, { answer: ['Says nothing.'] })).toContain('- `--quiet`  \n  Says nothing.[q1]');
  const wrapped = '- The pump stops at\n  night, as it has to.\n';
  expect(written(wrapped, { answer: ['as it has to.'] })).toContain(
    '- The pump stops at night, as it has to.[q1]',
  );
});
