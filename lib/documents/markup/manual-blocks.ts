import { addAll } from '#lib/text/long-lists.ts';
import { addItem } from '../add-blocks.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { isHead, isManualPage, isRunningHead } from '../text-form.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { codeOf, indentOf, leastIndent } from './indents.ts';

const deepest = 6;

/**
 * The title and blocks of a manual page as it is printed, where indents say all: heads at the margin and a little deeper,
 * terms with what is said of them below, lists, and what stands deeper than the words around it, which is code.
 */
export function manualPage(text: string): { title: string | undefined; blocks: PageBlock[] } {
  const lines = joinWords(text.replace(/\t/g, '        '))
    .split('\n')
    .filter((line) => !isRunningHead(line));
  const body = indentBelowHeads(lines);
  const blocks: PageBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    if (isHeadingAt(lines, at, body)) {
      const words = oneLine(lines[at] as string);
      blocks.push({ kind: 'heading', depth: indentOf(lines[at] as string) === 0 ? 2 : 3, words });
      at += 1;
      continue;
    }
    let after = at + 1;
    while (after < lines.length && !isHeadingAt(lines, after, body)) after += 1;
    addAll(blocks, blocksOf(lines.slice(at, after), 0));
    at = after;
  }
  const [, name] = /^(?:NAME|NOM|NOMBRE)\n+ +([^\n]{1,200}\n(?: +\S[^\n]{0,200}\n)?)/m.exec(text) ?? [];
  return { title: name && oneLine(name), blocks };
}

/** Words that were parted at the end of a line, without the hyphen where the text has them so elsewhere. */
function joinWords(text: string): string {
  if (!/\p{L}-\n/u.test(text)) return text;
  const known = new Set(text.toLowerCase().match(/\p{L}+/gu));
  const parted = /(?<!\p{L})(\p{L}{2,40})-\n( *)(\p{Ll}{2,40})(\S{0,40})(?: |\n|$)/gu;
  return text.replace(parted, (all, first: string, indent: string, second: string, behind: string) => {
    const isWord = known.has(`${first}${second}`.toLowerCase());
    const isLast = !all.endsWith(' ');
    return `${first}${isWord ? '' : '-'}${second}${behind}\n${isLast ? '' : indent}`;
  });
}

/** The blocks of a text that is a manual page as `man` prints it; undefined where it is none. */
export const printedManual = (text: string): PageBlock[] | undefined =>
  isManualPage(text.split('\n').filter(Boolean)) ? manualPage(text).blocks : undefined;

/** The blocks of words that are printed without heads, from their indents; a tab stands for as much as eight spaces. */
export function printedBlocks(text: string): PageBlock[] {
  return blocksOf(text.replace(/^\t+/gm, (tabs) => '        '.repeat(tabs.length)).split('\n'), 0);
}

function isHeadingAt(lines: readonly string[], at: number, body: number): boolean {
  const line = lines[at] as string;
  if (!line.trim() || indentOf(line) >= body || lines[at - 1]?.trim() || !isTitle(line)) return false;
  if (isHead(line)) return true;
  return indentOf(lines[at + 1] ?? '') > indentOf(line) && Boolean(lines[at + 1]?.trim());
}

const isTitle = (line: string) => line.trim().length <= 80 && !/[.,;:!?]$/.test(line);

/** The indent that the words below the heads at the margin mostly have. */
function indentBelowHeads(lines: readonly string[]): number {
  const counts = new Map<number, number>();
  for (const [at, line] of lines.entries()) {
    const indent = indentOf(line);
    if (indent === 0 || !line.trim() || !isHead(lines[at - 1] ?? '')) continue;
    counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 1;
}

const bullet = /^(?:[-*•·o]|\d{1,3}[.)])\s+(?=\S)/;

/** Blocks of lines of which the first gives the indent of the words. */
function blocksOf(lines: readonly string[], depth: number): PageBlock[] {
  const blocks: PageBlock[] = [];
  const base = leastIndent(lines);
  for (let at = 0; at < lines.length; ) {
    if (!lines[at]?.trim()) {
      at += 1;
      continue;
    }
    const end = endOfParagraph(lines, at);
    const paragraph = lines.slice(at, end);
    const below = lines.slice(end, endOfDeeper(lines, end, base));
    const entries = depth < deepest ? entriesOf(paragraph, below) : undefined;
    if (/^[┌╔]/.test(paragraph[0]?.trim() ?? '')) {
      blocks.push({ kind: 'table', rows: boxed(paragraph) });
      at = end;
    } else if (indentOf(paragraph[0] as string) > base) {
      const after = endOfDeeper(lines, at, base);
      const deeper = lines.slice(at, after);
      addAll(blocks, depth < deepest && isProse(deeper) ? blocksOf(deeper, depth + 1) : [codeOf(deeper)]);
      at = after;
    } else if (entries && isLeadIn(entries)) {
      const after = at + (entries[0]?.said.length ?? 0) + 1;
      blocks.push(
        { kind: 'paragraph', words: words(paragraph.slice(0, 1)) },
        codeOf(lines.slice(at + 1, after)),
      );
      at = after;
    } else if (entries) {
      const last = entries.length - 1;
      for (const [place, entry] of entries.entries())
        addItem(blocks, itemOf(entry, place === last ? below : [], depth));
      at = end + below.length;
    } else {
      blocks.push({ kind: 'paragraph', words: words(paragraph) });
      at = end;
    }
  }
  return blocks;
}

const fewestWords = 5;
const leastWords = 0.7;
const longestSentence = 60;
const mostComments = 0.1;

/** Whether lines are mostly words that end as sentences do, and hardly any is a comment of a program. */
export function isProse(lines: readonly string[]): boolean {
  const signs = lines.flatMap((line) => line.split(/\s+/).filter(Boolean));
  const words = signs.filter((sign) => /^["'(<]*\p{L}[\p{L}'’-]*[>"').,:!?]{0,3}$/u.test(sign));
  const ends = lines.join('\n').match(/\p{L}["')]{0,3}(?:[.!?](?=\s|$)|:$)/gmu)?.length ?? 0;
  return (
    words.length >= Math.max(fewestWords, leastWords * signs.length) &&
    words.length <= longestSentence * ends &&
    lines.filter((line) => /^\s*(?:#|\/\/|[$%>] )/.test(line)).length <= mostComments * lines.length
  );
}

function endOfParagraph(lines: readonly string[], at: number): number {
  let after = at + 1;
  const isBox = /^\s*[┌╔]/.test(lines[at] ?? '');
  const ends = (line: string) => !line.trim() || (isBox ? /^\s*[└╚]/.test(line) : /^\s*[┌╔]/.test(line));
  while (after < lines.length && !ends(lines[after] as string) && !beginsAnew(lines, at, after)) after += 1;
  return isBox ? after + 1 : after;
}

/** Whether items follow words, or lines deeper than several that end in a colon. */
function beginsAnew(lines: readonly string[], first: number, at: number): boolean {
  const [head, before, line] = [lines[first] as string, lines[at - 1] as string, lines[at] as string];
  const base = indentOf(head);
  if (indentOf(line) === base) return bullet.test(line.trim()) && !bullet.test(head.trim());
  const isLedTo = at - first > 1 && indentOf(before) === base && /[\p{L})] ?:$/u.test(before);
  return isLedTo && indentOf(line) > base;
}

/** The rows of a drawn table; the lines between two rules are one. */
function boxed(lines: readonly string[]): string[][] {
  const rows: string[][] = [];
  let isNew = true;
  for (const line of lines) {
    const cells = /^\s*[│║]/.test(line) ? line.trim().split(/[│║]/).slice(1, -1) : undefined;
    const row = isNew ? undefined : rows.at(-1);
    if (cells && row) rows[rows.length - 1] = cells.map((cell, at) => oneLine(`${row[at] ?? ''} ${cell}`));
    else if (cells) rows.push(cells.map(oneLine));
    isNew = cells === undefined;
  }
  return rows.map((row) => row.map(escapeBars));
}

function endOfDeeper(lines: readonly string[], from: number, base: number): number {
  let after = from;
  while (after < lines.length && (!lines[after]?.trim() || indentOf(lines[after] as string) > base))
    after += 1;
  return after;
}

/** Where in all lines words begin anew, two spaces or more after the first ones. */
function secondColumn(lines: readonly string[]): number | undefined {
  if (lines.length < 2) return undefined;
  const ends = [...(lines[0] as string).matchAll(/(?<=\S) {2,}(?=\S)/g)].map(
    ({ index, 0: gap }) => index + gap.length,
  );
  return ends.find((at) => lines.every((line) => /^ \S/.test(line.slice(at - 1))));
}

/** What an item is called, unless only a sign marks it, and the lines that say it. */
type Entry = { term: string; said: string[] };

/** A word, an option, a list of them. */
const isName = /^(?:[-+$%/<[(\w][^ ]*)(?:[ ,=]+\S+){0,8}$/;
const farthest = 14;
const farthestApart = 32;
/** A long name may leave no more than one space. */
const mostApart = 0.8;

/**
 * A paragraph as entries, where its lines are some: with signs before them, with terms and what is said of them in a
 * column of its own or deeper below.
 */
function entriesOf(paragraph: readonly string[], below: readonly string[]): Entry[] | undefined {
  const base = indentOf(paragraph[0] as string);
  const deeper = paragraph.find((line) => indentOf(line) > base);
  const isBase = (line: string) => indentOf(line) === base;
  const own = paragraph.filter(isBase);
  const column = deeper ? indentOf(deeper) : (secondColumn(own) ?? base + 7);
  const hasSign = (line: string) => bullet.test(line.slice(base));
  const hasTerm = (line: string) =>
    /^ \S/.test(line.slice(column - 1)) && (deeper !== undefined || line[column - 2] === ' ');
  const isApart =
    own.filter((line) => line.slice(column - 2, column) === '  ').length >= mostApart * own.length;
  const isNear = column - base <= (isApart ? farthestApart : farthest);
  if (own.every(hasSign) || (isNear && own.every(hasTerm))) {
    const entries: Entry[] = [];
    for (const line of paragraph) {
      const mark = bullet.exec(line.slice(base))?.[0] ?? '';
      if (!isBase(line)) entries.at(-1)?.said.push(line);
      else if (mark) entries.push({ term: '', said: [line.slice(base + mark.length)] });
      else entries.push({ term: line.slice(base, column).trim(), said: [line.slice(column)] });
    }
    return entries;
  }
  const first = paragraph.findIndex((line) => !isBase(line));
  const terms = paragraph.slice(0, first === -1 ? paragraph.length : first);
  const said = paragraph.slice(terms.length);
  const isOne = terms.slice(0, -1).every((line) => line.endsWith(','));
  if (!isOne || !said.every((line) => !isBase(line))) return undefined;
  const next = said.length > 0 ? undefined : below.find((line) => line.trim());
  const isNamed =
    said.length > 0 ||
    (next !== undefined &&
      indentOf(next) - base <= farthest &&
      isTitle(terms.at(-1) as string) &&
      isName.test((terms[0] as string).trim()));
  return isNamed ? [{ term: words(terms), said }] : undefined;
}

/** `Example:` with lines of a program right below. */
const isLeadIn = ([first, ...others]: readonly Entry[]): boolean =>
  others.length === 0 &&
  first !== undefined &&
  /[\p{L})] ?:$/u.test(first.term) &&
  first.said.length > 0 &&
  !isProse(first.said);

function itemOf({ term, said }: Entry, below: readonly string[], depth: number): PageBlock[] {
  return [
    ...(term ? [{ kind: 'paragraph' as const, words: term }] : []),
    ...(said.length > 0 ? [{ kind: 'paragraph' as const, words: words(said) }] : []),
    ...(below.length > 0 ? blocksOf(below, depth + 1) : []),
  ];
}

/** Words of lines, those whole again that were parted at the end of one. */
const words = (lines: readonly string[]): string => oneLine(lines.join('\n').replace(/\u2010\n\s*/g, ''));
