import { expect, test } from 'vitest';
import { splitClaims } from './split-claims.ts';

const text = `# A heading is no claim

The cache lives for 15 minutes. Is that long?

It holds:

- at most 50 MB
2. pages

\`\`\`
code()
\`\`\`

Nothing was found in the sources that answers this question.`;

test('what claims something is a finding, at its offsets and without list markers', () => {
  const sentences = splitClaims(text);
  expect(sentences.map(({ kind, text }) => [kind, text])).toEqual([
    ['finding', 'The cache lives for 15 minutes.'],
    ['note', 'Is that long?'],
    ['note', 'It holds:'],
    ['finding', 'at most 50 MB'],
    ['finding', 'pages'],
    ['note', '```\ncode()\n```'],
    ['note', 'Nothing was found in the sources that answers this question.'],
  ]);
  for (const { start, end, text: words } of sentences) expect(text.slice(start, end)).toBe(words);
});
