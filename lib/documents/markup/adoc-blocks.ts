import { joinLists, type Piece } from '../office/join-lists.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';

const admonition = /^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(.*)$/;
const fence = /^(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\/{4,}|\+{4,}|```.*|--)\s*$/;

/** The blocks of an AsciiDoc file: titles, lists, labels with their values, code, tables, admonitions. */
export function adocBlocks(text: string): PageBlock[] {
  return joinLists(pieces(text.split('\n')));
}

function pieces(lines: readonly string[]): Piece[] {
  const found: Piece[] = [];
  let language = '';
  let options = '';
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const [, marks = '', title = ''] = /^(={1,6}|#{1,6})\s+(\S.*)$/.exec(line) ?? [];
    const block = fence.exec(line)?.[1];
    if (/^\|={3,}/.test(line)) {
      const after = endOf(lines, at, line.trim());
      found.push(...table(lines.slice(at + 1, after), options));
      at = after + 1;
      options = '';
    } else if (block) {
      const after = endOf(lines, at, block.startsWith('```') ? '```' : block);
      found.push(...fenced(lines.slice(at + 1, after), block, language));
      at = after + 1;
      language = '';
    } else if (marks) {
      found.push({ kind: 'heading', depth: marks.length, words: inline(title) });
      at += 1;
    } else if (/^\[.*\]\s*$/.test(line)) {
      language = /^\[(?:source|,)\s*,?\s*([\w+#-]+)/.exec(line)?.[1] ?? '';
      options = line;
      at += 1;
    } else if (isNoText(line)) at += 1;
    else {
      const read = textAt(lines, at);
      found.push(...read.pieces);
      at = read.after;
    }
  }
  return found;
}

/** Comments, attributes, includes, anchors, pictures and what joins items. */
const isNoText = (line: string) =>
  /^(?:\s*$|\/\/(?!\/)|:!?[\w-]+!?:|(?:include|image|toc|ifdef|ifndef|endif)::|\+\s*$|<<<|'''|\[\[)/.test(
    line,
  );

function endOf(lines: readonly string[], at: number, mark: string): number {
  const end = lines.findIndex((line, index) => index > at && line.trim() === mark);
  return end === -1 ? lines.length : end;
}

function fenced(body: readonly string[], mark: string, language: string): Piece[] {
  if (mark.startsWith('/')) return [];
  if (/^[-.+`]/.test(mark) && mark !== '--') {
    const value = body
      .join('\n')
      .replace(/\s*<\d+>$/gm, '')
      .trimEnd();
    return value ? [{ kind: 'code', language: language || mark.replace(/^`+|^[-.+]+/g, ''), value }] : [];
  }
  return pieces(body);
}

function textAt(lines: readonly string[], at: number): { pieces: Piece[]; after: number } {
  const line = lines[at] as string;
  let after = at + 1;
  const starts = (each: string) =>
    fence.test(each) ||
    isNoText(each) ||
    itemOf(each) !== undefined ||
    /^(?:={1,6}\s|\[.*\]\s*$|\|===)/.test(each);
  while (after < lines.length && lines[after]?.trim() && !starts(lines[after] as string)) after += 1;
  const rest = lines.slice(at + 1, after).join(' ');
  const item = itemOf(line);
  if (item) return { pieces: [{ kind: 'item', ...item, words: inline(`${item.words} ${rest}`) }], after };
  const [, kind, said] = admonition.exec(line) ?? [];
  if (kind)
    return {
      pieces: [
        { kind: 'paragraph', words: inline(`${kind[0]}${kind.slice(1).toLowerCase()}: ${said} ${rest}`) },
      ],
      after,
    };
  const caption = /^\.(?=[^\s.])(.*)$/.exec(line)?.[1];
  if (caption) return { pieces: [{ kind: 'paragraph', words: `${inline(caption)}:` }], after: at + 1 };
  if (/^\s/.test(line))
    return { pieces: [{ kind: 'code', language: '', value: lines.slice(at, after).join('\n') }], after };
  return { pieces: [{ kind: 'paragraph', words: inline(`${line} ${rest}`) }], after };
}

function itemOf(line: string): { level: number; isNumbered: boolean; words: string } | undefined {
  const [, marks = '', words = ''] = /^\s*([*-]{1,5}|\.{1,5}|\d+\.)\s+(\S.*)$/.exec(line) ?? [];
  if (marks)
    return {
      level: /^\d/.test(marks) ? 0 : marks.length - 1,
      isNumbered: /^[.\d]/.test(marks),
      words: words.replace(/^\[[ x*]\]\s+/, ''),
    };
  const [, term, said = ''] = /^(\S.*?):{2,4}(?:\s+(.*))?$/.exec(line) ?? [];
  return term ? { level: 0, isNumbered: false, words: `${term}: ${said}` } : undefined;
}

function table(lines: readonly string[], options: string): Piece[] {
  const rows: string[][] = [];
  let isApart = false;
  for (const line of lines) {
    if (!line.trim()) {
      isApart = true;
      continue;
    }
    const cells = line
      .split(/(?:^|\s)(?:\d+[+*])?[.<>^]*[aehlmsv]?\|/)
      .slice(1)
      .map((cell) => escapeBars(inline(cell)));
    const last = rows.at(-1);
    if (!line.trimStart().startsWith('|') && last) last.push(`${last.pop() ?? ''} ${inline(line)}`);
    else if (
      last &&
      cells.length === 1 &&
      !isApart &&
      (rows[0]?.length ?? 0) > last.length &&
      rows.length > 1
    )
      last.push(...cells);
    else if (last && cells.length === 1 && !isApart && rows.length > 1 && (rows[0]?.length ?? 0) > 1)
      rows.push(cells);
    else if (last && cells.length === 1 && rows.length > 1 && !isApart) last.push(...cells);
    else rows.push(cells);
    isApart = false;
  }
  const columns = Number(
    /cols="?(\d+)\*/.exec(options)?.[1] ?? /cols="([^"]+)"/.exec(options)?.[1]?.split(',').length ?? 0,
  );
  const width = columns || (rows[0]?.length ?? 0);
  const cells = rows.flat();
  const even = Array.from({ length: Math.ceil(cells.length / Math.max(1, width)) }, (_, at) =>
    cells.slice(at * width, (at + 1) * width),
  );
  return even.length > 0 ? [{ kind: 'table', rows: even }] : [];
}

function inline(words: string): string {
  return oneLine(
    words
      .replace(/(?:https?|link|xref|mailto):[^\s[]*\[([^\]]*)\]/g, '$1')
      .replace(/<<[^,>]*,\s*([^>]*)>>/g, '$1')
      .replace(/<<([^>]*)>>/g, '$1')
      .replace(/image:[^\s[]*\[[^\]]*\]/g, '')
      .replace(/footnote:\[([^\]]*)\]/g, ' ($1)')
      .replace(/`\+(.+?)\+`/g, '`$1`')
      .replace(/(?<![\w*])\*{1,2}(?=\S)(.+?)(?<=\S)\*{1,2}(?![\w*])/g, '$1')
      .replace(/(?<![\w_])_{1,2}(?=\S)(.+?)(?<=\S)_{1,2}(?![\w_])/g, '$1')
      .replace(/(?<![\w#])#(?=\S)(.+?)(?<=\S)#(?![\w#])/g, '$1')
      .replace(/\{[\w-]+\}/g, (name) => (name === '{nbsp}' ? ' ' : name))
      .replace(/\s\+$/, ''),
  );
}
