import { codeSpan } from '../code-span.ts';
import { oneLine } from '../write-blocks.ts';

/** What a page says that its words lean on: values by name, titles of sections by their anchors. */
export type AdocNames = {
  valueOf(name: string): string | undefined;
  titleOf(anchor: string): string | undefined;
};

const text = String.raw`\[((?:[^[\]\\]|\\.|\[[^[\]]{0,300}\]){0,1000})\]`;
const macros =
  'link|xref|mailto|image|icon|kbd|btn|menu|footnote|footnoteref|anchor|pass|stem|latexmath|asciimath|indexterm2?|linkgit|https?|ftps?|irc';
/** What is no plain words: code, what is to be taken as it is, macros, links to sections, anchors, words of the index. */
const part = new RegExp(
  [
    String.raw`(?<![\w\\\`])(?:"\`(?=\S)(.{1,500}?)\`"|'\`(?=\S)(.{1,500}?)\`'|\`\`(?=\S)((?:(?!'').){1,500}?)\`\`|\`\+(.{1,500}?)\+\`|\`(?=\S)([^\`]{1,500})(?<=\S)\`(?![\w\`]))`,
    String.raw`\+\+\+(.{1,500}?)\+\+\+|(?<![\w+\\"'])(?:\+\+(?=\S)(.{1,500}?)\+\+|\+(?=[^\s+])([^+]{1,500})(?<=\S)\+)(?![\w+])`,
    String.raw`(?<![\w\\])(${macros}):{1,2}(?![\s:])([^\s[\]]{0,1000})${text}`,
    String.raw`(?<![\w\\])([a-z][\w-]{1,30}):(?![\s:/])([^\s[\]]{1,300})\[\]`,
    String.raw`\{[\w-]{1,80}\}[^\s[\]]{0,200}${text}`,
    String.raw`<<([^<>,\n]{1,200})(?:,\s*((?:(?!>>).){0,500}))?>>`,
    String.raw`\[\[\[([\w.-]{1,80})(?:,[^\]]{0,80})?\]\]\]|(\[\[[\w:.-]{1,200}(?:,[^\]]{0,200})?\]\])`,
    String.raw`(\(\(\(.{1,200}?\)\)\))|\(\(([^()]{1,200})\)\)`,
  ].join('|'),
  'g',
);
const deepest = 3;

/** A line of an AsciiDoc file without its marks: links by what they show, footnotes in brackets, code as it is. */
export function wordsOfAdoc(words: string, names: AdocNames, depth = 0): string {
  const line = oneLine(words).replace(/(?<!\\)\{([\w-]{1,80})\}/g, (written, name: string) =>
    depth > 0 ? written : (signs.get(name.toLowerCase()) ?? names.valueOf(name.toLowerCase()) ?? written),
  );
  const inside = (said: string) => (depth < deepest ? wordsOfAdoc(said, names, depth + 1) : said);
  const said: string[] = [];
  let at = 0;
  for (const found of line.matchAll(part)) {
    said.push(plain(line.slice(at, found.index)));
    at = found.index + found[0].length;
    const [, double, single, ...code] = found.slice(0, 6);
    const [bare, ...passed] = found.slice(6, 9);
    const [macro, target = '', shown = '', other, where, unknown, id, title, book, anchor, index, term] =
      found.slice(9);
    const literal = [...code, ...passed].find((each) => each !== undefined);
    if (literal !== undefined)
      said.push(codeSpan((found[3] ?? found[5])?.replace(within, '$2').trim() ?? literal.trim()));
    else if (double ?? single) said.push(`"${inside((double ?? single) as string)}"`);
    else if (bare !== undefined) said.push(bare.replace(/<[^<>]{0,500}>/g, ''));
    else if (macro) said.push(ofMacro(macro, { target, shown: shown.replaceAll('\\]', ']'), names, inside }));
    else if (other) said.push(where ?? '');
    else if (unknown !== undefined) said.push(inside(linkText(unknown)));
    else if (id) said.push(inside(title ?? names.titleOf(id.replace(/^.*#/, '')) ?? id.replace(/#.*$/, '')));
    else if (book) said.push(`[${book}]`);
    else if (term) said.push(inside(term));
    else if (anchor === undefined && index === undefined) said.push(found[0]);
  }
  said.push(plain(line.slice(at)));
  // A picture that is left out leaves no space before what ends its sentence.
  const whole = oneLine(said.join('').replace(around, '$2')).replace(/ (?=[,.;](?: |$))/g, '');
  return whole.replace(/(?<!\+)\s\+$/, '');
}

type Macro = { target: string; shown: string; names: AdocNames; inside: (words: string) => string };

function ofMacro(name: string, { target, shown, names, inside }: Macro): string {
  if (/^(?:image|icon|anchor|indexterm)$/.test(name)) return '';
  if (name === 'linkgit') return shown ? `${target}(${shown})` : target;
  if (/^(?:pass|indexterm2|kbd|btn)$/.test(name)) return shown.replace(/<[^<>]{0,500}>/g, '');
  if (/^(?:stem|latexmath|asciimath)$/.test(name)) return codeSpan(shown.replace(/^\$|\$$/g, ''));
  if (name === 'menu') return [target, ...shown.split(/\s*[>,]\s*/)].filter(Boolean).join(' > ');
  if (/^footnote/.test(name)) return shown ? ` (${inside(shown)})` : '';
  const said = linkText(shown);
  if (said) return inside(said);
  if (name === 'xref') return names.titleOf(target.replace(/^.*#/, '')) ?? target.replace(/^#/, '');
  return /^(?:https?|ftps?|irc)$/.test(name) ? `${name}:${target}` : target;
}

/** What a link shows, without what is said of how. */
function linkText(written: string): string {
  const [, quoted] = /^"([^"]*)"(?:,|$)/.exec(written) ?? [];
  if (quoted !== undefined) return quoted;
  if (/^\w[\w-]{0,40}=/.test(written)) return '';
  return written.replace(/,\s*[\w-]{1,40}=.*$/, '').replace(/\^$/, '');
}

const plain = (words: string): string =>
  words
    .replace(/``([^`'\n]{1,500})''/g, '"$1"')
    .replace(/(?<![\w\])])\[[\w.#%-]{1,100}\](?=[#*_]+[^\s#*_])/g, '')
    .replace(marked, '$2')
    .replace(marked, '$2')
    .replace(within, '$2')
    .replace(/\\(?=[-*_`#'{[<+]|https?:|\w+:[^\s[\]]{0,100}\[)/g, '');

/** Words between marks; twice, as some stand in others. */
const marked =
  /(?<![\p{L}\p{N}*#&\\])(\*{1,2}|_{1,2}|#{1,2})(?=[^\s*_#]|[*_#]+[^\s*_#])(.{1,500}?)(?<=\S)\1(?![\p{L}\p{N}*_#])/gu;

/** Marks that are doubled may stand within a word, and within code. */
const within = /(\*\*|__|##)(?=[^\s*_#])([\p{L}\p{N}$ -]{1,60})(?<=\S)\1/gu;

/** Marks may stand around code and links. */
const around =
  /(?<![\w*_\\])([*_]{1,2})(?=[^\s*_])([^*_\n]{0,300}`[^`]{1,300}`[^*_\n]{0,300})(?<=\S)\1(?![\w*_])/g;

/** Names of signs that would be markup. */
const signs = new Map(
  Object.entries({
    nbsp: ' ',
    sp: ' ',
    zwsp: '',
    wj: '',
    plus: '+',
    pp: '++',
    cpp: 'C++',
    asterisk: '*',
    caret: '^',
    tilde: '~',
    startsb: '[',
    endsb: ']',
    vbar: '|',
    litdd: '--',
    'two-colons': '::',
    'two-semicolons': ';;',
    backslash: '\\',
    backtick: '`',
    apos: "'",
    quot: '"',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    deg: '°',
    brvbar: '¦',
    lt: '<',
    gt: '>',
    amp: '&',
    empty: '',
    blank: '',
  }),
);
