import { expect, test } from 'vitest';
import { tellRow } from './tell-row.ts';
import type { TextDraft } from './text-draft.ts';

const table =
  'Levels differ.\n\n| Level | Dirty read |\n|---|---|\n| Serializable | no |\n| a \\| b | yes | more |\n';

const draftOf = (
  words: string,
  parts: [text: string, form: 'sentence' | 'row' | 'heading'][],
): TextDraft => ({
  words,
  sentences: parts.map(([text, form]) => {
    const start = words.indexOf(text);
    return { kind: 'finding', form, start, end: start + text.length, quotes: [] };
  }),
});

test('a row is told with the names of its columns, what has none as it is', () => {
  const draft = draftOf(table, [
    ['Levels differ.', 'sentence'],
    ['| Level | Dirty read |', 'heading'],
    ['| Serializable | no |', 'row'],
    ['| a \\| b | yes | more |', 'row'],
  ]);
  expect(draft.sentences.map((_, index) => tellRow(draft, index))).toEqual([
    'Levels differ.',
    '| Level | Dirty read |',
    'Level: Serializable; Dirty read: no',
    '| a \\| b | yes | more |',
  ]);
});
