import { addAll } from '#lib/text/long-lists.ts';
import { codeSpan } from '../code-span.ts';
import { nameNote } from '../note-words.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { gridRows } from './grid-table.ts';

const underline = /^([!-/:-@[-`{-~])\1{2,}\s*$/;
const bullet = /^(\s*)(?:[-*+•]|(\d+|#|[a-z])[.)])\s+(.*)$/;

/** The blocks of a reStructuredText file: titles, lists, code, simple and grid tables, fields; directives by what they hold. */
export function rstBlocks(text: string): PageBlock[] {
  return blocksOf(text, 0);
}

/** What stands in so many others is words: each of them is read once more. */
const deepest = 40;

function blocksOf(text: string, depth: number): PageBlock[] {
  if (depth > deepest) return [{ kind: 'paragraph', words: inline(text) }];
  const lines = text.replace(/\t/g, '        ').split('\n');
  const levels: string[] = [];
  const blocks: PageBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    if (!line.trim()) {
      at += 1;
      continue;
    }
    const title = titleAt(lines, at);
    if (title) {
      if (!levels.includes(title.mark)) levels.push(title.mark);
      blocks.push({
        kind: 'heading',
        depth: Math.min(6, levels.indexOf(title.mark) + 1),
        words: inline(title.words),
      });
      at += title.lines;
      continue;
    }
    const read =
      tableAt(lines, at) ??
      directiveAt(lines, at, depth) ??
      listAt(lines, at, depth) ??
      paragraphAt(lines, at, depth);
    addAll(blocks, read.blocks);
    at = Math.max(at + 1, read.after);
  }
  return blocks;
}

type Read = { blocks: PageBlock[]; after: number };

function titleAt(
  lines: readonly string[],
  at: number,
): { words: string; mark: string; lines: number } | undefined {
  const [line = '', next = '', third = ''] = lines.slice(at, at + 3);
  const over = underline.exec(line)?.[1];
  if (over && next.trim() && !underline.test(next) && third.trim() === line.trim()) {
    return { words: next.trim(), mark: over.repeat(2), lines: 3 };
  }
  const under = underline.exec(next)?.[1];
  if (under && !/^\s/.test(line) && !over && next.trim().length >= Math.min(line.trim().length, 4)) {
    return { words: line.trim(), mark: under, lines: 2 };
  }
  return undefined;
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

/** The lines that stand deeper than `indent` from here on, without what they are indented by. */
function indented(lines: readonly string[], from: number, indent: number): { body: string[]; after: number } {
  let after = from;
  while (after < lines.length && (!lines[after]?.trim() || indentOf(lines[after] as string) > indent))
    after += 1;
  const body = lines.slice(from, after);
  const least = body.reduce(
    (fewest, line) => (line.trim() ? Math.min(fewest, indentOf(line)) : fewest),
    Number.POSITIVE_INFINITY,
  );
  return { body: body.map((line) => line.slice(Number.isFinite(least) ? least : 0)), after };
}

const skippedDirectives =
  /^(?:image|figure|toctree|contents|index|raw|include|highlight|role|default-role|meta|sectnum|only|autoclass|automodule|autofunction|module|currentmodule|\w+author|program|tabularcolumns|audit-event|testsetup|testcleanup)$/;
const codeDirectives =
  /^(?:code-block|code|sourcecode|literalinclude|doctest|testcode|testoutput|productionlist|parsed-literal|math)$/;
const boxes =
  /^(?:note|tip|hint|important|warning|caution|danger|attention|error|seealso|admonition|topic|sidebar|impl-detail|availability|todo)$/;
const versions: Record<string, string> = {
  versionadded: 'New in version',
  versionchanged: 'Changed in version',
  deprecated: 'Deprecated since version',
  'deprecated-removed': 'Deprecated since version',
};

function directiveAt(lines: readonly string[], at: number, depth: number): Read | undefined {
  const line = lines[at] as string;
  const [, indent = '', rest] = /^(\s*)(?:\.\.|__)(?:\s+(.*))?$/.exec(line) ?? [];
  if (rest === undefined && !/^\s*\.\.\s*$/.test(line)) return undefined;
  const { body, after } = indented(lines, at + 1, indent.length);
  const [, name = '', argument = ''] = /^(?:\|[^|]*\|\s*)?([\w:.-]+)::\s*(.*)$/.exec(rest ?? '') ?? [];
  if (!name) return { blocks: [], after };
  const options = body.findIndex((each) => each.trim() && !/^:[\w-]+:(?:\s|$)/.test(each.trim()));
  const content = options === -1 ? [] : body.slice(options);
  if (codeDirectives.test(name)) {
    const value = content.join('\n').trimEnd();
    return { blocks: value ? [{ kind: 'code', language: argument.trim(), value }] : [], after };
  }
  if (/^(?:csv-table)$/.test(name)) {
    const head = body.map((each) => /^:header:\s*(.*)$/.exec(each.trim())?.[1]).find(Boolean);
    const rows = [head, ...content].filter((each): each is string => Boolean(each?.trim()));
    return { blocks: [{ kind: 'table', rows: rows.map(csvCells) }], after };
  }
  if (name === 'list-table') return { blocks: listTable(content), after };
  if (skippedDirectives.test(name)) return { blocks: [], after };
  // Names of styles, not of what a manual describes.
  if (/^(?:container|cssclass|rst-class)$/.test(name) || (name === 'class' && content.length === 0))
    return { blocks: blocksOf(content.join('\n'), depth + 1), after };
  const version = versions[name];
  if (version) {
    const said = blocksOf(content.join('\n'), depth + 1);
    const words = `${version} ${argument}${said.length > 0 ? '' : '.'}`;
    return { blocks: nameNote([{ kind: 'paragraph', words }, ...said]), after };
  }
  if (name === 'rubric') return { blocks: [{ kind: 'paragraph', words: inline(argument) }], after };
  if (boxes.test(name)) {
    const isTitled = /^(?:admonition|topic|sidebar)$/.test(name);
    const title = isTitled ? inline(argument) : nameOfBox(name);
    const said = blocksOf([isTitled ? '' : argument, ...content].join('\n'), depth + 1);
    return { blocks: nameNote([{ kind: 'paragraph', words: title }, ...said]), after };
  }
  return { blocks: described(argument, { body, content, depth }), after };
}

const nameOfBox = (name: string) =>
  name === 'seealso' ? 'See also' : `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

/** What a manual describes, as an item: its names, one on a line, and inside of it what is said of them. */
function described(
  argument: string,
  { body, content, depth }: { body: readonly string[]; content: readonly string[]; depth: number },
): PageBlock[] {
  const blank = body.findIndex((line) => !line.trim() || /^:[\w-]+:(?:\s|$)/.test(line.trim()));
  const names = argument && body.length > 0 ? body.slice(0, blank === -1 ? body.length : blank) : [];
  const words = [argument, ...names].map((name) => inline(name.replace(/\\$/, ''))).filter(Boolean);
  const inside = blocksOf((names.length > 0 ? body.slice(names.length) : content).join('\n'), depth + 1);
  if (words.length === 0) return inside;
  const item: PageBlock[] = [{ kind: 'paragraph', words: words.join(', ') }, ...inside];
  return [{ kind: 'list', firstNumber: undefined, items: [item] }];
}

const csvCells = (line: string): string[] =>
  [...line.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)]
    .slice(0, -1)
    .map(([, quoted, bare]) => escapeBars(inline((quoted ?? bare ?? '').replaceAll('""', '"'))));

function listTable(content: readonly string[]): PageBlock[] {
  const rows: string[][] = [];
  for (const line of content) {
    const [, opens, words = ''] = /^\s*(\*\s+)?-\s*(.*)$/.exec(line) ?? [undefined, undefined, undefined];
    if (opens !== undefined) rows.push([]);
    const row = rows.at(-1);
    if (!row) continue;
    if (/^\s*(?:\*\s+)?-(?:\s|$)/.test(line)) row.push(escapeBars(inline(words)));
    else if (line.trim() && row.length > 0) row.push(`${row.pop()} ${escapeBars(inline(line))}`);
  }
  return rows.length > 0 ? [{ kind: 'table', rows }] : [];
}

function tableAt(lines: readonly string[], at: number): Read | undefined {
  const line = (lines[at] as string).trimEnd();
  if (/^\s*\+(?:[-=]+\+)+$/.test(line)) return gridAt(lines, at);
  if (/^\s*={2,}(?:\s+={2,})+$/.test(line)) return simpleAt(lines, at);
  return undefined;
}

function gridAt(lines: readonly string[], at: number): Read {
  let after = at;
  while (/^\s*[+|]/.test(lines[after] ?? '')) after += 1;
  const rows = gridRows(lines.slice(at, after)).map((cells) => cells.map((cell) => escapeBars(inline(cell))));
  return { blocks: [{ kind: 'table', rows }], after };
}

function simpleAt(lines: readonly string[], at: number): Read {
  const border = lines[at] as string;
  const columns = [...border.matchAll(/=+/g)].map(({ index }) => index);
  const rows: string[][] = [];
  let borders = 0;
  let after = at;
  for (; after < lines.length; after += 1) {
    const line = lines[after] as string;
    if (/^\s*=[=\s]*$/.test(line) && line.trim()) {
      borders += 1;
      const next = lines[after + 1];
      if (borders > 1 && !next?.trim()) {
        after += 1;
        break;
      }
      continue;
    }
    if (!line.trim() || /^[\s-]+$/.test(line)) continue;
    const cells = columns.map((start, column) => line.slice(start, columns[column + 1]).trim());
    const last = rows.at(-1);
    if (last && cells[0] === '')
      rows[rows.length - 1] = last.map((cell, column) => [cell, cells[column]].filter(Boolean).join(' '));
    else rows.push(cells);
  }
  return {
    blocks: [{ kind: 'table', rows: rows.map((cells) => cells.map((cell) => escapeBars(inline(cell)))) }],
    after,
  };
}

function listAt(lines: readonly string[], at: number, depth: number): Read | undefined {
  const first = itemAt(lines, at, depth);
  if (!first) return undefined;
  const items = [first.item];
  let { after } = first;
  for (let next = itemAt(lines, after, depth); next; next = itemAt(lines, after, depth)) {
    if ((next.firstNumber === undefined) !== (first.firstNumber === undefined)) break;
    items.push(next.item);
    after = next.after;
  }
  return { blocks: [{ kind: 'list', firstNumber: first.firstNumber, items }], after };
}

function itemAt(
  lines: readonly string[],
  at: number,
  depth: number,
): { item: PageBlock[]; firstNumber: number | undefined; after: number } | undefined {
  const line = lines[at] ?? '';
  const field = /^:([^:\n]+):(?:\s+(.*))?$/.exec(line);
  const [, indent = '', number, words = ''] = bullet.exec(line) ?? [];
  if (!field && !bullet.test(line)) return undefined;
  const { body, after } = indented(lines, at + 1, field ? 0 : indent.length);
  const paragraph = body.findIndex((each) => !each.trim());
  const own = paragraph === -1 ? body : body.slice(0, paragraph);
  const nested = own.findIndex((each) => bullet.test(each));
  const lead = nested === -1 ? own : own.slice(0, nested);
  const rest = body.slice(lead.length);
  const first = field ? `${field[1]}: ${[field[2] ?? '', ...lead].join(' ')}` : [words, ...lead].join(' ');
  // What leads in to code says so, and what follows is read as its own.
  const leadsToCode = !field && first.trimEnd().endsWith('::');
  const said = leadsToCode ? first.trimEnd().replace(/::$/, ':') : first;
  const below = leadsToCode ? ['::', ...rest] : rest;
  const item: PageBlock[] = [
    { kind: 'paragraph', words: inline(said) },
    ...blocksOf(below.join('\n'), depth + 1),
  ];
  const firstNumber = number === undefined ? undefined : Number(number) || 1;
  return { item, firstNumber, after };
}

function paragraphAt(lines: readonly string[], at: number, depth: number): Read {
  let after = at;
  while (after < lines.length && lines[after]?.trim() && (after === at || !titleAt(lines, after))) after += 1;
  // A session with an interpreter is code, to the next blank line.
  if (/^\s*>>> /.test(lines[at] ?? '')) {
    const end = lines.findIndex((line, place) => place > at && !line.trim());
    const session = lines.slice(at, end === -1 ? lines.length : end);
    return {
      blocks: [{ kind: 'code', language: '', value: session.join('\n') }],
      after: at + session.length,
    };
  }
  const words = lines.slice(at, after).join(' ').trim();
  // A term with its definition below, deeper.
  const [term = '', ...definition] = lines.slice(at, after);
  if (definition.length > 0 && indentOf(term) === 0 && definition.every((line) => indentOf(line) > 0)) {
    const { body, after: end } = indented(lines, at + 1, 0);
    const item: PageBlock[] = [
      { kind: 'paragraph', words: inline(term) },
      ...blocksOf(body.join('\n'), depth + 1),
    ];
    return { blocks: [{ kind: 'list', firstNumber: undefined, items: [item] }], after: end };
  }
  if (!words.endsWith('::')) return { blocks: [{ kind: 'paragraph', words: inline(words) }], after };
  const { body, after: end } = indented(lines, after, indentOf(lines[at] as string));
  // Two colons apart from the words are only a mark.
  const lead = /(?:^|\s)::$/.test(words) ? words.slice(0, -2) : words.slice(0, -1);
  const value = body.join('\n').replace(/^\n+/, '').trimEnd();
  return {
    blocks: [
      ...(lead ? [{ kind: 'paragraph', words: inline(lead) } as const] : []),
      ...(value ? [{ kind: 'code', language: '', value } as const] : []),
    ],
    after: value ? end : after,
  };
}

/** Words without marks; what stands between double backticks is as it is, and a sign behind a backslash is no mark. */
function inline(words: string): string {
  const parts = oneLine(words).split(/``(.+?)``|\\([\s*|\\])/);
  return oneLine(
    parts
      .map((part = '', at) => {
        if (at % 3 === 0) return unmarked(part);
        return at % 3 === 1 ? part && codeSpan(part) : part.trim();
      })
      .join(''),
  );
}

function unmarked(words: string): string {
  return (
    words
      .replace(
        /:[\w:.+-]{0,60}(?:func|meth|class|mod|data|attr|exc|const|obj|type|macro|member|envvar|option|keyword|samp|code|opcode|c:\w+):`[!~]?([^`<]+)`/g,
        '`$1`',
      )
      // What is typed or stands on a screen may have angles, and leads nowhere.
      .replace(/:(?:kbd|command|file|program|guilabel|menuselection|regexp):`([^`]+)`/g, '$1')
      .replace(/:[\w:.+-]{1,60}:`[!~]?([^`<]*?)\s*(?:<[^`>]*>)?`/g, '$1')
      .replace(/`([^`<]+?)\s*<[^`>]*>`__?/g, '$1')
      .replace(/`([^`]+)`__?/g, '$1')
      .replace(/\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*/g, '$1')
      .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '$1')
      .replace(/\|(?=\S)([^|\n]+?)(?<=\S)\|_?/g, '$1')
      .replace(/\[#?[\w-]*\]_/g, '')
      // A name that is a link by itself.
      .replace(/(?<=[\p{L}\p{N}])__?(?![\w`])/gu, '')
      .replace(/\\(?=[_'"`.:-])/g, '')
  );
}
