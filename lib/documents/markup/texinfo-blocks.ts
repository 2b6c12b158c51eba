import { addAll } from '#lib/text/long-lists.ts';
import { nameNote } from '../note-words.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { expandMacros } from './texinfo-macros.ts';
import { type Meaning, readTexinfo, wordsOfTexinfo } from './texinfo-words.ts';

/** The title and the blocks of a Texinfo file: what its Info form would show, without menus, indices and its licence. */
export function texinfoBlocks(text: string): { title: string | undefined; blocks: PageBlock[] } {
  const lines = expandMacros(text).split('\n');
  const page = createPage(lines);
  const blocks = page.blocks();
  const title =
    /^[ \t]*@settitle[ \t]+(\S.*)$/m.exec(text)?.[1] ?? /^[ \t]*@title[ \t]+(\S.*)$/m.exec(text)?.[1];
  return { title: title && wordsOfTexinfo(title, page.meaning).replaceAll('`', ''), blocks };
}

const headings = new Map(
  Object.entries({
    top: 1,
    part: 1,
    majorheading: 2,
    chapter: 2,
    unnumbered: 2,
    appendix: 2,
    chapheading: 2,
    section: 3,
    unnumberedsec: 3,
    appendixsec: 3,
    appendixsection: 3,
    heading: 3,
    subsection: 4,
    unnumberedsubsec: 4,
    appendixsubsec: 4,
    subheading: 4,
    subsubsection: 5,
    unnumberedsubsubsec: 5,
    appendixsubsubsec: 5,
    subsubheading: 5,
  }),
);
/** What Info does not show. */
const hidden =
  /^(?:ignore|(?:if)?(?:tex|html|xml|docbook|latex)|ifnot(?:info|plaintext)|ifcommandnotdefined|copying|titlepage|direntry|(?:detail)?menu|documentdescription|r?macro|shorttitlepage)$/;
const code = /^(?:(?:small)?(?:example|lisp|display|format)|verbatim)$/;
const list = /^(?:itemize|enumerate|[fv]?table|multitable)$/;
const definition =
  /^def(?:fn|un|mac|spec|vr|var|opt|tp|cv|ivar|op|method|type(?:fn|fun|vr|var|cv|ivar|op|method))$/;
/** Other blocks whose words are read as they stand. */
const open =
  /^(?:group|quotation|smallquotation|indentedblock|smallindentedblock|cartouche|float|flushleft|flushright|raggedright|ifinfo|ifplaintext|ifnot(?:tex|html|xml|docbook|latex)|ifset|ifclear|ifcommanddefined)$/;
/** Commands that stand on a line and may stand in the midst of a paragraph, of which nothing is read. */
const unsaid =
  /^(?:c|comment|\w*index|refill|need|page|sp|vskip|node|set\w*|clear|unmacro|alias|include|def(?:code)?index|syn(?:code)?index|documentencoding|documentlanguage|settitle|title|subtitle|author|dircategory|paragraphindent|firstparagraphindent|exampleindent|finalout|smallbook|afourpaper|headings|every\w*|contents|shortcontents|summarycontents|printindex|insertcopying|bye|kbdinputstyle|allowcodebreaks|urefbreakstyle|frenchspacing|clickstyle|definfoenclose|fonttextsize|lowersections|raisesections|pagesizes|xrefautomaticsectiontitle|codequote\w+|microtype|deftypefnnewline|listoffloats|anchor|hyphenation)$/;
const deepest = 25;

type Block = { kind: string; rest: string };

function createPage(lines: readonly string[]) {
  const values = new Map<string, string>();
  let told = 0;
  /** What a name stands for may be long, and told in place of few signs: not too often. */
  const meaning: Meaning = (name) => {
    told += 1;
    return told > 20_000 ? '' : (values.get(name) ?? '').slice(0, 300).replace(/@([@{}])/g, '$1');
  };
  const inline = (words: string) => wordsOfTexinfo(words, meaning);
  const stack: string[] = [];
  let at = 0;

  const command = (line = ''): Block => {
    const [, kind = '', rest = ''] = /^\s*@([A-Za-z]+)(?![{A-Za-z])(.*)$/.exec(line) ?? [];
    return { kind, rest: withoutComment(rest).trim() };
  };

  /** Blocks up to the end of what is open, or to the next item where that is a list. */
  function blocks(): PageBlock[] {
    const found: PageBlock[] = [];
    const isList = list.test(stack.at(-1) ?? '');
    let wasDefinition = false;
    while (at < lines.length) {
      const { kind, rest } = command(lines[at]);
      if (isList && /^(?:item|itemx|headitem|tab)$/.test(kind)) break;
      if (kind === 'end' && stack.includes(rest)) break;
      if (kind === 'bye') at = lines.length;
      else if (!kind) addAll(found, paragraph());
      else {
        const [first, ...more] = blockOf(kind, rest);
        const last = found.at(-1);
        // Definitions that follow each other are one list.
        const isNext = definition.test(kind) && wasDefinition && more.length === 0;
        if (isNext && first?.kind === 'list' && last?.kind === 'list') addAll(last.items, first.items);
        else if (first) addAll(found, [first, ...more]);
      }
      if (kind || lines[at - 1]?.trim())
        wasDefinition = definition.test(kind) || (wasDefinition && unsaid.test(kind));
    }
    return found;
  }

  function blockOf(kind: string, rest: string): PageBlock[] {
    at += 1;
    const depth = headings.get(kind);
    if (depth !== undefined) {
      const words = inline(rest);
      return words ? [{ kind: 'heading', depth, words }] : [];
    }
    if (
      hidden.test(kind) ||
      (kind === 'ifset' && !values.has(rest)) ||
      (kind === 'ifclear' && values.has(rest))
    ) {
      skipTo(kind);
      return [];
    }
    if (kind === 'set') {
      const [, name = '', value = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
      values.set(name, value);
    }
    if (kind === 'clear') values.delete(rest);
    if (code.test(kind)) return codeTo(kind, rest);
    const isDefined = definition.test(kind);
    if (stack.length > deepest || !(list.test(kind) || open.test(kind) || isDefined)) return said(kind, rest);
    stack.push(kind);
    const read = list.test(kind) ? listOf(kind, rest) : isDefined ? defined(kind, rest) : blocks();
    stack.pop();
    if (command(lines[at]).kind === 'end' && command(lines[at]).rest === kind) at += 1;
    const isNamed = /^(?:small)?quotation$/.test(kind) && rest;
    return isNamed ? nameNote([{ kind: 'paragraph', words: inline(rest) }, ...read]) : read;
  }

  /** A command of a line by itself that opens nothing: its words, if it has any for readers. */
  function said(kind: string, rest: string): PageBlock[] {
    if (unsaid.test(kind) || kind === 'end') return [];
    if (/^(?:no)?indent$/.test(kind)) return rest ? paragraph(rest) : [];
    const words = inline(rest);
    return words ? [{ kind: 'paragraph', words }] : [];
  }

  function skipTo(kind: string): void {
    for (let depth = 1; at < lines.length && depth > 0; at += 1) {
      const { kind: found, rest } = command(lines[at]);
      if (found === 'end' && rest === kind) depth -= 1;
      else if (found === kind && /^if(?:set|clear)$/.test(kind)) depth += 1;
    }
  }

  function codeTo(kind: string, rest: string): PageBlock[] {
    const body: string[] = [];
    for (; at < lines.length; at += 1) {
      const line = lines[at] as string;
      const { kind: found, rest: name } = command(line);
      if (found === 'end' && name === kind) break;
      if (kind === 'verbatim') body.push(line);
      else if (found === 'exdent' || found === 'item') body.push(name);
      else if (!found) body.push(withoutComment(line));
    }
    at += 1;
    const written = body.join('\n').replace(/^\n+/, '').trimEnd();
    const value = kind === 'verbatim' ? written : readTexinfo(written, meaning, true).trimEnd();
    const [language = ''] = /^[\w+-]+$/.exec(rest) ?? [];
    return value.trim() ? [{ kind: 'code', language: kind === 'example' ? language : '', value }] : [];
  }

  function listOf(kind: string, rest: string): PageBlock[] {
    if (kind === 'multitable') return rowsOf();
    const [, style] = /^@(\w+)/.exec(rest) ?? [];
    const items: PageBlock[][] = [];
    const before = blocks();
    while (/^(?:item|itemx)$/.test(command(lines[at]).kind)) {
      const terms: string[] = [];
      do {
        terms.push(command(lines[at]).rest);
        at += 1;
        while (/^\w*index$/.test(command(lines[at]).kind)) at += 1;
      } while (command(lines[at]).kind === 'itemx');
      if (/table$/.test(kind)) {
        const names = terms
          .map((term) => inline(style && term ? `@${style}{${term}}` : term))
          .filter(Boolean);
        items.push([{ kind: 'paragraph', words: names.join(', ') }, ...blocks()]);
      } else {
        // What stands behind the mark begins the paragraph below.
        const [first = ''] = terms;
        const head = first && lines[at]?.trim() && !command(lines[at]).kind ? paragraph(first) : [];
        const own: PageBlock[] =
          head.length > 0 || !first ? head : [{ kind: 'paragraph', words: inline(first) }];
        items.push([...own, ...blocks()]);
      }
      if (at < lines.length && command(lines[at]).kind === 'tab') at += 1;
    }
    const [first = ''] = /^\d+$/.exec(rest) ?? [];
    const firstNumber = kind === 'enumerate' ? Number(first || 1) : undefined;
    return items.length > 0 ? [...before, { kind: 'list', firstNumber, items }] : before;
  }

  function rowsOf(): PageBlock[] {
    const before = blocks();
    const rows: string[][] = [];
    for (
      let { kind, rest } = command(lines[at]);
      /^(?:item|headitem|tab|itemx)$/.test(kind);
      { kind, rest } = command(lines[at])
    ) {
      at += 1;
      // Cells may stand on one line.
      const cells = rest.split(/(?<!\S)@tab(?!\S)/);
      const words = cells.map((cell) => inline(cell));
      const more = blocks()
        .map((block) => ('words' in block ? block.words : ''))
        .join(' ');
      words.push(oneLine(`${words.pop() ?? ''} ${more}`));
      const row = words.map(escapeBars);
      if (kind === 'tab' && rows.length > 0) addAll(rows.at(-1) as string[], row);
      else rows.push(row);
    }
    return rows.length > 0 ? [...before, { kind: 'table', rows }] : before;
  }

  /** What a manual defines, as an item with its names: `Function: sqrt X`. */
  function defined(kind: string, rest: string): PageBlock[] {
    const names = [nameOf(kind, rest)];
    for (
      let next = command(lines[at]);
      next.kind === `${kind}x` || /^\w*index$/.test(next.kind);
      next = command(lines[at])
    ) {
      if (next.kind.endsWith('x') && next.kind === `${kind}x`) names.push(nameOf(kind, next.rest));
      at += 1;
    }
    return [
      {
        kind: 'list',
        firstNumber: undefined,
        items: [[{ kind: 'paragraph', words: names.join(', ') }, ...blocks()]],
      },
    ];
  }

  function nameOf(kind: string, rest: string): string {
    const category = categories.get(kind);
    const [, braced, bare, others = ''] = /^(?:\{([^{}]*)\}|(\S+))\s*(.*)$/.exec(rest) ?? [];
    const words = category ? rest : others;
    return inline(`${category ?? braced ?? bare ?? ''}: ${words.replace(/(^|\s)\{([^{}@]*)\}/g, '$1$2')}`);
  }

  /** The lines up to a blank one or to a command of its own; indices in between are no end of it. */
  function paragraph(first = ''): PageBlock[] {
    const words = first ? [first] : [];
    for (; at < lines.length; at += 1) {
      const line = lines[at] as string;
      const { kind } = command(line);
      if (
        !line.trim() ||
        /^\\input\b/.test(line) ||
        (kind && !/^(?:c|comment|\w*index|need|refill)$/.test(kind))
      )
        break;
      if (!kind) words.push(withoutComment(line));
    }
    if (words.length === 0) at += 1;
    const read = inline(words.join('\n'));
    return read ? [{ kind: 'paragraph', words: read }] : [];
  }

  return { blocks, meaning };
}

const categories = new Map(
  Object.entries({
    defun: 'Function',
    deftypefun: 'Function',
    defmac: 'Macro',
    defspec: 'Special Form',
    defvar: 'Variable',
    deftypevar: 'Variable',
    defopt: 'User Option',
  }),
);

/** A line without what stands behind `@c`. */
function withoutComment(line: string): string {
  if (!line.includes('@c')) return line;
  const found = /(?<!@)@c(?:omment)?(?:\s|$)/.exec(line);
  return found ? line.slice(0, found.index) : line;
}
