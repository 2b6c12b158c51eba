import { splitBlocks } from '#lib/text/split-blocks.ts';
import { splitSentences } from '#lib/text/split-sentences.ts';
import { firstWhere } from './first-where.ts';

/**
 * A stretch of a written text that says one thing, with offsets into it and no list marker: a sentence of a paragraph
 * or an item, a row of a table, a block of code, a heading, or words that lead in to what follows.
 */
export type WrittenUnit = {
  start: number;
  end: number;
  form: 'sentence' | 'item' | 'row' | 'code' | 'heading' | 'lead-in';
  /** The block that it is a part of, counted through the text. */
  block: number;
  kind: 'paragraph' | 'item' | 'table' | 'code' | 'heading';
  /** How far an item is indented. */
  depth: number;
};

type Range = { start: number; end: number };
type Block = Range & { kind: WrittenUnit['kind'] };

const delimiterRow = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const listMarker = /^\s*(?:[-*+•]|\d{1,4}[.)、．])\s+(?:\[[ xX]\]\s+)?/;
/** Lines that say nothing: a thematic break, or a sign that something was left out. */
const rule = /^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,}|…)\s*$/;
/** Words in bold and nothing else, as a heading or the parent of a list. */
const boldOnly = /^\s*(?:\*\*|__)[^*_\n]{1,200}(?:\*\*|__)\s*[:：]?\s*$/u;
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Splits a written text into its units in order. `boundaries` are the places where marks stood: a mark behind a full
 * stop ends a sentence, even where the words alone would not tell.
 */
export function splitWritten(text: string, boundaries: readonly number[]): WrittenUnit[] {
  const plain = text.replace(/^[ \t]*(?:>[ \t]?)+/gm, (signs) => ' '.repeat(signs.length));
  const blocks = splitBlocks(plain).flatMap((block): Block[] =>
    block.kind === 'paragraph' ? splitParagraph(plain, block) : [block],
  );
  const places = [...boundaries].sort((one, other) => one - other);
  return blocks.flatMap((block, index) => {
    const following = blocks[index + 1];
    return unitsOf(plain, block, { boundaries: places, leadsOn: leadsOn(plain, block, following) }).map(
      (unit): WrittenUnit => ({
        ...unit,
        block: index,
        kind: block.kind,
        depth: block.kind === 'item' ? plain.slice(block.start, block.end).search(/\S/) : 0,
      }),
    );
  });
}

/** Whether a block of its kind follows that a lead-in may introduce. */
function leadsOn(text: string, block: Block, following: Block | undefined): boolean {
  if (!following) return false;
  if (block.kind !== 'item') return following.kind !== 'heading';
  const indent = (one: Range) => text.slice(one.start, one.end).search(/\S/);
  return following.kind === 'item' ? indent(following) > indent(block) : following.kind !== 'heading';
}

/** A paragraph's tables without outer bars, rules, headings by underline, and lines that stand by themselves. */
function splitParagraph(text: string, paragraph: Range): Block[] {
  const lines = linesOf(text, paragraph);
  const parts: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as Range;
    const words = text.slice(line.start, line.end);
    const below = lines[at + 1] && text.slice(lines[at + 1]?.start, lines[at + 1]?.end);
    if (words.includes('|') && below?.includes('-') && delimiterRow.test(below) && below.includes('|')) {
      let after = at + 2;
      while (after < lines.length && text.slice(lines[after]?.start, lines[after]?.end).includes('|'))
        after += 1;
      parts.push({ start: line.start, end: (lines[after - 1] as Range).end, kind: 'table' });
      at = after - 1;
      continue;
    }
    if (rule.test(words)) continue;
    const previous = parts.at(-1);
    const isHeading = below !== undefined && /^\s*(?:=+|-{3,})\s*$/.test(below);
    if (isHeading) parts.push({ ...line, kind: 'heading' });
    else if (
      previous?.kind === 'paragraph' &&
      previous.end === line.start - 1 &&
      !standsAlone(text, previous)
    ) {
      previous.end = line.end;
    } else parts.push({ ...line, kind: 'paragraph' });
  }
  return parts;
}

/** Whether the last line so far ends with a hard break, a colon, or is bold alone: the next one is not its sentence. */
function standsAlone(text: string, { start, end }: Range): boolean {
  const lines = text.slice(start, end).split('\n');
  const last = lines.at(-1) ?? '';
  return /(?: {2,}|\\)$/.test(last) || /[:：]\s*$/.test(last) || (lines.length === 1 && boldOnly.test(last));
}

function linesOf(text: string, { start, end }: Range): Range[] {
  const lines: Range[] = [];
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > end ? end : newline;
    lines.push({ start: from, end: to });
    from = to + 1;
  }
  return lines;
}

type Part = Range & Pick<WrittenUnit, 'form'>;

function unitsOf(
  text: string,
  block: Block,
  { boundaries, leadsOn }: { boundaries: readonly number[]; leadsOn: boolean },
): Part[] {
  if (block.kind === 'code') return [{ ...trimmed(text, block), form: 'code' }];
  if (block.kind === 'heading') {
    const signs = /^\s*#{1,6}\s+/.exec(text.slice(block.start, block.end))?.[0].length ?? 0;
    const words = trimmed(text, { start: block.start + signs, end: block.end });
    return words.start < words.end ? [{ ...words, form: 'heading' }] : [];
  }
  if (block.kind === 'table') return rowsOf(text, block);
  const marker =
    block.kind === 'item' ? (listMarker.exec(text.slice(block.start, block.end))?.[0].length ?? 0) : 0;
  const sentences = splitSentences(text, { start: block.start + marker, end: block.end }).flatMap(
    (sentence) => cutAt(text, sentence, boundaries).map((part) => withoutSign(text, part)),
  );
  return sentences
    .filter(({ start, end }) => !rule.test(text.slice(start, end)))
    .map((sentence, at): Part => {
      const words = text.slice(sentence.start, sentence.end);
      const isLast = at === sentences.length - 1;
      const isLabel = boldOnly.test(words) && (leadsOn || !isLast);
      if (isLabel || (isLast && leadsOn && /[:：][*_]*$/.test(words)))
        return { ...sentence, form: 'lead-in' };
      return { ...sentence, form: block.kind === 'item' ? 'item' : 'sentence' };
    });
}

/** A sign that something was left out before a sentence is none of its words. */
const withoutSign = (text: string, { start, end }: Range): Range => ({
  start: start + (/^…\s+(?=\S)/.exec(text.slice(start, end))?.[0].length ?? 0),
  end,
});

/** The rows of a table with all their bars; its head row is a heading. */
function rowsOf(text: string, table: Range): Part[] {
  const lines = linesOf(text, table);
  return lines.flatMap((line, at): Part[] => {
    const words = text.slice(line.start, line.end);
    if (delimiterRow.test(words) || !/[\p{L}\p{N}]/u.test(words)) return [];
    const below = lines[at + 1];
    const isHead = below !== undefined && delimiterRow.test(text.slice(below.start, below.end));
    return [{ ...trimmed(text, line), form: isHead ? 'heading' : 'row' }];
  });
}

function cutAt(text: string, sentence: Range, boundaries: readonly number[]): Range[] {
  const from = firstWhere(boundaries.length, (at) => (boundaries[at] as number) > sentence.start);
  const to = firstWhere(boundaries.length, (at) => (boundaries[at] as number) >= sentence.end);
  const cuts = boundaries.slice(from, to).filter((place) => {
    const words = text.slice(Math.max(sentence.start, place - 60), place);
    return /[.!?。！？।؟…][)\]"'”’»`*_）」』]*$/u.test(words) || unspaced.test(words.slice(-20));
  });
  return [sentence.start, ...cuts]
    .map((start, at) => trimmed(text, { start, end: cuts[at] ?? sentence.end }))
    .filter(({ start, end }) => start < end);
}

function trimmed(text: string, { start, end }: Range): Range {
  const words = text.slice(start, end);
  const lead = words.length - words.trimStart().length;
  return { start: start + lead, end: start + lead + words.trim().length };
}
