import { oneLine, type PageBlock } from '../../write-blocks.ts';
import { createPageWriter, type PageWriter } from './page-writer.ts';
import { plainWords } from './plain-words.ts';
import { argumentsOf, type RoffLine, roffLines } from './roff-lines.ts';
import { tableRows } from './table-rows.ts';

/** What macros of manual pages do with the page, by their names. */
type Macro = (page: PageWriter, given: string[], state: State) => void;
/** Whose words the next line has: a heading's, a term's. */
type State = { next: ((words: string) => void) | undefined; link: string };

const joined = (given: string[]): string => given.join('');
const spaced = (given: string[]): string => given.join(' ');

const paragraph: Macro = (page) => page.endItem();
const gap: Macro = (page) => page.endParagraph();
const code: Macro = (page) => page.beginCode();
const prose: Macro = (page) => page.endCode();

function headingOf(depth: number): Macro {
  return (page, given, state) => {
    const words = plainWords(spaced(given));
    if (words) page.heading(depth, words);
    else state.next = (said) => page.heading(depth, said);
  };
}

/** As programs write the sign of an item: it is drawn left of what stands deeper. */
const hungMark = /^\\h'-\d+'\s*(\d{1,3}\.|\\\(bu|[•·o])\\h'\+?\d+'\\c$/;
const bullet = /^(?:[•*·+o○□-]|\\\(bu|—|–)?$/;

const macros: Record<string, Macro> = {
  ...{ SH: headingOf(2), SS: headingOf(3), PP: paragraph, P: paragraph, LP: paragraph, HP: paragraph },
  ...{ sp: gap, br: gap, Sp: gap, YS: gap, nf: code, EX: code, Vb: code, CS: code },
  ...{ fi: prose, EE: prose, Ve: prose, CE: prose },
  TP(page, _, state) {
    page.endParagraph();
    state.next = (term) => page.beginItem(term);
  },
  TQ(page, _, state) {
    state.next = (term) => page.addTerm(term);
  },
  IP(page, [tag = '']) {
    const term = oneLine(plainWords(tag));
    const [, number] = /^\(?(\d{1,3})[.)]?$/.exec(term) ?? [];
    if (number !== undefined) page.beginItem('', Number(number));
    else if (term || tag) page.beginItem(bullet.test(term) ? '' : term);
    else page.endParagraph();
  },
  RS: (page) => page.indent(),
  RE: (page) => page.outdent(),
  SY(page, given) {
    page.endParagraph();
    page.say(plainWords(spaced(given)));
  },
  OP: (page, given) => page.say(plainWords(`[${spaced(given)}]`)),
  MR: (page, [name = '', section = '', after = '']) => page.say(plainWords(`${name}(${section})${after}`)),
  UR(_, [address = ''], state) {
    state.link = plainWords(address);
  },
  UE: (page, [after = ''], { link }) => page.say(plainWords(`<${link}>${after}`)),
};
macros.MT = macros.UR as Macro;
macros.ME = macros.UE as Macro;
const fonts: Record<string, (given: string[]) => string> = {
  ...{ B: spaced, I: spaced, SM: spaced, SB: spaced, R: spaced, C: spaced, CW: spaced },
  ...{ BR: joined, BI: joined, IB: joined, IR: joined, RB: joined, RI: joined },
};

/** The title and the blocks of a manual page in the `man` macros: headings, paragraphs, terms with what is said of them, code, tables. */
export function manBlocks(source: string): { title: string | undefined; blocks: PageBlock[] } {
  const { lines, defined } = roffLines(source);
  const page = createPageWriter();
  const state: State = { next: undefined, link: '' };
  let shown = '';
  const say = (raw: string) => {
    const said = plainWords(raw).trimEnd();
    const { next } = state;
    if (next && said) {
      state.next = undefined;
      next(said);
    } else if (!said && !page.isCode()) page.endParagraph();
    else page.say(said, { glues: /\\c\s*$/.test(raw) });
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as RoffLine;
    if (line.call === undefined) {
      const [, mark] = hungMark.exec(line.words) ?? [];
      if (mark) {
        const number = Number.parseInt(mark, 10);
        page.beginItem('', Number.isNaN(number) ? undefined : number);
        continue;
      }
      // A line that begins with blanks stands by itself.
      if (/^[ \t]/.test(line.words) && !state.next) if (!page.isCode()) page.endParagraph();
      say(line.words);
      continue;
    }
    const { call } = line;
    const given = argumentsOf(line.given);
    if (call === 'TH') shown = headOf(given);
    else if (call === 'TS') {
      const { rows, end } = tableRows(lines, at + 1);
      page.table(rows);
      at = end;
    } else if (fonts[call]) {
      if (given.length > 0) say(fonts[call](given));
    } else if (macros[call]) macros[call](page, given, state);
    else if (defined.has(call) && given.length > 0) say(spaced(given));
  }
  page.endParagraph();
  return { title: nameIn(page.blocks) ?? shown, blocks: page.blocks };
}

const headOf = ([name = '', section = '']: string[]): string =>
  plainWords(section ? `${name}(${section})` : name);

/** What stands first, under NAME: how the page is called and what it is about. */
export function nameIn(blocks: readonly PageBlock[]): string | undefined {
  const [head, name] = blocks;
  if (head?.kind !== 'heading' || name?.kind !== 'paragraph' || name.words.length > 300) return undefined;
  return / [-–—] |^\S+$/.test(name.words) ? name.words : undefined;
}
