import { splitBlocks } from './split-blocks.ts';
import { longestSentence, splitSentences } from './split-sentences.ts';

/** Words that can be quoted whole: `text.slice(start, end)`. */
export type Unit = { start: number; end: number; form: 'sentence' | 'item' | 'code' | 'table' };

/**
 * The quotable units of a passage in order, with offsets into the whole text: each sentence of its paragraphs, each
 * list item with its marker, each code fence with its language, each table. Headings are no units. An item, code or
 * table longer than 5,000 characters is cut between its lines, at a blank one where there is one.
 */
export function splitUnits(text: string, passage: { start: number; end: number }): Unit[] {
  return splitBlocks(text, passage).flatMap((block): Unit[] => {
    const { kind } = block;
    if (kind === 'heading') return [];
    if (kind === 'paragraph') {
      return splitSentences(text, block).map((sentence) => ({ ...sentence, form: 'sentence' }));
    }
    const indent = text.slice(block.start, block.end).search(/\S/);
    const start = kind === 'item' ? block.start + indent : block.start;
    return cutBetweenLines(text, { start, end: block.end }).map((part) => ({ ...part, form: kind }));
  });
}

function cutBetweenLines(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number }[] {
  if (end - start <= longestSentence) return [{ start, end }];
  const blank = text.lastIndexOf('\n\n', start + longestSentence);
  const newline =
    blank > start + longestSentence / 2 ? blank : text.lastIndexOf('\n', start + longestSentence);
  // A line that is longer by itself is cut as a sentence is.
  if (newline <= start) {
    const lineEnd = text.indexOf('\n', start);
    const line = { start, end: lineEnd < 0 || lineEnd > end ? end : lineEnd };
    const rest = line.end < end ? cutBetweenLines(text, { start: line.end + 1, end }) : [];
    return [...splitSentences(text, line), ...rest];
  }
  const first = { start, end: newline };
  let next = newline + 1;
  while (next < end && text[next] === '\n') next += 1;
  return [first, ...(next < end ? cutBetweenLines(text, { start: next, end }) : [])];
}
