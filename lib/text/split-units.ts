import { splitBlocks } from './split-blocks.ts';
import { splitSentences } from './split-sentences.ts';

/** Words that can be quoted whole: `text.slice(start, end)`. */
export type Unit = { start: number; end: number; form: 'sentence' | 'item' | 'code' | 'table' };

/**
 * The quotable units of a passage in order, with offsets into the whole text: each sentence of its paragraphs, each
 * list item with its marker, each code fence with its language, each table. Headings are no units.
 */
export function splitUnits(text: string, passage: { start: number; end: number }): Unit[] {
  return splitBlocks(text, passage).flatMap((block): Unit[] => {
    if (block.kind === 'heading') return [];
    if (block.kind === 'paragraph') {
      return splitSentences(text, block).map((sentence) => ({ ...sentence, form: 'sentence' }));
    }
    const indent = text.slice(block.start, block.end).search(/\S/);
    const start = block.kind === 'item' ? block.start + indent : block.start;
    return [{ start, end: block.end, form: block.kind }];
  });
}
