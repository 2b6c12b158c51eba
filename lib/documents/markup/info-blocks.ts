import { addAll } from '#lib/text/long-lists.ts';
import { addItem } from '../add-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { codeOf, indentOf } from './indents.ts';

const deepest = 8;
/** What Info indents: the first line of a paragraph, and what belongs to an item or is shown as it is. */
const indents = { paragraph: 3, below: 5 };
/** Stands in a node that only lists where words stand; the reader puts it there. */
export const indexMark = '\u001e[index]';
const headingSigns = '*=-.';

/** The title and the blocks of a GNU Info file: its nodes in their order, without menus, indices and ways to other nodes. */
export function infoBlocks(text: string): { title: string | undefined; blocks: PageBlock[] } {
  const blocks: PageBlock[] = [];
  let title: string | undefined;
  let file = '';
  for (const node of text.replace(/\t/g, '        ').split('\u001f')) {
    const [, named = '', name = ''] = /^\s*File: ([^,\n]{1,200}),\s+Node: ([^,\n]{1,300})/.exec(node) ?? [];
    if (!name || node.includes(indexMark)) continue;
    file ||= named;
    const lines = withoutMenu(withoutWays(node).trim().split('\n').slice(1));
    const own = sectionsOf(lines);
    const [head] = own;
    if (name === 'Top' && head?.kind === 'heading') title = head.words;
    addAll(blocks, own);
  }
  return { title: title ?? file.replace(/\.info$/, ''), blocks };
}

/** `*note Common options::` is "Common options". */
const withoutWays = (node: string): string =>
  node
    .replace(/\*note\s+([^:*]{1,200})::/gi, '$1')
    .replace(/\*note\s+([^:*]{1,200}):\s+[^.,*]{1,200}/gi, '$1');

function withoutMenu(lines: readonly string[]): readonly string[] {
  const menu = lines.findIndex((line) => /^\* Menu:/.test(line));
  return menu === -1 ? lines : lines.slice(0, menu);
}

/** Headings are underlined: with stars, equals signs, hyphens or dots, by depth. */
function sectionsOf(lines: readonly string[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  let from = 0;
  for (let at = 1; at <= lines.length; at += 1) {
    const depth = headingAt(lines, at);
    if (depth === 0 && at < lines.length) continue;
    addAll(blocks, blocksOf(lines.slice(from, depth ? at - 1 : at), 0, 0));
    if (depth) blocks.push({ kind: 'heading', depth, words: oneLine(lines[at - 1] as string) });
    from = at + 1;
  }
  return blocks;
}

function headingAt(lines: readonly string[], at: number): number {
  const [, sign = ''] = /^([*=.-])\1{2,}$/.exec(lines[at] ?? '') ?? [];
  const above = lines[at - 1] ?? '';
  const isTitle = sign && /^\S/.test(above) && Math.abs(above.length - (lines[at]?.length ?? 0)) <= 3;
  return isTitle ? headingSigns.indexOf(sign) + 2 : 0;
}

const isBlank = (line: string | undefined) => !line?.trim();
const mark = /^( +)(?:[*•–-]|\d{1,3}\.|[a-z]\.)(?= +\S)/;

function blocksOf(lines: readonly string[], base: number, depth: number): PageBlock[] {
  const blocks: PageBlock[] = [];
  const isBelow = (line: string | undefined) =>
    line !== undefined && (isBlank(line) || indentOf(line) >= base + indents.below);
  const endOfBelow = (from: number) => {
    let after = from;
    while (after < lines.length && isBelow(lines[after])) after += 1;
    return after;
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    if (isBlank(line)) {
      at += 1;
      continue;
    }
    const indent = indentOf(line);
    const [marked = ''] = (indent < base + indents.below && mark.exec(line)) || [];
    if (marked && indent > base && depth < deepest) {
      const end = endOfBelow(at + 1);
      const said = [`${' '.repeat(marked.length)}${line.slice(marked.length)}`, ...lines.slice(at + 1, end)];
      const [, number] = /(\d+)\.$/.exec(marked) ?? [];
      addItem(blocks, blocksOf(said, base + indents.below, depth + 1), number ? Number(number) : undefined);
      at = end;
    } else if (indent >= base + indents.below) {
      const end = endOfBelow(at + 1);
      blocks.push(codeOf(lines.slice(at, end)));
      at = end;
    } else {
      let end = at + 1;
      while (
        end < lines.length &&
        !isBlank(lines[end]) &&
        !isBelow(lines[end]) &&
        !mark.test(lines[end] ?? '')
      )
        end += 1;
      const words = lines.slice(at, end);
      const isNamed = !isBlank(lines[end]) && isBelow(lines[end]) && areTerms(words, base);
      if (isNamed && depth < deepest) {
        const after = endOfBelow(end);
        const term = words.map(bareTerm).join(', ');
        const below = blocksOf(lines.slice(end, after), base + indents.below, depth + 1);
        addItem(blocks, [{ kind: 'paragraph', words: term }, ...below]);
        at = after;
      } else {
        blocks.push({ kind: 'paragraph', words: oneLine(words.join('\n')) });
        at = end;
      }
    }
  }
  return blocks;
}

const most = { terms: 12, words: 9 };

/** Names at the margin, or definitions: ` -- Function: sqrt (x)`. Lines of a sentence are longer, or end as one. */
const areTerms = (lines: readonly string[], base: number): boolean =>
  lines.length <= most.terms &&
  lines.every(
    (line) =>
      /^ -- \S/.test(line.slice(base)) ||
      (indentOf(line) === base && !/[.:;]$/.test(line) && line.trim().split(/\s+/).length <= most.words),
  );

/** A term without the quotation marks around the whole of it. */
const bareTerm = (line: string): string =>
  oneLine(line)
    .replace(/^-- /, '')
    .replace(/^[‘'`]([^‘’'`]+)[’']$/, '$1');
