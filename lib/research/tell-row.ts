import { type TextDraft, wordsOf } from './text-draft.ts';

/** The words of a sentence; a row of a table with the names of its columns: "Level: serializable; dirty read: no". */
export function tellRow(draft: TextDraft, index: number): string {
  const sentence = draft.sentences[index];
  if (!sentence) return '';
  const words = wordsOf(draft, sentence);
  const head = draft.sentences.slice(0, index).findLast(({ form }) => form !== 'row');
  if (sentence.form !== 'row' || head?.form !== 'heading') return words;
  const names = cellsOf(wordsOf(draft, head));
  const cells = cellsOf(words);
  if (names.length !== cells.length) return words;
  return cells
    .map((cell, at) => (names[at] ? `${names[at]}: ${cell}` : cell))
    .filter((cell) => /[\p{L}\p{N}]/u.test(cell))
    .join('; ');
}

const cellsOf = (row: string) =>
  row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
