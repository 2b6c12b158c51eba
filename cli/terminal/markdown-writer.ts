import { readInline } from './read-inline.ts';
import { stripControls } from './strip-controls.ts';
import type { Style } from './style.ts';
import { createWrapWriter } from './wrap-writer.ts';
import { writeTable } from './write-table.ts';

type Options = { width: () => number; hasColor: boolean; write: (text: string) => void };
type Block =
  | { kind: 'none' }
  | { kind: 'text'; styles: readonly Style[]; isHeading: boolean }
  | { kind: 'code'; fence: string; indent: number }
  | { kind: 'table'; rows: string[] };

const codeIndent = '    ';
/** A line of which only this much is known may still become any kind of block. */
const undecided = /^\s*(#{1,6}|[-*+_=\s]+|\d{1,9}[.)]?|`{1,2}|~{1,2}|>|\|)?\s*$/;

/**
 * Renders Markdown lightly for a terminal while it is still being written: headings bold, lists hanging, code indented
 * and never wrapped, tables aligned, citation marks as `[1]`, all else wrapped at `width`. It only ever appends; `end`
 * writes what was held back.
 */
export function createMarkdownWriter({ width, hasColor, write }: Options) {
  const writer = createWrapWriter({ width, hasColor, write });
  let block: Block = { kind: 'none' };
  /** The line that is being read: what was not yet handed on. */
  let line = '';
  /** True when the rest of the line belongs to an open text block. */
  let isInText = false;
  let lastPlain = '';
  let breaksHere = false;
  let hasWritten = false;
  let blankBefore = false;

  function closeBlock(): void {
    if (block.kind === 'text') writer.end();
    if (block.kind === 'table') writeTable(block.rows, { width: width(), writer, write });
    block = { kind: 'none' };
  }

  function openBlock(next: Block, { tight = false } = {}): void {
    closeBlock();
    if (hasWritten && (blankBefore || !tight)) write('\n');
    hasWritten = true;
    blankBefore = false;
    block = next;
  }

  function openText(options: { first?: string; isHeading?: boolean; tight?: boolean }): void {
    const { first = '', isHeading = false, tight = false } = options;
    openBlock({ kind: 'text', styles: isHeading ? ['bold'] : [], isHeading }, { tight });
    writer.begin(first);
  }

  /** Decides what a line is by its beginning, and leaves in `line` what stands behind its marker. */
  function beginLine(isWhole: boolean): void {
    const heading = /^ {0,3}#{1,6}\s+/.exec(line);
    const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+/.exec(line);
    const quote = /^ {0,3}>\s?/.exec(line);
    if (isWhole && /^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) {
      openText({});
      writer.text('─'.repeat(Math.min(width(), 20)));
      line = '';
      closeBlock();
    } else if (heading) {
      openText({ isHeading: true });
      line = line.slice(heading[0].length).replace(/\s+#+\s*$/, '');
      isInText = true;
    } else if (item) {
      const [marker = '', indent = '', bullet = ''] = item;
      const isInList = block.kind === 'text' && !block.isHeading;
      openText({ first: `${indent}${/\d/.test(bullet) ? bullet : '•'} `, tight: isInList || blankBefore });
      line = line.slice(marker.length);
      isInText = true;
    } else if (quote) {
      openText({ first: '│ ', tight: true });
      line = line.slice(quote[0].length);
      isInText = true;
    } else {
      if (block.kind !== 'text' || block.isHeading || blankBefore) openText({});
      else if (breaksHere) writer.lineBreak();
      else writer.text(' ');
      line = line.trimStart();
      isInText = true;
    }
    lastPlain = '';
  }

  function writeInline(isWhole: boolean): void {
    if (block.kind !== 'text') return;
    const { spans, rest } = readInline(line, { isWhole, before: lastPlain.slice(-1), styles: block.styles });
    lastPlain = (lastPlain + line.slice(0, line.length - rest.length)).slice(-1);
    line = rest;
    for (const { text, styles } of spans) writer.text(text, styles);
  }

  function endLine(): void {
    const text = line;
    if (block.kind === 'code') {
      endCodeLine(block, text);
    } else if (isInText) {
      endText();
    } else if (text.trim() === '') {
      closeBlock();
      blankBefore = true;
    } else {
      endUnread(text);
    }
    line = '';
    isInText = false;
  }

  /** The rest of a line of text; two spaces or a backslash at its end ask for a line break. */
  function endText(): void {
    const text = line.replace(/ {2,}$|\\$/, '');
    breaksHere = text !== line;
    line = text;
    writeInline(true);
    if (block.kind === 'text' && block.isHeading) closeBlock();
  }

  function endCodeLine({ fence, indent }: { fence: string; indent: number }, text: string): void {
    const bare = text.trim();
    if (bare.startsWith(fence) && /^(`+|~+)$/.test(bare)) closeBlock();
    else write(`${codeIndent}${text.slice(Math.min(indent, text.search(/\S|$/)))}\n`.replace(/^ +\n$/, '\n'));
  }

  /** A whole line of which nothing was written yet. */
  function endUnread(text: string): void {
    const fence = /^(\s*)(`{3,}|~{3,})/.exec(text);
    if (fence) {
      openBlock({ kind: 'code', fence: fence[2] ?? '', indent: fence[1]?.length ?? 0 });
    } else if (/^\s*\|/.test(text)) {
      if (block.kind !== 'table' || blankBefore) openBlock({ kind: 'table', rows: [] });
      if (block.kind === 'table') block.rows.push(text);
    } else {
      beginLine(true);
      endText();
    }
  }

  /** Writes as much of an unfinished line as is sure; code, tables and undecided lines wait for their end. */
  function advance(): void {
    if (block.kind === 'code' || line === '') return;
    if (!isInText) {
      if (undecided.test(line) || /^\s*(```|~~~|\|)/.test(line)) return;
      beginLine(false);
    }
    // Spaces and a backslash at the end of a line may mean a line break.
    const held = /[ \\]*$/.exec(line)?.[0] ?? '';
    line = line.slice(0, line.length - held.length);
    writeInline(false);
    if (line === '' && held.includes(' ')) writer.text(' ');
    line += held;
  }

  return {
    write(text: string): void {
      const lines = stripControls(text).replaceAll('\t', '  ').split('\n');
      for (const [index, part] of lines.entries()) {
        if (index > 0) endLine();
        line += part;
      }
      advance();
    },
    /** Writes what was held back and ends the last line. */
    end(): void {
      if (line !== '') endLine();
      closeBlock();
    },
  };
}
