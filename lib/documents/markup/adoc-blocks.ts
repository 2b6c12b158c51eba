import { addAll } from '#lib/text/long-lists.ts';
import { joinLists, type Piece } from '../office/join-lists.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';

const admonition = /^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(.*)$/;
/** What a line of these signs below one as long makes a title of, the outermost first. */
const underlines = '=-~^+';
const fence = /^(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\/{4,}|\+{4,}|```.*|--)\s*$/;

/** The blocks of an AsciiDoc file: titles, lists, labels with their values, code, tables, admonitions. */
export function adocBlocks(text: string): PageBlock[] {
  return joinLists(pieces(text.split('\n')));
}

function pieces(lines: readonly string[], depth = 0): Piece[] {
  const found: Piece[] = [];
  let language = '';
  let options = '';
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const [, marks = '', title = ''] = /^(={1,6}|#{1,6})\s+(\S.*)$/.exec(line) ?? [];
    const block = fence.exec(line)?.[1];
    const underlined = underlinedAt(lines, at);
    if (underlined) {
      found.push(underlined);
      at += 2;
    } else if (/^\|={3,}/.test(line)) {
      const after = endOf(lines, at, line.trim());
      addAll(found, table(lines.slice(at + 1, after), options));
      at = after + 1;
      options = '';
    } else if (block) {
      const after = endOf(lines, at, block.startsWith('```') ? '```' : block);
      addAll(found, fenced(lines.slice(at + 1, after), block, language));
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
      const read = entryAt(lines, at, depth) ?? textAt(lines, at, options);
      options = '';
      const [first] = read.pieces;
      const last = found.at(-1);
      if (first?.kind === 'list' && last?.kind === 'list') addAll(last.items, first.items);
      else addAll(found, read.pieces);
      at = read.after;
    }
  }
  return found;
}

/** A title with a line of signs below it that is as long: nobody counts exactly. */
function underlinedAt(lines: readonly string[], at: number): Piece | undefined {
  const [line = '', below = ''] = lines.slice(at, at + 2);
  const [, sign = ''] = /^([=~^+-])\1{2,}$/.exec(below) ?? [];
  if (!sign || !/^[\p{L}\p{N}'"`(]/u.test(line) || Math.abs(line.length - below.length) > 2) return undefined;
  if (lines[at - 1]?.trim() && !/^\[.*\]$/.test(lines[at - 1] as string)) return undefined;
  return { kind: 'heading', depth: underlines.indexOf(sign) + 1, words: inline(line) };
}

/** Comments, attributes, includes, anchors, pictures and what joins items. */
const isNoText = (line: string) =>
  /^(?:\s*$|\/\/(?!\/)|:!?[\w-]+!?:|(?:include|image|toc|ifdef|ifndef|ifeval|endif)::|\+\s*$|<<<|'''|\[\[)/.test(
    line,
  );

function endOf(lines: readonly string[], at: number, mark: string): number {
  let end = at + 1;
  while (end < lines.length && lines[end]?.trim() !== mark) end += 1;
  return end;
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

type Read = { pieces: Piece[]; after: number };

const starts = (line: string) =>
  fence.test(line) ||
  isNoText(line) ||
  itemOf(line) !== undefined ||
  label.test(line) ||
  /^(?:={1,6}\s|\[.*\]\s*$|\|===)/.test(line);

/** A term, as `-q::`, and what may stand behind it on its line. */
const label = /^\s*(\S(?:(?!:::?\s).)*?)(:{2,4}|;;)(?:\s+(\S.*))?$/;
const deepest = 8;

/** Terms with what is said of them: to the next blank line, what is indented below, and what a `+` joins to it. */
function entryAt(lines: readonly string[], at: number, depth = 0): Read | undefined {
  const [, , marks, said = ''] = label.exec(lines[at] as string) ?? [];
  if (!marks || depth > deepest) return undefined;
  const terms: string[] = [];
  let after = at;
  for (let term = label.exec(lines[after] as string); term?.[2] === marks; ) {
    terms.push(inline(term[1] as string));
    after += 1;
    term = term[3] === undefined ? label.exec(lines[after] ?? '') : null;
  }
  const body = said ? [said] : [];
  const isLabel = (line: string, mark: string) => label.exec(line)?.[2] === mark;
  while (after < lines.length) {
    const line = lines[after] as string;
    const block = fence.exec(line)?.[1];
    const isJoined = lines[after - 1] === '+';
    if (block && (isJoined || body.length === 0)) {
      const end = endOf(lines, after, block);
      addAll(body, lines.slice(after, end + 1));
      after = end + 1;
    } else if (!line.trim()) {
      const next = lines.slice(after + 1, after + 4).find((each) => each.trim()) ?? '';
      const goesOn = /^\+$|^\s+\S|^(?:[*-]{1,5}|\.{1,5})\s+\S/.test(next) || /;;(?:\s|$)/.test(next);
      if (!goesOn || isLabel(next, marks)) break;
      body.push('');
      after += 1;
    } else if (isLabel(line, marks) || /^(?:={1,6}|\|={3,})/.test(line) || underlinedAt(lines, after)) break;
    else {
      body.push(line === '+' ? '' : line);
      after += 1;
    }
  }
  const inside = joinLists(pieces(outdented(body), depth + 1));
  const item: PageBlock[] = [{ kind: 'paragraph', words: terms.join(', ') }, ...inside];
  return { pieces: [{ kind: 'list', firstNumber: undefined, items: [item] }], after };
}

/** Paragraphs that stand deeper are words here, and code elsewhere. */
function outdented(lines: readonly string[]): string[] {
  const isOpen = lines.map(() => '');
  for (const [at, line] of lines.entries()) {
    const open = isOpen[at - 1] ?? '';
    const mark = fence.exec(line)?.[1];
    isOpen[at] = mark && (!open || open === mark) ? (open ? '' : mark) : open;
  }
  return lines.map((line, at) => (isOpen[at] ? line : line.replace(/^\t|^ {2,8}(?=\S)/, '')));
}

function textAt(lines: readonly string[], at: number, options: string): Read {
  const line = lines[at] as string;
  let after = at + 1;
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
  if (/^\s/.test(line) || /^\[(?:verse|listing|literal|source)\b/.test(options))
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
  const [, called] = /^<(?:\d+|\.)>\s+(\S.*)$/.exec(line) ?? [];
  return called ? { level: 0, isNumbered: true, words: called } : undefined;
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
      addAll(last, cells);
    else if (last && cells.length === 1 && !isApart && rows.length > 1 && (rows[0]?.length ?? 0) > 1)
      rows.push(cells);
    else if (last && cells.length === 1 && rows.length > 1 && !isApart) addAll(last, cells);
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
    oneLine(words)
      .replace(/``([^`'\n]+)''/g, '"$1"')
      .replace(/\blinkgit:([^\s[]{1,200})\[(\d*)\]/g, (_, name, part) => (part ? `${name}(${part})` : name))
      .replace(/(?:https?|link|xref|mailto):[^\s[]{0,1000}\[([^\]]{0,1000})\]/g, '$1')
      .replace(/<<[^,<>]*,\s*([^<>]*)>>/g, '$1')
      .replace(/<<([^<>]*)>>/g, '$1')
      .replace(/image:[^\s[]{0,1000}\[[^\]]{0,1000}\]/g, '')
      .replace(/footnote:\[([^\]]{0,2000})\]/g, ' ($1)')
      .replace(/`\+(.{1,500}?)\+`/g, '`$1`')
      .replace(/(?<![\w*])\*{1,2}(?=\S)(.{1,500}?)(?<=\S)\*{1,2}(?![\w*])/g, '$1')
      .replace(/(?<![\w_])_{1,2}(?=\S)(.{1,500}?)(?<=\S)_{1,2}(?![\w_])/g, '$1')
      .replace(/(?<![\w#])#(?=\S)(.{1,500}?)(?<=\S)#(?![\w#])/g, '$1')
      .replace(/\{([\w-]+)\}/g, (written, name: string) => signs[name] ?? written)
      .replace(/\\(?=[-*_`#'{[<])/g, '')
      .replace(/\s\+$/, ''),
  );
}

/** Names of signs that would be markup. */
const signs: Record<string, string> = {
  nbsp: ' ',
  plus: '+',
  asterisk: '*',
  caret: '^',
  tilde: '~',
  startsb: '[',
  endsb: ']',
  litdd: '--',
  backslash: '\\',
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  amp: '&',
  empty: '',
};
