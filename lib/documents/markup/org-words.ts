import { codeSpan } from '../code-span.ts';
import { oneLine } from '../write-blocks.ts';

const part =
  /(?<![^\s({'"/—–-])(?:src_[\w-]{1,40}(?:\[[^\]]{0,200}\])?\{([^{}]{1,500})\}|=((?! ).{1,500}?)(?<! )=(?![^\s\-–—.,;:!?'’")}\]\\[|/])|~((?! ).{1,500}?)~(?![^\s\-–—.,;:!?'’")}\]\\[|/]))|\[\[((?:[^[\]]|\\[[\]]){1,1000})\](?:\[((?:(?!\]\]).){1,1000}\]?)\])?\]|\[fn:[\w-]{0,80}:([^[\]]{0,1500}(?:(?:\[[^[\]]{0,300}\]|\[\[[^[\]]{0,300}\](?:\[[^[\]]{0,300}\])?\])[^[\]]{0,1500}){0,20})\]/g;
const picture = /\.(?:png|jpe?g|gif|svg|webp|webm|mp4)$/i;
const deepest = 3;

/**
 * A line of an Org file without its marks, links by what they show, footnotes in brackets; what stands between `=` or `~`
 * is code as it is. `macros` are what `{{{name}}}` stands for.
 */
export function wordsOfOrg(
  words: string,
  macros: ReadonlyMap<string, string> = new Map(),
  depth = 0,
): string {
  const inside = (said: string) => (depth < deepest ? wordsOfOrg(said, macros, depth + 1) : said);
  const said: string[] = [];
  const line = oneLine(words);
  let at = 0;
  for (const found of line.matchAll(part)) {
    said.push(plain(line.slice(at, found.index), macros));
    at = found.index + found[0].length;
    const [, code, equals, tilde, target = '', shown, note] = found;
    const literal = code ?? equals ?? tilde;
    if (literal !== undefined) said.push(codeSpan(literal.trim()));
    else if (note !== undefined) said.push(` (${inside(note)})`);
    else said.push(shown === undefined ? shownOf(target) : inside(shown));
  }
  said.push(plain(line.slice(at), macros));
  // Marks may stand around code and links.
  return oneLine(said.join('').replace(around, '$2'));
}

const around =
  /(?<![^\s({'"/—–-])([*/_+])(?=[^\s*/_+])([^*/_+\n]{0,300}`[^`]{1,300}`[^*/_+\n]{0,300})(?<=\S)\1(?![^\s\-–—.,;:!?'")}\\[])/g;

function plain(words: string, macros: ReadonlyMap<string, string>): string {
  return words
    .replace(
      /\{\{\{([\w-]{1,80})(?:\(((?:(?!\}\}\}).){0,500})\))?\}\}\}/g,
      (_, name: string, said?: string) =>
        said === undefined ? (macros.get(name.toLowerCase()) ?? '') : said,
    )
    .replace(/@@[\w-]{1,20}:(?:(?!@@).){0,500}@@/g, '')
    .replace(/\[fn:[\w-]{1,80}\]/g, '')
    .replace(/<<<([^<>\n]{1,200})>>>/g, '$1')
    .replace(/<<[^<>\n]{1,200}>>/g, '')
    .replace(/<(\d{4}-\d\d-\d\d[^<>\n]{0,80})>/g, '$1')
    .replace(
      /\\([A-Za-z]{2,10})(?:\{\}|(?![A-Za-z]))/g,
      (written, name: string) => signs.get(name) ?? written,
    )
    .replace(marked, '$2')
    .replace(marked, '$2')
    .replace(/\\\\(?=\s|$)/g, '');
}

/** Words between marks; twice, as some stand in others. */
const marked = /(?<![^\s({'"/—–-])([*/_+])(?=[^\s*/_+])(.{1,500}?)(?<=\S)\1(?![^\s\-–—.,;:!?'")}\\[])/g;

/** What a link without a name shows: the section, the page, or nothing of a picture. */
function shownOf(target: string): string {
  if (picture.test(target)) return '';
  return target.replace(/^(?!https?:|mailto:)[a-z][\w+.-]{0,40}:(?=\S)/, '').replace(/^[*#]/, '');
}

/** Names of signs. */
const signs = new Map(
  Object.entries({
    nbsp: ' ',
    copy: '©',
    vert: '|',
    dots: '…',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    to: '→',
    rarr: '→',
    rArr: '⇒',
    larr: '←',
    uarr: '↑',
    darr: '↓',
    lambda: 'λ',
    alpha: 'α',
    beta: 'β',
    pi: 'π',
    times: '×',
    le: '≤',
    ge: '≥',
    under: '_',
    slash: '/',
    plus: '+',
    tilde: '~',
    star: '*',
    ast: '*',
  }),
);
