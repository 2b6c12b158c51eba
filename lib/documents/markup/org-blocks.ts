import { joinLists, type Piece } from '../office/join-lists.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';

/** The blocks of an Org file: headings, lists, tables, code; no drawers, comments or settings. */
export function orgBlocks(text: string): PageBlock[] {
  const lines = text.split('\n');
  const found: Piece[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const [, stars = '', title = ''] =
      /^(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(\S.*?)(?:\s+:[\w@:]+:)?$/.exec(line) ?? [];
    const [, block, language = ''] = /^\s*#\+begin_(\w+)\s*(\S*)/i.exec(line) ?? [];
    if (stars) found.push({ kind: 'heading', depth: Math.min(6, stars.length), words: inline(title) });
    else if (block) {
      const end = endOf(lines, at, /^\s*#\+end_/i);
      const body = lines.slice(at + 1, end);
      if (/^(?:src|example)$/i.test(block))
        found.push({ kind: 'code', language: block === 'src' ? language : '', value: body.join('\n') });
      else if (!/^comment$/i.test(block)) found.push({ kind: 'paragraph', words: inline(body.join(' ')) });
      at = end;
    } else if (/^\s*:(?:PROPERTIES|LOGBOOK):\s*$/i.test(line)) at = endOf(lines, at, /^\s*:END:\s*$/i);
    else if (/^\s*(?:#(?:\s|\+|$)|$)/.test(line)) {
      const title = /^#\+title:\s*(.+)$/i.exec(line)?.[1];
      if (title) found.push({ kind: 'heading', depth: 1, words: inline(title) });
    } else if (/^\s*\|/.test(line)) {
      let after = at;
      while (/^\s*\|/.test(lines[after] ?? '')) after += 1;
      const rows = lines.slice(at, after).filter((row) => !/^\s*\|[-+|]*$/.test(row));
      const cells = rows.map((row) =>
        row
          .trim()
          .replace(/^\||\|$/g, '')
          .split('|')
          .map((cell) => escapeBars(inline(cell))),
      );
      found.push({ kind: 'table', rows: cells });
      at = after - 1;
    } else {
      const [, indent = '', mark = '', words = ''] = /^(\s*)([-+]|\d+[.)])\s+(\S.*)$/.exec(line) ?? [];
      let after = at + 1;
      while (
        after < lines.length &&
        /^\s*[^\s*|#:]/.test(lines[after] ?? '') &&
        !/^\s*(?:[-+]|\d+[.)])\s/.test(lines[after] ?? '')
      )
        after += 1;
      const rest = lines.slice(at + 1, after).join(' ');
      if (mark)
        found.push({
          kind: 'item',
          level: Math.floor(indent.length / 2),
          isNumbered: /\d/.test(mark),
          words: inline(`${words.replace(/^(.+?)\s+::\s+/, '$1: ')} ${rest}`),
        });
      else found.push({ kind: 'paragraph', words: inline(`${line} ${rest}`) });
      at = after - 1;
    }
  }
  return joinLists(found);
}

function endOf(lines: readonly string[], at: number, end: RegExp): number {
  const found = lines.findIndex((line, index) => index > at && end.test(line));
  return found === -1 ? lines.length : found;
}

function inline(words: string): string {
  return oneLine(
    words
      .replace(/\[\[[^\]]*\]\[([^\]]*)\]\]/g, '$1')
      .replace(/\[\[([^\]]*)\]\]/g, '$1')
      .replace(/(?<!\w)[=~](\S(?:.*?\S)?)[=~](?!\w)/g, '`$1`')
      .replace(/(?<![\w*])\*(\S(?:.*?\S)?)\*(?![\w*])/g, '$1')
      .replace(/(?<![\w/:])\/(\S(?:[^/]*?\S)?)\/(?![\w/])/g, '$1'),
  );
}
