import { codeSpan } from '../code-span.ts';
import { oneLine } from '../write-blocks.ts';

/** What `@value{name}` stands for. */
export type Meaning = (name: string) => string;

const token =
  /@(verb)\{|@([a-zA-Z]+)\{|@(dots|bullet|TeX)\b|@([`'"^~=,])(?:\{(\\?.)\}|(.))|@([^a-zA-Z])|[{}]/g;
const deepest = 40;
const isCode = /^(?:code|command|file|samp|option|env|kbd|verb|t|indicateurl)$/;
const longestVerb = 500;

type Open = { name: string; said: string };

/** Words of Texinfo without its commands: names of code as code, references by the title of what they lead to. */
export function wordsOfTexinfo(words: string, meaning: Meaning): string {
  return oneLine(readTexinfo(words, meaning));
}

/** The same with its line breaks; `isPlain` where it stands in code already. */
export function readTexinfo(words: string, meaning: Meaning, isPlain = false): string {
  const open: Open[] = [{ name: '', said: '' }];
  let codes = isPlain ? 1 : 0;
  const inCode = () => codes > 0;
  const say = (said: string) => {
    const last = open.at(-1) as Open;
    last.said += inCode() ? said : typeset(said);
  };
  const close = () => {
    const { name, said } = open.pop() as Open;
    if (isCode.test(name)) codes -= 1;
    const last = open.at(-1) as Open;
    last.said += open.length > deepest ? said : shown(name, said, { meaning, isPlain: inCode() });
  };
  let at = 0;
  token.lastIndex = 0;
  for (let found = token.exec(words); found; found = token.exec(words)) {
    say(words.slice(at, found.index));
    at = found.index + found[0].length;
    const [whole, verb, name, sign, accent, inBraces, letter, one] = found;
    const last = open.at(-1) as Open;
    if (verb) {
      const end = words.slice(at + 1, at + longestVerb).indexOf(`${words[at]}}`);
      if (end !== -1) {
        last.said += inCode()
          ? words.slice(at + 1, at + 1 + end)
          : codeSpan(words.slice(at + 1, at + 1 + end));
        at += end + 3;
        token.lastIndex = at;
      }
    } else if (name) {
      if (isCode.test(name)) codes += 1;
      open.push({ name, said: '' });
    } else if (sign) last.said += signs.get(sign) ?? '';
    else if (accent) last.said += accented(accent, inBraces ?? letter ?? '');
    else if (one !== undefined) last.said += /[@{}.!?&]/.test(one) ? one : /[\s*]/.test(one) ? ' ' : '';
    else if (whole === '{') open.push({ name: '', said: '' });
    else if (open.length > 1) close();
  }
  say(words.slice(at));
  while (open.length > 1) close();
  return (open[0] as Open).said;
}

const accents: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '"': '\u0308',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  ',': '\u0327',
};
const accented = (accent: string, letter: string): string =>
  `${letter.replace('\\', '')}${accents[accent]}`.normalize('NFC');

const typeset = (words: string): string =>
  words
    .replace(/``|''/g, '"')
    .replace(/---/g, '—')
    .replace(/(?<=\w)--(?=\w)/g, '–');

/** What a command with braces shows. */
function shown(
  name: string,
  said: string,
  { meaning, isPlain }: { meaning: Meaning; isPlain: boolean },
): string {
  if (name === 'value') return meaning(said.trim());
  const sign = signs.get(name);
  if (sign !== undefined) return sign;
  if (isCode.test(name)) return isPlain || !said.trim() ? said : codeSpan(oneLine(said));
  if (/^(?:x|px|info)?ref$|^link$/.test(name)) {
    const parts = said.split(',').map((part) => part.trim());
    const [node = '', , title = '', , manual = ''] = parts;
    const place = `${title || node}${manual ? ` (${manual})` : ''}`;
    if (name === 'xref' || name === 'inforef') return `See ${place}`;
    return name === 'pxref' ? `see ${place}` : place;
  }
  if (/^(?:uref|url|email)$/.test(name)) {
    const [where = '', text = '', instead = ''] = said.split(',').map((part) => part.trim());
    return instead || text || where;
  }
  if (/^(?:acronym|abbr)$/.test(name)) {
    const [short = '', ...long] = said.split(',').map((part) => part.trim());
    return long.length > 0 ? `${short} (${long.join(', ')})` : short;
  }
  if (name === 'footnote') return ` (${said.trim()})`;
  if (name === 'U')
    return /^[0-9A-Fa-f]{4,5}$/.test(said) ? String.fromCodePoint(Number.parseInt(said, 16)) : '';
  if (
    /^(?:anchor|image|inlinefmt|inlineraw|inlinefmtifelse|inlineifset|inlineifclear|hyphenation|errormsg|c|cindex|findex)$/.test(
      name,
    )
  )
    return '';
  return said;
}

/** What commands without words stand for. */
const signs = new Map(
  Object.entries({
    dots: '...',
    enddots: '...',
    bullet: '•',
    minus: '-',
    copyright: '©',
    registeredsymbol: '®',
    TeX: 'TeX',
    LaTeX: 'LaTeX',
    equiv: '≡',
    error: 'error-->',
    expansion: '→',
    print: '-|',
    point: '*',
    result: '⇒',
    arrow: '→',
    click: '→',
    geq: '≥',
    leq: '≤',
    tie: ' ',
    comma: ',',
    atchar: '@',
    lbracechar: '{',
    rbracechar: '}',
    backslashchar: '\\',
    hashchar: '#',
    ampchar: '&',
    euro: '€',
    pounds: '£',
    textdegree: '°',
    ss: 'ß',
    ae: 'æ',
    AE: 'Æ',
    oe: 'œ',
    o: 'ø',
    O: 'Ø',
    aa: 'å',
    AA: 'Å',
    l: 'ł',
    L: 'Ł',
    today: '',
  }),
);
