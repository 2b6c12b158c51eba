import { addAll } from '#lib/text/long-lists.ts';
import { tableBlocks } from '../office/table-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';

/** What is no text of the document, by the word that begins its group. */
const hidden = new Set(
  'fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict objdata themedata colorschememapping datastore latentstyles fldinst xmlnstbl header headerl headerr headerf footer footerl footerr footerf bkmkstart bkmkend author operator company creatim revtim keywords comment doccomm listtext pntext filetbl'.split(
    ' ',
  ),
);
const signs: Record<string, string> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  tab: ' ',
  line: ' ',
  '~': ' ',
  _: '-',
};
const mostGroups = 2000;

/** What holds within a group: whether it is shown, who reads its bytes, how many signs stand in for a Unicode one. */
type Group = { isHidden: boolean; isTitle: boolean; skips: number };

const token = /\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}]+)/gi;

/**
 * The paragraphs, headings, lists and tables of rich text. Bytes are read in the code page that the document names; what a
 * document hides, and pictures, are left out. A group that is never closed ends with the document.
 */
export function rtfBlocks(source: string): { blocks: PageBlock[]; title: string } {
  const [, codePage = '1252'] = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 2000)) ?? [];
  const decoder = decoderOf(codePage);
  const blocks: PageBlock[] = [];
  const groups: Group[] = [{ isHidden: false, isTitle: false, skips: 1 }];
  let group = groups[0] as Group;
  let title = '';
  let words = '';
  let bytes: number[] = [];
  let left = 0;
  let begins = false;
  let depth = 0;
  let isItem = false;
  let cells: string[] = [];
  let rows: string[][] = [];

  const flush = () => {
    if (bytes.length > 0) words += decoder.decode(Uint8Array.from(bytes));
    bytes = [];
  };
  const say = (text: string) => {
    flush();
    if (group.isTitle) title += text;
    else if (!group.isHidden) words += text;
  };
  const closeTable = () => {
    if (rows.length > 0) addAll(blocks, tableBlocks(rows, { hasHead: false }));
    rows = [];
  };
  const paragraph = () => {
    flush();
    const line = oneLine(words);
    words = '';
    if (!line) return;
    closeTable();
    const last = blocks.at(-1);
    if (depth > 0) blocks.push({ kind: 'heading', depth: Math.min(depth, 6), words: line });
    else if (!isItem) blocks.push({ kind: 'paragraph', words: line });
    else if (last?.kind === 'list') last.items.push([{ kind: 'paragraph', words: line }]);
    else blocks.push({ kind: 'list', firstNumber: undefined, items: [[{ kind: 'paragraph', words: line }]] });
  };

  for (let at = 0; at < source.length; ) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (!match) break;
    at = token.lastIndex;
    const [, name, number, hex, sign, brace, text] = match;
    if (brace === '{') {
      if (groups.length < mostGroups) groups.push({ ...group });
      group = groups.at(-1) as Group;
      begins = true;
      continue;
    }
    if (brace === '}') {
      flush();
      if (groups.length > 1) groups.pop();
      group = groups.at(-1) as Group;
      continue;
    }
    const isFirst = begins;
    begins = false;
    if (hex !== undefined) {
      if (left > 0) left -= 1;
      else if (!group.isHidden && !group.isTitle) bytes.push(Number.parseInt(hex, 16));
      else if (group.isTitle) title += decoder.decode(Uint8Array.of(Number.parseInt(hex, 16)));
      continue;
    }
    if (text !== undefined) {
      const shown = text.replace(/[\r\n]/g, '');
      const rest = shown.slice(Math.min(left, shown.length));
      left = Math.max(0, left - shown.length);
      if (rest) say(rest);
      continue;
    }
    if (sign !== undefined) {
      if (sign === '*' && isFirst) group.isHidden = true;
      else if (sign === '\n' || sign === '\r') paragraph();
      else say(signs[sign] ?? (/[\\{}]/.test(sign) ? sign : ''));
      continue;
    }
    if (!name) continue;
    if (hidden.has(name)) {
      if (name === 'listtext' || name === 'pntext') isItem ||= !group.isHidden;
      group.isHidden = true;
    } else if (name === 'info') group.isHidden = true;
    else if (name === 'title' && group.isHidden) group.isTitle = true;
    else if (name === 'fldrslt') group.isHidden = false;
    else if (name === 'uc') group.skips = Math.min(10, Math.max(0, Number(number ?? 1)));
    else if (name === 'u') {
      const code = Number(number ?? 0);
      say(String.fromCharCode(code < 0 ? code + 65_536 : code & 0xffff));
      left = group.skips;
    } else if (name === 'bin') at += Math.max(0, Number(number ?? 0));
    else if (group.isHidden) continue;
    else if (name === 'par' || name === 'sect' || name === 'page') paragraph();
    else if (name === 'pard') {
      depth = 0;
      isItem = false;
    } else if (name === 'outlinelevel') depth = Number(number ?? 0) + 1;
    else if (name === 'cell') {
      flush();
      cells.push(oneLine(words));
      words = '';
    } else if (name === 'row') {
      rows.push(cells);
      cells = [];
    } else if (signs[name]) say(signs[name]);
  }
  paragraph();
  closeTable();
  return { blocks, title: oneLine(title.toWellFormed()) };
}

function decoderOf(codePage: string): TextDecoder {
  const names: Record<string, string> = {
    932: 'shift_jis',
    936: 'gb18030',
    949: 'euc-kr',
    950: 'big5',
    65001: 'utf-8',
  };
  try {
    return new TextDecoder(names[codePage] ?? `windows-${codePage}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
