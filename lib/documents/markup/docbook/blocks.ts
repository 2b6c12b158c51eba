import { addAll } from '#lib/text/long-lists.ts';
import { addItem } from '../../add-blocks.ts';
import { labelLines } from '../../label-lines.ts';
import { nameNote } from '../../note-words.ts';
import { escapeBars } from '../../sheet-blocks.ts';
import { elementsOf, type Xml } from '../../unpack/xml.ts';
import { oneLine, type PageBlock } from '../../write-blocks.ts';
import { codeBlock } from './code.ts';
import {
  childOf,
  flowing,
  isAround,
  isContainer,
  isLeftOut,
  notes,
  partsOf,
  sections,
  titled,
  titleOf,
  verbatim,
} from './elements.ts';
import { codesFrom, phrase, plainWords, type Reading, wordsIn } from './inline.ts';
import { tableOf } from './tables.ts';

/**
 * Collects blocks; words gather in `line` until a block begins or ends, and `tail` is the end of it. `level`: how deep a
 * heading is that comes next.
 */
type Writing = { blocks: PageBlock[]; line: string; tail: string; level: number; reading: Reading };

/** The blocks of the root of a document, its title as the first heading. */
export function documentBlocks(root: Xml, reading: Reading): PageBlock[] {
  return blocksWith(reading, 1, (writing) => writeElement(writing, root, root));
}

function blocksWith(reading: Reading, level: number, write: (writing: Writing) => void): PageBlock[] {
  const writing: Writing = { blocks: [], line: '', tail: '', level, reading };
  write(writing);
  endLine(writing);
  return writing.blocks;
}

const blocksIn = (element: Xml, { reading, level }: Writing): PageBlock[] =>
  blocksWith(reading, level, (writing) => writeParts(writing, element));

const longestTail = 200;

function say(writing: Writing, words: string): void {
  writing.line += words;
  writing.tail = `${writing.tail}${words.slice(-longestTail)}`.slice(-longestTail);
}

function endLine(writing: Writing): void {
  const words = oneLine(writing.line);
  writing.line = '';
  writing.tail = '';
  if (words) writing.blocks.push({ kind: 'paragraph', words });
}

function writeAll(writing: Writing, blocks: readonly PageBlock[]): void {
  endLine(writing);
  addAll(writing.blocks, blocks);
}

function writeParts(writing: Writing, element: Xml): void {
  const { reading } = writing;
  const isPlace = sections.has(element.name);
  for (let at = 0; at < element.children.length; at += 1) {
    const child = element.children[at] as Xml | string;
    if (typeof child === 'string') {
      // What stands for another file is no word of this one.
      if (!isPlace || !reading.entities.isUnknown(child))
        say(writing, reading.entities.told(child, writing.tail));
      continue;
    }
    const codes = isBlockCode(child, element, reading) ? undefined : codesFrom(element, at, reading);
    if (codes) {
      say(writing, codes.words);
      at = codes.last;
    } else writeElement(writing, child, element);
  }
}

/** Mallard has code within sentences and by itself under one name. */
const isBlockCode = ({ name }: Xml, parent: Xml, { isMallard }: Reading): boolean =>
  isMallard && name === 'code' && isContainer(parent);

function writeElement(writing: Writing, element: Xml, parent: Xml): void {
  const { name, attributes } = element;
  const { reading } = writing;
  const { isMallard } = reading;
  if (isLeftOut(element)) return;
  if (sections.has(name)) writeSection(writing, element);
  else if (notes.has(name)) writeAll(writing, note(writing, element));
  else if (
    isBlockCode(element, parent, reading) ||
    (verbatim.has(name) && !(isMallard && name === 'synopsis'))
  )
    writeAll(writing, [codeBlock(element, reading)]);
  else if (name === 'glosssee' || name === 'glossseealso')
    writeAll(writing, [{ kind: 'paragraph', words: oneLine(phrase(element, reading) ?? '') }]);
  else if (name === 'literallayout') writeAll(writing, lines(element, reading));
  else if (name === 'table' || name === 'informaltable')
    writeUnder(
      writing,
      element,
      tableOf(element, (cell) => cellWords(writing, cell)),
    );
  else if (name in lists) writeUnder(writing, element, list(writing, element));
  else if (name === 'simplelist' && attributes.type !== 'inline')
    writeAll(writing, [listOf(elementsOf(element).map((member) => blocksIn(member, writing)))]);
  else if (name === 'varlistentry' || name === 'glossentry') {
    endLine(writing);
    addItem(writing.blocks, entry(writing, element));
  } else if (name === 'qandaentry') writeQuestion(writing, element);
  else if (name === 'refnamediv') writeAll(writing, [purpose(element, reading)]);
  else if (name === 'mediaobject' || name === 'imageobjectco' || (name === 'media' && isContainer(parent))) {
    endLine(writing);
    for (const caption of elementsOf(element).filter(({ name }) => name === 'caption'))
      writeAll(writing, withoutRepeat(blocksIn(caption, writing), writing.blocks));
  } else if (titled.has(name) && !(name === 'quote' && !isMallard)) {
    endLine(writing);
    writeUnder(writing, element, blocksIn(element, writing));
  } else if (flowing.has(name) && !(name === 'quote' && !isMallard)) {
    endLine(writing);
    writeParts(writing, element);
    endLine(writing);
  } else {
    const words = isMallard && name === 'quote' ? undefined : phrase(element, reading);
    if (words === undefined) writeParts(writing, element);
    else say(writing, words);
  }
}

function writeSection(writing: Writing, element: Xml): void {
  const { reading, level } = writing;
  endLine(writing);
  const title = titleOf(element) ?? refTitle(element);
  const words = title ? oneLine(wordsIn(title, reading)) : '';
  const named = words || (element.name === 'refsynopsisdiv' ? 'Synopsis' : '');
  if (named) writing.blocks.push({ kind: 'heading', depth: Math.min(6, level), words: named });
  const subtitle = titleOf(element, 'subtitle');
  if (subtitle) writing.blocks.push({ kind: 'paragraph', words: oneLine(wordsIn(subtitle, reading)) });
  writing.level = named ? level + 1 : level;
  writeParts(writing, element);
  endLine(writing);
  writing.level = level;
}

/** What a page of a reference manual is called. */
export function refTitle(element: Xml): Xml | undefined {
  if (element.name !== 'refentry') return undefined;
  const [meta, names] = [childOf(element, 'refmeta'), childOf(element, 'refnamediv')];
  return (meta && childOf(meta, 'refentrytitle')) ?? (names && childOf(names, 'refname'));
}

function purpose(element: Xml, reading: Reading): PageBlock {
  const all = (name: string) =>
    elementsOf(element)
      .filter((child) => child.name === name)
      .map((child) => oneLine(wordsIn(child, reading)))
      .filter(Boolean);
  const words = [all('refname').join(', '), all('refpurpose').join(' ')].filter(Boolean).join(' - ');
  return { kind: 'paragraph', words };
}

/** A title leads to what stands below it, and is no heading of what follows that. */
function writeUnder(writing: Writing, element: Xml, blocks: PageBlock[]): void {
  endLine(writing);
  const title = titleOf(element);
  const words = title ? oneLine(wordsIn(title, writing.reading)) : '';
  const [first, ...rest] = blocks;
  if (!words) addAll(writing.blocks, blocks);
  else if (element.name === 'formalpara' && first?.kind === 'paragraph') {
    writing.blocks.push({ ...first, words: `${ledBy(words)} ${first.words}` });
    addAll(writing.blocks, rest);
  } else {
    const isPicture = blocks.length === 0 || /^(?:informal)?figure$/.test(element.name);
    writing.blocks.push({ kind: 'paragraph', words: isPicture ? words : ledBy(words) });
    addAll(writing.blocks, withoutRepeat(blocks, [{ kind: 'paragraph', words }]));
  }
}

const ledBy = (title: string): string =>
  /\p{P}$/u.test(title.replace(/[)”"'’`]+$/u, '')) ? title : `${title}:`;

/** Below a picture its title often stands once more. */
function withoutRepeat(blocks: readonly PageBlock[], before: readonly PageBlock[]): PageBlock[] {
  const last = before.at(-1);
  const [first, ...rest] = blocks;
  const isRepeated = first?.kind === 'paragraph' && last?.kind === 'paragraph' && first.words === last.words;
  return isRepeated ? rest : [...blocks];
}

const kinds = /\b(?:tip|warning|important|caution|danger|bug|advanced)\b/;

/** A box begins with what it is called; one that only stands at the side is called nothing. */
function note(writing: Writing, element: Xml): PageBlock[] {
  const style = element.attributes.style ?? '';
  const kind = kinds.exec(style)?.[0] ?? (/\b(?:sidebar|plain)\b/.test(style) ? '' : element.name);
  const title = titleOf(element);
  const words = title
    ? oneLine(wordsIn(title, writing.reading))
    : kind.charAt(0).toUpperCase() + kind.slice(1);
  const inner = blocksIn(element, writing);
  return words && inner.length > 0 ? nameNote([{ kind: 'paragraph', words }, ...inner]) : inner;
}

const set = (names: string) => new Set(names.split(' '));
const entries = set('varlistentry glossentry item');
const terms = set('term glossterm title');
/** Kinds of lists, by what their items are called; those that count, and those of terms. */
const lists: Record<string, { items: ReadonlySet<string>; counts?: true; ofTerms?: true }> = {
  itemizedlist: { items: set('listitem') },
  orderedlist: { items: set('listitem'), counts: true },
  calloutlist: { items: set('callout') },
  list: { items: set('item') },
  tree: { items: set('item') },
  steps: { items: set('item'), counts: true },
  procedure: { items: set('step'), counts: true },
  substeps: { items: set('step'), counts: true },
  stepalternatives: { items: set('step') },
  variablelist: { items: entries, ofTerms: true },
  glosslist: { items: entries, ofTerms: true },
  terms: { items: entries, ofTerms: true },
};

const listOf = (items: PageBlock[][], firstNumber?: number): PageBlock => ({
  kind: 'list',
  firstNumber,
  items: items.filter((blocks) => blocks.length > 0),
});

function list(writing: Writing, element: Xml): PageBlock[] {
  const kind = lists[element.name];
  if (!kind) return [];
  const { attributes } = element;
  const parts = partsOf(element, kind.items);
  const before = elementsOf(element).filter((child) => !kind.items.has(child.name) && !isAround(child));
  const lead = blocksIn({ ...element, children: before }, writing);
  const counts = kind.counts || /^(?:numbered|1|decimal)$/.test(attributes.type ?? '');
  const first = Number.parseInt(attributes.startingnumber ?? '1', 10) || 1;
  const items = parts.map((part) => {
    if (kind.ofTerms) return entry(writing, part);
    if (element.name === 'tree') return branch(writing, part);
    const title = titleOf(part);
    const blocks = blocksIn(part, writing);
    const words = title ? oneLine(wordsIn(title, writing.reading)) : '';
    return words ? [{ kind: 'paragraph' as const, words: ledBy(words) }, ...blocks] : blocks;
  });
  return [...lead, listOf(items, counts ? first : undefined)];
}

const longestTerms = 200;

/** A term, or several that share a line, and below it what is said of it. */
function entry(writing: Writing, element: Xml): PageBlock[] {
  const named = elementsOf(element).filter(({ name }) => terms.has(name));
  const words = named.map((term) => oneLine(wordsIn(term, writing.reading))).filter(Boolean);
  const said = {
    ...element,
    children: element.children.filter((child) => typeof child === 'string' || !terms.has(child.name)),
  };
  const line = words.join(', ');
  const lead = line.length <= longestTerms ? [line].filter(Boolean) : words;
  return [...lead.map((words): PageBlock => ({ kind: 'paragraph', words })), ...blocksIn(said, writing)];
}

/** A part of a tree, and below it its branches. */
function branch(writing: Writing, element: Xml): PageBlock[] {
  const isBranch = (child: Xml | string) => typeof child === 'object' && child.name === 'item';
  const own = blocksIn(
    { ...element, children: element.children.filter((child) => !isBranch(child)) },
    writing,
  );
  const below = elementsOf(element).filter(isBranch);
  return below.length > 0 ? [...own, listOf(below.map((each) => branch(writing, each)))] : own;
}

const longestQuestion = 300;

/** A question is the heading of its answers. */
function writeQuestion(writing: Writing, element: Xml): void {
  endLine(writing);
  const { level } = writing;
  const asked = childOf(element, 'question');
  const [first, ...rest] = asked ? blocksIn(asked, writing) : [];
  const isShort = first?.kind === 'paragraph' && first.words.length <= longestQuestion;
  if (isShort) writing.blocks.push({ kind: 'heading', depth: Math.min(6, level), words: first.words });
  else if (first) writing.blocks.push(first);
  addAll(writing.blocks, rest);
  writing.level = level + 1;
  writeParts(writing, { ...element, children: element.children.filter((child) => child !== asked) });
  endLine(writing);
  writing.level = level;
}

/** Lines that are written one below the other. */
function lines(element: Xml, reading: Reading): PageBlock[] {
  const all = plainWords(element, reading).split('\n');
  const words = oneLine(all.join(' '));
  return words ? [labelLines(all) ?? { kind: 'paragraph', words }] : [];
}

function cellWords(writing: Writing, cell: Xml): string {
  return escapeBars(oneLine(blocksIn(cell, writing).map(wordsOfBlock).join(' ')));
}

function wordsOfBlock(block: PageBlock): string {
  if (block.kind === 'list') return block.items.map((item) => item.map(wordsOfBlock).join(' ')).join('; ');
  if (block.kind === 'code') return block.value;
  return block.kind === 'table' ? block.rows.map((row) => row.join(' ')).join(' ') : block.words;
}
