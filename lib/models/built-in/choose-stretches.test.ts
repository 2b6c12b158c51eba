import { expect, test } from 'vitest';
import type { Plan } from '#lib/schema/plan.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { write } from './write.ts';

const planOf = (...questions: string[]): Plan => ({
  sub_questions: questions.map((question) => ({ question, queries: [question], expects: '' })),
});
const options = `# hoist

Hoists the flags of a ship, and hoists flags of a harbour.

## Options

- \`-v\`
  Verify flags that are hoisted a second time.
- \`-c\`
  Create the chest. One that is there is emptied. This option cannot be combined with the other.
- \`--dip\`
  Dips them.
${Array.from({ length: 9 }, (_, at) => `- \`--other-${at}\`\n  Says the number ${at} while it works.\n`).join('')}`;

test.each([
  ['passing the flags of a ship to hoist -c a second time lost all flags?', '`-c`'],
  ['what does hoist do with the flags of a ship and --dip?', '`--dip`'],
])(
  'an option that a question names is answered by its entry, also where that speaks of "this option": %s',
  (question, entry) => {
    const text = write.answer({ question, plan: planOf(question), quotes: testQuotes(options) });
    expect(text.split('###')[0]).toContain(`- ${entry}`);
  },
);

test('what something is is not told by code, though another part asks how to do something', () => {
  const page = `# Mooring mast

To begin, type mooring mast raise:

\`\`\`
mooring mast raise
\`\`\`

The mooring mast holds an airship.
`;
  const parts = ['What is a mooring mast?', 'How do I raise a mooring mast?'];
  const text = write.answer({ question: parts.join(' '), plan: planOf(...parts), quotes: testQuotes(page) });
  const [first = '', second = ''] = text.split('## How do I raise');
  expect(first).not.toContain('```');
  expect(second).toContain('```');
});

test.each([
  ['Which kites can I fly in the harbour?', '- Box'],
  ['Where can I fly kites in the harbour?', 'Kites fly in the harbour'],
])(
  'what there is is told by a list with what leads to it, not by a line that is nearer: %s',
  (question, told) => {
    const page = `# Kites

Kites fly in the harbour as well as they do on the beach.

These kites may fly on weekdays:

- Delta
- Box
- Sled
`;
    const text = write.answer({ question, plan: planOf(question), quotes: testQuotes(page) });
    expect(text.split('###')[0]).toContain(told);
  },
);

test('what has the words of a longer line is told beside it, as it may say something else', () => {
  const read = 'Entries of the log that somebody reads are kept by the harbour for thirty days.';
  const others = 'Entries of the log are kept for ninety days.';
  const quotes = [
    ...testQuotes(read, { url: 'doc://a' }),
    ...testQuotes(others, { url: 'doc://b', from: 2, score: () => 0.95 }),
  ];
  const question = 'How long are entries of the log kept?';
  const [first = ''] = write.answer({ question, plan: planOf(question), quotes }).split('###');
  expect(first).toContain(read);
  expect(first).toContain(others);
});
