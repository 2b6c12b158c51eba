import { addAll } from '#lib/text/long-lists.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { codeOf } from './indents.ts';
import { podWords } from './pod-words.ts';

type List = Extract<PageBlock, { kind: 'list' }>;
/** A list that is open: what its items are, the marks that wait for their words, and where its blocks stand. */
type Open = { list: List; into: PageBlock[]; terms: string[]; isNamed: boolean };

const deepest = 30;

/**
 * The blocks of Perl's plain old documentation: what stands between `=pod` or another command and `=cut`. An item that
 * names something and tells at length is a section of its own: what is quoted of it says what it is about.
 */
export function podBlocks(text: string): { title: string; blocks: PageBlock[] } {
  const blocks: PageBlock[] = [];
  const open: Open[] = [];
  let title = '';
  let depth = 1;
  const target = (): PageBlock[] => {
    const last = open.at(-1);
    if (!last) return blocks;
    closeTerms(last);
    return last.list.items.at(-1) ?? last.into;
  };
  const close = () => {
    const last = open.pop();
    if (!last) return;
    closeTerms(last);
    addAll(last.into, last.isNamed && open.length === 0 ? sections(last.list, depth + 1) : [last.list]);
  };
  for (const { command, body } of paragraphs(text)) {
    const [, level] = /^head([1-6])$/.exec(command) ?? [];
    if (level) {
      while (open.length > 0) close();
      depth = Number(level);
      const words = podWords(body);
      if (words) blocks.push({ kind: 'heading', depth, words });
    } else if (command === 'over') {
      if (open.length < deepest) open.push({ list: emptyList(), into: target(), terms: [], isNamed: false });
    } else if (command === 'back') close();
    else if (command === 'item') beginItem(open, blocks, body);
    else if (command === 'verbatim') target().push(codeOf(linesOf(body)));
    else if (command === '') {
      const words = podWords(body);
      if (!words) continue;
      const last = blocks.at(-1);
      if (!title && last?.kind === 'heading' && last.words.toUpperCase() === 'NAME') title = words;
      target().push({ kind: 'paragraph', words });
    }
  }
  while (open.length > 0) close();
  return { title: title.replaceAll('`', ''), blocks };
}

const emptyList = (): List => ({ kind: 'list', firstNumber: undefined, items: [] });

type Paragraph = { command: string; body: string };

/** Commands with their words, paragraphs, and what stands indented, which is shown as it is. */
function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let isPod = false;
  let left = '';
  for (const part of text.split(/\n(?:[ \t]*\n)+/)) {
    const [, command = '', said = ''] = /^\n*=([a-zA-Z]\w*)[ \t]*([\s\S]*)$/.exec(part) ?? [];
    if (command && !isPod) isPod = true;
    if (!isPod) continue;
    if (command === 'cut') isPod = false;
    else if (command === 'begin') left = left || (/^:/.test(said) ? '' : (said.split(/\s/, 1)[0] ?? ''));
    else if (command === 'end') left = left === said.trim().split(/\s/, 1)[0] ? '' : left;
    else if (left || /^(?:pod|encoding|for)$/.test(command)) continue;
    else if (command) found.push({ command, body: said });
    else if (/^\n*[ \t]+\S/.test(part)) {
      const last = found.at(-1);
      const body = part.replace(/^\n+/, '');
      if (last?.command === 'verbatim') last.body += `\n\n${body}`;
      else found.push({ command: 'verbatim', body });
    } else if (part.trim()) found.push({ command: '', body: part });
  }
  return found;
}

function beginItem(open: readonly Open[], blocks: PageBlock[], body: string): void {
  const [, mark = '', number, rest = ''] = /^(?:(\*)|(\d{1,4})[.)]?(?=\s|$))?\s*([\s\S]*)$/.exec(body) ?? [];
  const last = open.at(-1);
  const words = podWords(rest);
  if (!last) {
    if (words) blocks.push({ kind: 'paragraph', words });
    return;
  }
  if (mark || number) {
    closeTerms(last);
    if (number && last.list.items.length === 0) last.list.firstNumber = Number(number);
    last.list.items.push(words ? [{ kind: 'paragraph', words }] : []);
  } else if (words) {
    last.isNamed = true;
    last.terms.push(words);
  }
}

const longestTerms = 200;

/** Terms that stand one below the other share what is said of them. */
function closeTerms(open: Open): void {
  const { list, terms } = open;
  const words = terms.join(', ');
  const all = words.length <= longestTerms ? [words] : terms;
  if (terms.length > 0) for (const each of all) list.items.push([{ kind: 'paragraph', words: each }]);
  open.terms = [];
}

const linesOf = (body: string): string[] =>
  body
    .replaceAll('\t', '        ')
    .split('\n')
    .map((line) => line.trimEnd());

/** Longer items than these, in UTF-16 units, are sections. */
const longestItem = 600;

/** The items of a list as sections where most of them are long; else the list. */
function sections(list: List, depth: number): PageBlock[] {
  const isLong = (item: PageBlock[]) =>
    item.some(({ kind }) => kind === 'code') || JSON.stringify(item).length > longestItem;
  if (list.items.filter(isLong).length <= list.items.length / 3) return [list];
  return list.items.flatMap(([first, ...rest]): PageBlock[] =>
    first?.kind === 'paragraph'
      ? [{ kind: 'heading', depth: Math.min(6, depth), words: oneLine(first.words) }, ...rest]
      : [...(first ? [first] : []), ...rest],
  );
}
