import { escapeBars } from '../../sheet-blocks.ts';
import type { PageBlock } from '../../write-blocks.ts';
import { nameIn } from './man-blocks.ts';
import { type MdocState, mdocWords } from './mdoc-words.ts';
import { createPageWriter } from './page-writer.ts';
import { plainWords } from './plain-words.ts';
import { argumentsOf, type RoffLine, roffLines } from './roff-lines.ts';
import { tableRows } from './table-rows.ts';

/** A list that is open: of which kind, and for one in columns its rows. */
type OpenList = { kind: string; number: number; rows: string[][] };

const quietly = /^(?:Dd|Os|Bk|Ek|ad|hy|nh|na|ft|br|ne|nr|in|ti|ll|so|tr|ec|eo|ds)$/;
const deepest = 12;

/** The title and the blocks of a manual page in the `mdoc` macros of BSD. */
export function mdocBlocks(source: string): { title: string | undefined; blocks: PageBlock[] } {
  const { lines } = roffLines(source);
  const page = createPageWriter();
  const state: MdocState = { name: '', isTight: false };
  const lists: OpenList[] = [];
  let shown = '';
  let section = '';
  /** A term that goes on over several lines. */
  let term: string | undefined;
  let isGlued = false;

  function beginItem(words: string): void {
    const list = lists.at(-1);
    page.endParagraph();
    if (!list) page.say(words);
    else if (/^(?:enum|bullet|dash|hyphen|item)$/.test(list.kind)) {
      list.number += 1;
      page.beginItem('', list.kind === 'enum' ? list.number : undefined);
      if (words) page.say(words);
    } else page.beginItem(words);
  }

  function endList(): void {
    const list = lists.pop();
    page.endItem();
    page.outdent();
    if (list?.kind === 'column') page.table(list.rows);
  }

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as RoffLine;
    const list = lists.at(-1);
    if (line.call === undefined) {
      const said = plainWords(line.words).trimEnd();
      if (term !== undefined) term = `${term} ${said}`;
      else if (list?.kind === 'column') list.rows.at(-1)?.push(`${list.rows.at(-1)?.pop() ?? ''} ${said}`);
      else if (!said && !page.isCode()) page.endParagraph();
      else page.say(said, { glues: /\\c\s*$/.test(line.words) });
      continue;
    }
    const { call } = line;
    const given = argumentsOf(line.given);
    const words = () => mdocWords(given, state);
    if (call === 'Dt') shown = headOf(given);
    else if (call === 'Sh' || call === 'Ss') {
      lists.length = 0;
      section = words();
      page.heading(call === 'Sh' ? 2 : 3, section);
    } else if (call === 'Nd') page.say(`- ${words()}`);
    else if (call === 'Pp' || call === 'Lp' || call === 'sp') page.endParagraph();
    else if (call === 'Bl') {
      if (lists.length >= deepest) continue;
      lists.push({ kind: /-(\w+)/.exec(line.given)?.[1] ?? 'tag', number: 0, rows: [] });
      page.indent();
    } else if (call === 'El') endList();
    else if (call === 'It' && list?.kind === 'column') list.rows.push(cellsOf(line.given, state));
    else if (call === 'It') {
      if (given.at(-1) === 'Xo' || given.includes('Xo')) term = words();
      else beginItem(words());
    } else if (term !== undefined && call === 'Xc') {
      beginItem([term, ...given.map(plainWords)].join(' ').replace(/ (?=[.,)\]])/g, ''));
      term = undefined;
    } else if (call === 'Bd') {
      if (/-(?:literal|unfilled)/.test(line.given)) page.beginCode();
      else page.endParagraph();
    } else if (call === 'nf') page.beginCode();
    else if (call === 'Ed' || call === 'fi') page.endParagraph();
    else if (call === 'D1' || call === 'Dl') {
      page.beginCode();
      page.say(words());
      page.endCode();
    } else if (call === 'TS') {
      const { rows, end } = tableRows(lines, at + 1);
      page.table(rows);
      at = end;
    } else if (call === 'Ex') {
      const name = plainWords(given.filter((word) => !word.startsWith('-')).join(', ')) || state.name;
      page.say(`The ${name} utility exits 0 on success, and >0 if an error occurs.`);
    } else if (call === 'Nm' && section === 'SYNOPSIS') {
      page.endParagraph();
      page.say(mdocWords(['Nm', ...given], state));
    } else if (call.startsWith('%')) page.say(plainWords(given.join(' ')));
    else if (!quietly.test(call)) {
      const said = mdocWords([call, ...given], state);
      const isLast = given.at(-1) === 'Ns' || state.isTight;
      if (term !== undefined) {
        term += isGlued ? said : ` ${said}`;
        isGlued = isLast;
      } else if (list?.kind === 'column') list.rows.at(-1)?.push(`${list.rows.at(-1)?.pop() ?? ''} ${said}`);
      else page.say(said, { glues: isLast });
    }
  }
  page.endParagraph();
  return { title: nameIn(page.blocks) ?? shown, blocks: page.blocks };
}

/** The cells of a row: parted by tabs or by `Ta`. */
function cellsOf(given: string, state: MdocState): string[] {
  return given
    .split(/\t|\s+Ta(?:\s+|$)/)
    .map((cell) => escapeBars(mdocWords(argumentsOf(cell), state).trim()));
}

const headOf = ([name = '', section = '']: string[]): string => plainWords(`${name}(${section})`);
