import { addAll } from '#lib/text/long-lists.ts';
import { codeSpan } from '../code-span.ts';
import { nameNote } from '../note-words.ts';
import { joinLists, type Piece } from '../office/join-lists.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { adocRows } from './adoc-table.ts';
import { type AdocNames, wordsOfAdoc } from './adoc-words.ts';

const admonition = /^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(.*)$/;
/** What a line of these signs below one as long makes a title of, the outermost first. */
const underlines = '=-~^+';
const fence = /^(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\/{4,}|\+{4,}|```.*|--)\s*$/;
const tableMark = /^([|,:!])={3,}\s*$/;
/** What is said of the block below: its style, its columns, its name. */
const optionsLine = /^\[(?!\.\.)(?:[^[\]"]|"[^"]*")*\]\s*$/;

/** The blocks of an AsciiDoc file: titles, lists, labels with their values, code, tables, boxes by their names. */
export function adocBlocks(text: string): PageBlock[] {
  const lines = text.split('\n');
  const names = namesIn(lines);
  return joinLists(pieces(lines, { inline: (words) => wordsOfAdoc(words, names), depth: 0 }));
}

/** How words are read, and in how many other blocks they stand. */
type Ways = { inline: (words: string) => string; depth: number };
const deepest = 8;

const attribute = /^:([\w-]+):(?:\s+(\S.*))?$/;
/** What a name stands for is told so many times at most, and so long: it may be told in place of three signs. */
const most = { length: 300, times: 20_000 };

/** What the page calls by names: values, and titles by the anchors above them. */
function namesIn(lines: readonly string[]): AdocNames {
  const values = new Map<string, string>();
  const titles = new Map<string, string>();
  for (const [at, line] of lines.entries()) {
    const [, name = '', said = ''] = attribute.exec(line) ?? [];
    const value = said.replace(
      /\{([\w-]+)\}/g,
      (written, other: string) => values.get(other.toLowerCase()) ?? written,
    );
    if (name && value.length <= most.length) values.set(name.toLowerCase(), value);
    const [, anchor, short] = /^\[(?:\[([\w:.-]+)(?:,.*)?\]|[^\]#]*#([\w:.-]+).*)\]$/.exec(line) ?? [];
    const below = lines.slice(at + 1, at + 3).find((each) => !/^\[/.test(each)) ?? '';
    const [, title] = /^(?:={1,6}\s+|\.(?=[^\s.]))(\S.*)$/.exec(below) ?? [];
    if (anchor ?? short) titles.set((anchor ?? short) as string, (title ?? '').slice(0, most.length));
  }
  let told = 0;
  const tell = (said: string | undefined) => {
    if (said) told += 1;
    return told > most.times ? undefined : said;
  };
  return {
    valueOf: (name) => tell(values.get(name)),
    titleOf: (anchor) => tell(titles.get(anchor)) || undefined,
  };
}

function pieces(lines: readonly string[], ways: Ways): Piece[] {
  if (ways.depth > deepest) return [{ kind: 'paragraph', words: ways.inline(lines.join(' ')) }];
  const found: Piece[] = [];
  /** Marks of the lists that are open, the outermost first. */
  const marks: string[] = [];
  let options = '';
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    if (optionsLine.test(line)) {
      options = line;
      at += 1;
      continue;
    }
    const unsaid = unsaidAt(lines, at);
    if (unsaid) {
      at = unsaid;
      continue;
    }
    const read =
      headingAt(lines, at, ways) ??
      blockAt(lines, at, options, ways) ??
      itemAt(lines, at, marks, ways) ??
      entryAt(lines, at, ways) ??
      textAt(lines, at, options, ways);
    const [first] = read.pieces;
    if (first?.kind !== 'item') marks.length = 0;
    const last = found.at(-1);
    if (first?.kind === 'list' && last?.kind === 'list') addAll(last.items, first.items);
    else addAll(found, boxed(read, options));
    // What is said above a name is said of the block below it.
    if (!read.isName) options = '';
    at = read.after;
  }
  return found;
}

type Read = { pieces: Piece[]; after: number; isName?: boolean };

/** A box says before its words what it is. */
function boxed({ pieces: read, isName }: Read, options: string): Piece[] {
  const [, name] = /^\[(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b/.exec(options) ?? [];
  if (!name || isName || read.length === 0) return read;
  const words = `${name[0]}${name.slice(1).toLowerCase()}`;
  return nameNote([{ kind: 'paragraph', words }, ...joinLists(read)]);
}

function headingAt(lines: readonly string[], at: number, { inline }: Ways): Read | undefined {
  const line = lines[at] as string;
  const [, marks = '', title = ''] = /^(={1,6}|#{1,6})\s+(\S.*)$/.exec(line) ?? [];
  if (marks)
    return { pieces: [{ kind: 'heading', depth: marks.length, words: inline(title) }], after: at + 1 };
  const depth = underlinedAt(lines, at);
  return depth === undefined
    ? undefined
    : { pieces: [{ kind: 'heading', depth, words: inline(line) }], after: at + 2 };
}

/** How deep a title is with a line of signs below it that is as long: nobody counts exactly. */
function underlinedAt(lines: readonly string[], at: number): number | undefined {
  const [line = '', below = ''] = lines.slice(at, at + 2);
  const [, sign = ''] = /^([=~^+-])\1{2,}$/.exec(below) ?? [];
  if (!sign || !/^[\p{L}\p{N}'"`(]/u.test(line) || Math.abs(line.length - below.length) > 2) return undefined;
  if (lines[at - 1]?.trim() && !/^\[.*\]$/.test(lines[at - 1] as string)) return undefined;
  return underlines.indexOf(sign) + 1;
}

/** Comments, attributes, includes, anchors, pictures and what joins items: the line after them. */
function unsaidAt(lines: readonly string[], at: number): number | undefined {
  let after = at;
  if (!isNoText(lines[at] as string)) return undefined;
  // A value goes on below where its line says so.
  while (/^:/.test(lines[at] as string) && /\s[\\+]$/.test(lines[after] ?? '')) after += 1;
  return after + 1;
}

const isNoText = (line: string) =>
  /^(?:\s*$|\/\/(?!\/)|:!?[\w-]+!?:(?:\s|$)|(?:include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::|\+\s*$|<<<|'''|\[\[[^\]]*\]\]\s*$)/.test(
    line,
  );

function endOf(lines: readonly string[], at: number, mark: string): number {
  let end = at + 1;
  while (end < lines.length && lines[end]?.trim() !== mark) end += 1;
  return end;
}

/** What stands between two lines of signs. */
function blockAt(lines: readonly string[], at: number, options: string, ways: Ways): Read | undefined {
  const line = lines[at] as string;
  const mark = tableMark.exec(line)?.[1];
  const block = fence.exec(line)?.[1];
  if (!mark && !block) return undefined;
  const after = endOf(lines, at, block?.startsWith('```') ? '```' : line.trim());
  const body = lines.slice(at + 1, after);
  return {
    pieces: mark ? table(body, options, mark, ways) : fenced(body, block ?? '', options, ways),
    after: after + 1,
  };
}

function fenced(body: readonly string[], mark: string, options: string, ways: Ways): Piece[] {
  if (mark.startsWith('/') || /^\[comment/.test(options)) return [];
  const isCode = /^[-.`]/.test(mark) && mark !== '--';
  if (mark.startsWith('+') && !/^\[(?:stem|latexmath|asciimath)/.test(options)) {
    // Markup of other forms: what it says is read, how it looks is not.
    const words = oneLine(body.join('\n').replace(/<[^<>]*>/g, ' '));
    return words ? [{ kind: 'paragraph', words }] : [];
  }
  if (!isCode && !mark.startsWith('+')) return pieces(body, { ...ways, depth: ways.depth + 1 });
  const value = body
    .filter((line) => !/^\s*(?:include|ifdef|ifndef|ifeval|endif)::\S*\[.*\]\s*$/.test(line))
    .map(withoutCallouts)
    .join('\n')
    .trimEnd();
  const language = /^\[(?:source|,)[^,\]]*,?\s*([\w+#-]+)/.exec(options)?.[1] ?? '';
  return value.trim()
    ? [{ kind: 'code', language: language || mark.replace(/^`+|^[-.+]+/g, ''), value }]
    : [];
}

/** A line of code without the numbers at its end that stand for what is said of it below. */
function withoutCallouts(line: string): string {
  let said = line.trimEnd();
  for (let times = 0; times < 5; times += 1) {
    const [mark] = /(?:<!--(?:\d{1,3}|\.)-->|<(?:\d{1,3}|\.)>)$/.exec(said.slice(-20)) ?? [];
    if (!mark) break;
    said = said.slice(0, -mark.length).trimEnd();
    // A sign of a comment that holds nothing but the number.
    said = said.replace(/(?<=\s)(?:\/\/|#|--|;;)$/, '').trimEnd();
  }
  return said;
}

const starts = (line: string) =>
  fence.test(line) ||
  isNoText(line) ||
  itemOf(line) !== undefined ||
  label.test(line) ||
  tableMark.test(line) ||
  optionsLine.test(line) ||
  /^={1,6}\s/.test(line);

/** A term, as `-q::`, and what may stand behind it on its line. */
const label = /^\s*(\S(?:(?!:::?\s).)*?)(:{2,4}|;;)(?:\s+(\S.*))?$/;

/** Terms with what is said of them: to the next blank line, what is indented below, and what a `+` joins to it. */
function entryAt(lines: readonly string[], at: number, ways: Ways): Read | undefined {
  const [, , marks, said = ''] = label.exec(lines[at] as string) ?? [];
  if (!marks) return undefined;
  const terms: string[] = [];
  let after = at;
  for (let term = label.exec(lines[after] as string); term?.[2] === marks; ) {
    terms.push(ways.inline(term[1] as string));
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
  const inside = joinLists(pieces(outdented(body), { ...ways, depth: ways.depth + 1 }));
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

/** The lines of a paragraph from here on. */
function wordsAt(lines: readonly string[], at: number): { words: string; after: number } {
  let after = at + 1;
  while (after < lines.length && lines[after]?.trim() && !starts(lines[after] as string)) after += 1;
  return { words: lines.slice(at + 1, after).join(' '), after };
}

function textAt(lines: readonly string[], at: number, options: string, { inline }: Ways): Read {
  const line = lines[at] as string;
  const caption = /^\.(?=[^\s.])(.*)$/.exec(line)?.[1];
  if (caption)
    return { pieces: [{ kind: 'paragraph', words: `${inline(caption)}:` }], after: at + 1, isName: true };
  const { words, after } = wordsAt(lines, at);
  if (/^\[comment\b/.test(options)) return { pieces: [], after };
  if (/^\s/.test(line) || /^\[(?:verse|listing|literal|source|stem|latexmath|asciimath)\b/.test(options))
    return { pieces: [{ kind: 'code', language: '', value: lines.slice(at, after).join('\n') }], after };
  const [, kind, said] = admonition.exec(line) ?? [];
  const named = kind ? `${kind[0]}${kind.slice(1).toLowerCase()}: ${said}` : line;
  const read = inline(`${named} ${words}`);
  return { pieces: read ? [{ kind: 'paragraph', words: read }] : [], after };
}

/** An item, with the blocks that a `+` joins to it; `marks` are those of the lists that it may stand in. */
function itemAt(lines: readonly string[], at: number, marks: string[], ways: Ways): Read | undefined {
  const item = itemOf(lines[at] as string);
  if (!item) return undefined;
  const level = marks.includes(item.mark) ? marks.indexOf(item.mark) : marks.length;
  marks.length = level;
  marks.push(item.mark);
  const { words, after: end } = wordsAt(lines, at);
  let after = end;
  const joined: string[] = [];
  while (lines[after] === '+') {
    const from = after + 1;
    after = from;
    while (optionsLine.test(lines[after] ?? '') || /^\.(?=[^\s.])/.test(lines[after] ?? '')) after += 1;
    const line = lines[after] ?? '';
    if (fence.test(line) || tableMark.test(line))
      after = endOf(lines, after, line.startsWith('```') ? '```' : line.trim()) + 1;
    else if (line.trim()) after = wordsAt(lines, after).after;
    addAll(joined, [...lines.slice(from, after), '']);
  }
  const inside = joinLists(pieces(joined, { ...ways, depth: ways.depth + 1 }));
  const piece = { level, isNumbered: item.isNumbered, words: ways.inline(`${item.words} ${words}`) };
  return { pieces: [{ kind: 'item', ...piece, ...(inside.length > 0 && { inside }) }], after };
}

function itemOf(line: string): { mark: string; isNumbered: boolean; words: string } | undefined {
  const [, mark = '', words = ''] = /^\s*([*-]{1,5}|\.{1,5}|\d+\.)\s+(\S.*)$/.exec(line) ?? [];
  if (mark)
    return {
      mark: /^\d/.test(mark) ? '1.' : mark,
      isNumbered: /^[.\d]/.test(mark),
      words: words.replace(/^\[[ x*]\]\s+/, ''),
    };
  const [, called] = /^<(?:\d+|\.)>\s+(\S.*)$/.exec(line) ?? [];
  return called ? { mark: '<1>', isNumbered: true, words: called } : undefined;
}

function table(body: readonly string[], options: string, mark: string, ways: Ways): Piece[] {
  const lines = body.filter((line) => !/^(?:\/\/(?!\/)|(?:include|ifdef|ifndef|ifeval|endif)::)/.test(line));
  const rows = adocRows(lines, options, mark).map((row) => row.map((cell) => cellWords(cell, ways)));
  return rows.length > 0 ? [{ kind: 'table', rows }] : [];
}

/** The words of a cell, which may hold blocks of its own. */
function cellWords(cell: string, ways: Ways): string {
  const lines = cell.split('\n');
  const isBlocks = lines.some(
    (line) => fence.test(line) || tableMark.test(line) || itemOf(line) || isNoText(line),
  );
  if (!isBlocks) return escapeBars(ways.inline(cell));
  const inner = lines.map((line) => (/^!/.test(line) ? line.replaceAll('!', '|') : line));
  return escapeBars(oneLine(wordsOf(joinLists(pieces(inner, { ...ways, depth: ways.depth + 1 })))));
}

const wordsOf = (blocks: readonly PageBlock[]): string =>
  blocks
    .map((block) => {
      if (block.kind === 'code') return codeSpan(oneLine(block.value));
      if (block.kind === 'table') return block.rows.map((row) => row.join(', ')).join('; ');
      if (block.kind === 'list') return block.items.map(wordsOf).join('; ');
      return block.words;
    })
    .join(' ');
