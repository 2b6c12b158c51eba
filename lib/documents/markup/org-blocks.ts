import { addAll, smallestOf } from '#lib/text/long-lists.ts';
import { nameNote } from '../note-words.ts';
import { escapeBars } from '../sheet-blocks.ts';
import type { PageBlock } from '../write-blocks.ts';
import { wordsOfOrg } from './org-words.ts';

/**
 * The blocks of an Org file: headings without their states and tags, lists with all that stands in their items, tables,
 * code, boxes by their names; no properties, comments or settings.
 */
export function orgBlocks(text: string): PageBlock[] {
  const lines = text.replace(/\t/g, '        ').split('\n');
  const macros = new Map<string, string>();
  const states = new Set(['TODO', 'DONE', 'NEXT', 'WAITING']);
  for (const line of lines) {
    const [, name = '', said = ''] = /^#\+(\w+):\s*(\S.*)$/.exec(line) ?? [];
    const [, macro, value = ''] = /^macro (\S+)\s+(.*)$/i.exec(`${name} ${said}`) ?? [];
    if (macro && !value.startsWith('(eval')) macros.set(macro.toLowerCase(), value);
    if (/^(?:seq_|typ_)?todo$/i.test(name))
      for (const state of said.split(/[\s|]+/)) states.add(state.replace(/\(.*$/, ''));
  }
  const inline = (words: string) => wordsOfOrg(words, macros);
  return blocksOf(lines, { inline, states, depth: 0 });
}

type Ways = { inline: (words: string) => string; states: ReadonlySet<string>; depth: number };
type Read = { blocks: PageBlock[]; after: number };

/** What stands in so many lists and boxes is words. */
const deepest = 12;

function blocksOf(lines: readonly string[], ways: Ways): PageBlock[] {
  if (ways.depth > deepest) return [{ kind: 'paragraph', words: ways.inline(lines.join(' ')) }];
  const blocks: PageBlock[] = [];
  const ends = endsIn(lines);
  for (let at = 0; at < lines.length; ) {
    const read =
      headingAt(lines, at, ways) ??
      fencedAt(lines, at, ends.get(at), ways) ??
      unsaidAt(lines, at, ways) ??
      tableAt(lines, at, ways) ??
      listAt(lines, at, ways) ??
      paragraphAt(lines, at, ways);
    addAll(blocks, read.blocks);
    at = read.after;
  }
  return blocks;
}

const opens = /^\s*#\+begin_(\S+)\s*(.*)$/i;
const closes = /^\s*#\+end_(\S+)\s*$/i;
const drawer = /^\s*:([\w-]+):\s*$/;

/** Where what begins on a line ends: blocks by their names, drawers. */
function endsIn(lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>();
  const next = new Map<string, number>();
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] as string;
    if (/^\*+ /.test(line)) next.delete(':end');
    const opened = opens.exec(line)?.[1]?.toLowerCase();
    const closed = closes.exec(line)?.[1]?.toLowerCase();
    const name = drawer.exec(line)?.[1]?.toLowerCase();
    if (closed) next.set(closed, at);
    else if (name === 'end') next.set(':end', at);
    const end = opened ? next.get(opened) : name ? next.get(':end') : undefined;
    if (end !== undefined && end > at) ends.set(at, end);
  }
  return ends;
}

function headingAt(lines: readonly string[], at: number, { inline, states }: Ways): Read | undefined {
  const [, stars, written = ''] = /^(\*+) +(\S.*)$/.exec(lines[at] as string) ?? [];
  if (!stars) return undefined;
  const parts = written.trim().split(/\s+/);
  if (parts.length > 1 && /^:[\w@#%:]+:$/.test(parts.at(-1) ?? '')) parts.pop();
  if (states.has(parts[0] ?? '') || parts[0] === 'COMMENT') parts.shift();
  const words = inline(parts.filter((part) => !/^\[(?:#[A-Z0-9]|\d*%|\d*\/\d*)\]$/.test(part)).join(' '));
  return {
    blocks: words ? [{ kind: 'heading', depth: Math.min(6, stars.length), words }] : [],
    after: at + 1,
  };
}

const isBox = /^(?:note|tip|hint|important|warning|caution|danger|attention|info|error|example|seealso)$/i;

function fencedAt(
  lines: readonly string[],
  at: number,
  end: number | undefined,
  ways: Ways,
): Read | undefined {
  if (end === undefined) return undefined;
  const [, name = '', rest = ''] = opens.exec(lines[at] as string) ?? [];
  const body = lines.slice(at + 1, end);
  const after = end + 1;
  const inside = () => blocksOf(outdented(body), { ...ways, depth: ways.depth + 1 });
  if (!name) {
    const isKept = !/^\s*:(?:PROPERTIES|LOGBOOK):/i.test(lines[at] as string);
    return { blocks: isKept ? inside() : [], after };
  }
  if (/^(?:comment|export|html|latex)$/i.test(name)) return { blocks: [], after };
  if (/^(?:src|example)$/i.test(name)) {
    const value = outdented(body)
      .map((line) => line.replace(/^(\s*),(?=\*|#\+|,)/, '$1'))
      .join('\n')
      .trimEnd();
    const language = name.toLowerCase() === 'src' ? (/^[^\s:-]\S*/.exec(rest)?.[0] ?? '') : '';
    return { blocks: value ? [{ kind: 'code', language, value }] : [], after };
  }
  if (!isBox.test(name)) return { blocks: inside(), after };
  const words = `${name[0]?.toUpperCase()}${name.slice(1).toLowerCase()}`;
  return { blocks: nameNote([{ kind: 'paragraph', words }, ...inside()]), after };
}

function outdented(lines: readonly string[]): string[] {
  const least = smallestOf(lines.filter((line) => line.trim()).map(indentOf));
  return lines.map((line) => line.slice(Number.isFinite(least) ? least : 0));
}

const indentOf = (line: string): number => line.search(/\S|$/);

/** Blank lines, comments, settings, rules and times that were clocked; a title is a heading, a caption leads on. */
function unsaidAt(lines: readonly string[], at: number, { inline }: Ways): Read | undefined {
  const line = lines[at] as string;
  if (!/^\s*(?:$|#(?:\s|\+|$)|CLOCK:|-{5,}\s*$|:[\w-]+:\s*$)/.test(line)) return undefined;
  const [, name = '', said = ''] = /^\s*#\+(\w+):\s*(\S.*)$/.exec(line) ?? [];
  const words = inline(said);
  if (/^title$/i.test(name) && words)
    return { blocks: [{ kind: 'heading', depth: 1, words }], after: at + 1 };
  if (/^(?:caption|subtitle)$/i.test(name) && words)
    return { blocks: [{ kind: 'paragraph', words: `${words.replace(/[:.]$/, '')}:` }], after: at + 1 };
  return { blocks: [], after: at + 1 };
}

function tableAt(lines: readonly string[], at: number, { inline }: Ways): Read | undefined {
  let after = at;
  while (/^\s*\|/.test(lines[after] ?? '')) after += 1;
  if (after === at) return undefined;
  const rows = lines
    .slice(at, after)
    .filter((row) => !/^\s*\|[-+|]*$/.test(row))
    .map((row) =>
      row
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter((cells) => !cells.every((cell) => /^(?:<[lcr]?\d*>|[/<>]|)$/.test(cell)))
    .map((cells) => cells.map((cell) => escapeBars(inline(cell))));
  return { blocks: rows.length > 0 ? [{ kind: 'table', rows }] : [], after };
}

const item = /^(\s*)(?:[-+]|(?<=\s)\*|(\d+)[.)])(?:\s+(\S.*)|\s*)$/;

/** An item goes on in what stands deeper, blank lines between. */
function listAt(lines: readonly string[], at: number, ways: Ways): Read | undefined {
  const first = item.exec(lines[at] as string);
  if (!first) return undefined;
  const [, indent = '', number] = first;
  const items: PageBlock[][] = [];
  let isOpen = false;
  let after = at;
  for (let found: RegExpExecArray | null = first; found; found = item.exec(lines[after] ?? '')) {
    if ((found[2] === undefined) !== (number === undefined) || found[1]?.length !== indent.length) break;
    const from = after + 1;
    after = from;
    for (let next = from; next < lines.length && next <= after + 1; next += 1) {
      const line = lines[next] as string;
      if (!line.trim()) continue;
      if (indentOf(line) <= indent.length) break;
      after = next + 1;
    }
    const read = itemOf(found[3] ?? '', lines.slice(from, after), ways);
    const [name] = items.at(-1) ?? [];
    // Names that nothing is said of share what is said of the next.
    if (isOpen && name?.kind === 'paragraph' && read[0]?.kind === 'paragraph')
      items[items.length - 1] = [{ ...read[0], words: `${name.words}, ${read[0].words}` }, ...read.slice(1)];
    else items.push(read);
    isOpen = found[3]?.endsWith(' ::') === true && read.length === 1;
    // A blank line between items parts no list.
    if (!lines[after]?.trim() && item.exec(lines[after + 1] ?? '')?.[1] === indent) after += 1;
  }
  return {
    blocks: [{ kind: 'list', firstNumber: number === undefined ? undefined : Number(number), items }],
    after,
  };
}

function itemOf(words: string, below: readonly string[], ways: Ways): PageBlock[] {
  const said = words.replace(/^(?:\[@\w+\]\s*)?(?:\[[ X-]\]\s+)?/, '');
  const term = said.endsWith(' ::') ? said.length - 3 : said.indexOf(' :: ');
  const value = (term === -1 ? said : said.slice(term + 4)).replace(/^(?=\*)/, ' ');
  const body = outdented(below);
  const inside = blocksOf(value.trim() ? [value, ...body] : body, { ...ways, depth: ways.depth + 1 });
  if (term === -1) return inside;
  const name = ways.inline(said.slice(0, term));
  const [first, ...rest] = inside;
  if (value.trim() && first?.kind === 'paragraph' && rest.length === 0)
    return [{ kind: 'paragraph', words: `${name}: ${first.words}` }];
  return [{ kind: 'paragraph', words: name }, ...inside];
}

function paragraphAt(lines: readonly string[], at: number, { inline }: Ways): Read {
  const starts = (line: string) =>
    !line.trim() ||
    /^(?:\*+ |\s*(?:\||#(?:\s|\+|$)|: |:$|CLOCK:))/.test(line) ||
    drawer.test(line) ||
    item.test(line);
  let after = at;
  while (/^\s*:(?: |$)/.test(lines[after] ?? '')) after += 1;
  if (after > at) {
    const value = lines.slice(at, after).map((line) => line.replace(/^\s*: ?/, ''));
    return { blocks: [{ kind: 'code', language: '', value: value.join('\n') }], after };
  }
  after = at + 1;
  while (after < lines.length && !starts(lines[after] as string)) after += 1;
  const words = lines
    .slice(at, after)
    .join(' ')
    .replace(/^\s*\[fn:[\w-]{1,80}\]\s*/, '')
    .replace(
      /\b(SCHEDULED|DEADLINE|CLOSED): *([<[][^>\]]{1,80}[>\]])/g,
      (_, name: string, time: string) => `${name[0]}${name.slice(1).toLowerCase()}: ${time}`,
    );
  return { blocks: [{ kind: 'paragraph', words: inline(words) }], after };
}
