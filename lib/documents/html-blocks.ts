import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { addAll } from '#lib/text/long-lists.ts';
import { codeSpans } from './code-span.ts';
import { showAlternatives } from './html-alternatives.ts';
import { codeLines, shownCode, signatureIn } from './html-code.ts';
import { definitions } from './html-definitions.ts';
import { isFurniture } from './html-furniture.ts';
import { linkLists, takeAway } from './html-link-lists.ts';
import { removeFoot, removeNavigation } from './html-navigation.ts';
import {
  drawnRows,
  hasLabels,
  isHead,
  isOneLine,
  isSignature,
  labels,
  partRows,
  signatureOf,
  spread,
} from './html-table.ts';
import { labelLines } from './label-lines.ts';
import { printedManual } from './markup/manual-blocks.ts';
import { nameNote } from './note-words.ts';
import { pairQuestions } from './pair-questions.ts';
import { printedHelp } from './printed-help.ts';
import { escapeBars, withoutEmptyColumns } from './sheet-blocks.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

const skipped =
  /^(?:script|style|noscript|template|svg|math|iframe|object|canvas|video|audio|img|picture|button|input|select|textarea|nav|footer|aside|dialog|head|link|meta)$/;
const flow =
  /^(?:address|article|blockquote|body|caption|center|dd|details|div|dt|fieldset|figcaption|figure|form|header|hgroup|hr|html|li|main|p|section|summary|td|th|tr)$/;
const hiding = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const headings = 'h1, h2, h3, h4, h5, h6';
const maxDepth = 300;
/** Readability reads a page several times over. */
const longestPicked = 1_500_000;

/**
 * The title and the blocks of an HTML page: its `main` or only `article`, else what Readability takes for the text.
 * Of a file of one's own that would be less than nine tenths of its words, all but navigation is taken: there are no
 * advertisements in it, and a section that is not there nobody can find.
 */
export function htmlPage(
  html: string,
  { isOwn = false }: { isOwn?: boolean } = {},
): { title: string; blocks: PageBlock[] } {
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : inPage(html));
  const title = oneLine(document.querySelector('title')?.textContent ?? '');
  if (document.body) showAlternatives(document.body);
  const isWhole = !document.body || isDeep(document.documentElement);
  const articles = document.querySelectorAll('article');
  const named = document.querySelector('main') ?? document.querySelector('[role="main"]');
  const main = named ?? (articles.length === 1 ? articles[0] : null);
  const lists = isOwn && !isWhole ? linkLists(main ?? document.body) : [];
  if (main) takeAway(lists);
  const blocks = main ? blocksOf(main) : [];
  if (blocks.length > 0) return { title, blocks };
  if (isOwn && !isWhole) removeNavigation(document.body);
  const whole = document.body ? blocksOf(document.body) : [];
  if (isWhole) return { title, blocks: whole };
  if (isOwn) {
    takeAway(lists);
    removeFoot(document.body);
  }
  const all = isOwn ? blocksOf(document.body) : whole;
  if (html.length > longestPicked) return { title, blocks: all };
  forgetNamesOfWords(document.body);
  // Readability joins words that only breaks part.
  for (const br of document.body.querySelectorAll('br')) br.before(' ');
  const article = new WholeArticle(document).parse();
  const picked = article?.content ? htmlBlocks(article.content) : [];
  const isEnough = size(picked) > size(whole) * (isOwn ? 0.9 : 1 / 3);
  return { title, blocks: isEnough && !(isOwn && leavesOut(picked, { all, title })) ? picked : all };
}

/** Whether a whole sentence is missing, or the line that says what the thing is that the page is called after. */
function leavesOut(
  picked: readonly PageBlock[],
  { all, title }: { all: readonly PageBlock[]; title: string },
): boolean {
  const kept = new Set(picked.flatMap(paragraphsIn));
  const isNaming = (words: string) => title.includes(naming.exec(words)?.[1] ?? '\0');
  return all
    .flatMap(paragraphsIn)
    .some((words) => (sentence.test(words) || isNaming(words)) && !kept.has(words));
}

const paragraphsIn = (block: PageBlock): string[] =>
  block.kind === 'list'
    ? block.items.flat().flatMap(paragraphsIn)
    : block.kind === 'paragraph'
      ? [block.words]
      : [];

const naming = /^(\S{3,60}) [-–—] (?:\S+\s+){2}/u;
const sentence = /^\p{Lu}(?:\S+\s+){5,}\S+[.!?]$/u;

/**
 * Readability takes elements away by what they are called, and in a sentence that is a word: `guimenu` is no menu of
 * the page.
 */
function forgetNamesOfWords(body: Element): void {
  const words = 'span, em, strong, b, i, code, kbd, samp, tt, var';
  for (const element of body.querySelectorAll(words)) {
    if (!element.closest('p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6')) continue;
    element.removeAttribute('class');
    element.removeAttribute('id');
  }
}

/**
 * Readability without what it calls cleaning conditionally: it takes whole sections of documentation away in which
 * code, lists and links outweigh the words, and says nothing of it. The reader looks past a list of links; what is not
 * there nobody can find.
 */
class WholeArticle extends Readability<string> {
  constructor(document: Document) {
    super(document, { keepClasses: true });
    const own = this as unknown as {
      _removeFlag(flag: number): void;
      FLAG_CLEAN_CONDITIONALLY: number;
      ALTER_TO_DIV_EXCEPTIONS: string[];
    };
    own._removeFlag(own.FLAG_CLEAN_CONDITIONALLY);
    // What it holds for the text becomes a box, and a list of definitions or a table is none any more.
    own.ALTER_TO_DIV_EXCEPTIONS = [...own.ALTER_TO_DIV_EXCEPTIONS, 'DL', 'TABLE', 'PRE', 'BLOCKQUOTE'];
  }
}

/** The blocks of an HTML fragment in order; scripts, navigation, form controls, images and hidden elements go. */
export function htmlBlocks(html: string): PageBlock[] {
  const { document } = parseHTML(inPage(html));
  return document.body ? blocksOf(document.body) : [];
}

function inPage(fragment: string): string {
  return `<!doctype html><html><body>${fragment}</body></html>`;
}

/** Readability's time grows with the square of the depth, and the depth of a page is for others to choose. */
function isDeep(root: Element): boolean {
  let depth = 0;
  for (let element: Element | null = root; element; ) {
    if (depth > maxDepth) return true;
    if (element.firstElementChild) {
      element = element.firstElementChild;
      depth += 1;
      continue;
    }
    while (element && element !== root && !element.nextElementSibling) {
      element = element.parentElement;
      depth -= 1;
    }
    element = element === root ? null : (element?.nextElementSibling ?? null);
  }
  return false;
}

function size(blocks: PageBlock[]): number {
  return JSON.stringify(blocks).length;
}

/** Collects blocks; words gather in `line` until a block begins or ends. */
type Writing = { blocks: PageBlock[]; line: string; depth: number };

function blocksOf(element: Element, depth = 0): PageBlock[] {
  const writing: Writing = { blocks: [], line: '', depth };
  writeChildren(writing, element);
  endLine(writing);
  return pairQuestions(writing.blocks);
}

function writeChildren(writing: Writing, element: Element): void {
  writing.depth += 1;
  if (writing.depth > maxDepth) writing.line += ` ${element.textContent ?? ''} `;
  else {
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) writing.line += child.textContent ?? '';
      else if (child.nodeType === 1) writeElement(writing, child as Element);
    }
  }
  writing.depth -= 1;
}

function writeElement(writing: Writing, element: Element): void {
  const tag = element.tagName.toLowerCase();
  if (skipped.test(tag) || isHidden(element) || isFurniture(element, tag)) return;
  const drawn = flow.test(tag) && drawnBlock(element);
  if (isNote(element) || isAside(element, tag)) writeAll(writing, nameNote(blocksOf(element, writing.depth)));
  else if (tag === 'br') writing.line += '\u2028';
  else if (/^h[1-6]$/.test(tag)) writeAll(writing, [heading(element, Number(tag[1]))]);
  else if (tag === 'summary' && !element.querySelector(headings)) writeAll(writing, [heading(element, 5)]);
  else if (tag === 'pre') writeAll(writing, preformatted(element));
  else if (tag === 'ul' || tag === 'ol') writeAll(writing, list(element, { tag, depth: writing.depth }));
  else if (tag === 'dl') {
    const below = writing.depth + 1;
    const read = (part: Element) => (below > maxDepth + 1 ? [] : blocksOf(part, below));
    writeAll(writing, [definitions(element, read)]);
  } else if (tag === 'table') writeTable(writing, element);
  else if (tag === 'tr' && isOneLine(element))
    writeAll(writing, [{ kind: 'paragraph', words: oneLine([...element.children].map(wordsOf).join(' ')) }]);
  else if (isCode(element)) {
    // What stands right after other code was told with it.
    if (!isCode(element.previousSibling)) writing.line += codeSpans(codesFrom(element));
  } else if (drawn) writeAll(writing, [drawn]);
  else {
    const breaks = flow.test(tag);
    if (breaks) endLine(writing);
    writeChildren(writing, element);
    if (breaks) endLine(writing);
  }
}

const isCode = (node: Node | null): boolean => /^(?:code|kbd|samp|tt)$/i.test(node?.nodeName ?? '');

/** Inline code and what stands right after it, each on one line. */
function codesFrom(element: Element): string[] {
  const codes: string[] = [];
  for (let at: Node | null = element; isCode(at); at = at?.nextSibling ?? null)
    codes.push(oneLine(at?.textContent ?? ''));
  return codes.filter(Boolean);
}

/** A box beside the text, as manuals have them; what its title is says no more of what follows the box. */
const isNote = (element: Element): boolean =>
  /^(?:div|section|blockquote)$/i.test(element.tagName) &&
  /(?:^|\s)(?:note|tip|hint|important|warning|caution|danger|attention|admonition\S*)(?:\s|$)/i.test(
    element.getAttribute('class') ?? '',
  );

const longestLabel = 30;

/** What unfolds within the text, called by a word or two: the text goes on below it, and is none of its own. */
const isAside = (element: Element, tag: string): boolean => {
  if (tag !== 'details') return false;
  const name = element.querySelector('summary')?.textContent?.trim() ?? '';
  const next = elementBelow(element);
  return (
    name.length <= longestLabel &&
    !/[?？]$/.test(name) &&
    next !== null &&
    !next.matches(`details, section, ${headings}`)
  );
};

/** What stands below an element, also where that is alone in its box. */
function elementBelow(element: Element): Element | null {
  let at = element;
  while (!at.nextElementSibling && at.parentElement?.tagName === 'DIV') at = at.parentElement;
  return at.nextElementSibling;
}

/** A table or code that is drawn with boxes. */
function drawnBlock(element: Element): PageBlock | undefined {
  const value = codeLines(element) ?? signatureIn(element);
  if (value) return { kind: 'code', language: '', value };
  const rows = drawnRows(element)?.map((row) => row.map((cell) => escapeBars(wordsOf(cell))));
  return rows && { kind: 'table', rows };
}

function isHidden(element: Element): boolean {
  return (
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true' ||
    hiding.test(element.getAttribute('style') ?? '')
  );
}

function endLine(writing: Writing): void {
  const lines = writing.line.split('\u2028');
  const words = oneLine(writing.line);
  writing.line = '';
  if (words) writing.blocks.push(labelLines(lines) ?? { kind: 'paragraph', words });
}

function writeAll(writing: Writing, blocks: readonly PageBlock[]): void {
  endLine(writing);
  addAll(writing.blocks, blocks);
}

/** The words of an element on one line, inline code in backticks. */
function wordsOf(element: Element): string {
  return oneLine(blocksOf(element).map(wordsOfBlock).join(' '));
}

function wordsOfBlock(block: PageBlock): string {
  if (block.kind === 'list') return block.items.map((item) => item.map(wordsOfBlock).join(' ')).join('; ');
  if (block.kind === 'code') return block.value;
  return 'words' in block ? block.words : '';
}

function heading(element: Element, depth: number): PageBlock {
  const rank = Math.max(depth, rankWithin(element));
  return { kind: 'heading', depth: rank, words: wordsOf(element).replace(/\s*[#¶§]$/, '') };
}

/** Of several articles on a page each is a part of it: no heading in there outranks the one that it begins with. */
function rankWithin(heading: Element): number {
  const article = heading.closest('article');
  const isOneOfSeveral = [article?.nextElementSibling, article?.previousElementSibling].some(
    (beside) => beside?.tagName === 'ARTICLE',
  );
  const first = isOneOfSeveral ? article?.querySelector(headings) : undefined;
  return !first || first === heading ? 1 : Math.min(6, Number(first.tagName[1]) + 1);
}

/** Code, but for what `man` prints, which some pages are made of. */
function preformatted(element: Element): PageBlock[] {
  const value = shownCode(element).replace(/^\n/, '').trimEnd();
  const printed = printedManual(value);
  if (printed) return printed;
  const names = [element, ...element.querySelectorAll('code')].map(
    (each) => each.getAttribute('class') ?? '',
  );
  const language = /\b(?:lang|language|highlight-source)-([\w+#-]+)/.exec(names.join(' '))?.[1] ?? '';
  return printedHelp(value, language) ?? [{ kind: 'code', language, value }];
}

/** A list; one that lays out sections, each below its own heading, is read through. */
function list(element: Element, { tag, depth }: { tag: string; depth: number }): PageBlock[] {
  const start = Number.parseInt(element.getAttribute('start') ?? '1', 10);
  const items = [...element.children]
    .filter((child) => !isHidden(child))
    .map((child) => (depth > maxDepth ? [] : blocksOf(child, depth + 1)))
    .filter((blocks) => blocks.length > 0);
  if (tag === 'ul' && items.every(([first, second]) => first?.kind === 'heading' && second))
    return items.flat();
  return [{ kind: 'list', firstNumber: tag === 'ol' ? (Number.isNaN(start) ? 1 : start) : undefined, items }];
}

const fewestEntries = 3;

/** A column of cells each of which names something in its first line and tells of it below, as the items of a list. */
function entriesOf(rows: readonly Element[], depth: number): PageBlock | undefined {
  if (depth > maxDepth || rows.length < fewestEntries || rows.some(({ children }) => children.length !== 1))
    return undefined;
  const items = rows
    .filter(({ children }) => !isHead(children[0]))
    .map((row) => blocksOf(row, depth + 1))
    .filter((blocks) => blocks.length > 0);
  const named = items.filter(([first, second]) => first?.kind === 'paragraph' && second !== undefined);
  return items.length >= fewestEntries && named.length > items.length / 2
    ? { kind: 'list', firstNumber: undefined, items }
    : undefined;
}

/** A table of words is a table; one that lays out the page (it holds tables, lists or code) is read through. */
function writeTable(writing: Writing, element: Element): void {
  const rows = [...element.querySelectorAll('tr')];
  const entries = element.querySelector('table, h1, h2, h3, h4, h5, h6')
    ? undefined
    : entriesOf(rows, writing.depth);
  if (entries) {
    writeAll(writing, [entries]);
    return;
  }
  if (isSignature(rows) && !element.querySelector('table')) {
    const value = signatureOf(rows.map(wordsOf).join(' ')).replaceAll('`', '');
    writeAll(writing, [{ kind: 'code', language: '', value }]);
    return;
  }
  // The words of a table that holds tables are not read for each of them again. A column of pictures has no words.
  const isLayout = element.querySelector('table, pre, ul, ol, h1, h2, h3') !== null;
  const parts = (isLayout ? [] : partRows(rows)).map((rows) => ({
    rows,
    cells: withoutEmptyColumns(spread(rows, wordsOf)).map((row) => row.map(escapeBars)),
  }));
  if (parts.some(({ cells }) => cells.some((row) => row.length > 1))) {
    writeAll(writing, parts.flatMap(tablePart));
    return;
  }
  endLine(writing);
  writeChildren(writing, element);
  endLine(writing);
}

function tablePart({ rows, cells }: { rows: readonly Element[]; cells: string[][] }): PageBlock[] {
  if (cells.every((row) => row.length < 2))
    return cells.flatMap(([words]) => (words ? [{ kind: 'paragraph', words }] : []));
  return [hasLabels(rows, cells[0]?.length ?? 0) ? labels(cells) : { kind: 'table', rows: cells }];
}
