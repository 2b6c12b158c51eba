import { plainWords } from './plain-words.ts';

/** What `mdoc` macros put around the words up to the end of the line, or to the macro that closes them. */
const around: Record<string, [string, string]> = {
  ...{ Op: ['[', ']'], Bq: ['[', ']'], Brq: ['{', '}'], Pq: ['(', ')'], Aq: ['<', '>'], Mt: ['', ''] },
  ...{ Dq: ['“', '”'], Sq: ['‘', '’'], Ql: ['‘', '’'], Qq: ['"', '"'] },
};
const opening: Record<string, string> = {
  ...{ Oo: '[', Bo: '[', Bro: '{', Po: '(', Ao: '<', Do: '“', So: '‘', Qo: '"', Xo: '', Eo: '' },
};
const closing: Record<string, string> = {
  ...{ Oc: ']', Bc: ']', Brc: '}', Pc: ')', Ac: '>', Dc: '”', Sc: '’', Qc: '"', Xc: '', Ec: '' },
};
/** Those that only set how their words look. */
const plain =
  /^(?:Ar|Pa|Cm|Ic|Li|Va|Vt|Ev|Er|Dv|Em|Sy|No|Tn|An|Ms|Ad|Fa|Ft|Cd|St|Lb|Fr|Sx|Lk|Ux|Bx|Fx|Nx|Ox|Dx|Bsx|At|Bt|Ta)$/;
const systems: Record<string, string> = {
  ...{ Ux: 'UNIX', Bx: 'BSD', Fx: 'FreeBSD', Nx: 'NetBSD', Ox: 'OpenBSD', Dx: 'DragonFly', Bsx: 'BSD/OS' },
  ...{ At: 'AT&T UNIX', Ar: 'file ...', Pa: '~' },
};
const named = /^(?:Fl|Nm|Xr|Fn|In|Ns|Ap|Pf|Sm)$/;
const punctuation = /^[.,:;!?)\]]+$/;

/** What is known of the page while its lines are read. */
export type MdocState = { name: string; isTight: boolean };

const isMacro = (word: string): boolean =>
  word in around || word in opening || word in closing || plain.test(word) || named.test(word);

/** The words of a line of `mdoc`: its macros may be called by other words of it. `words` are as they stand, unread. */
export function mdocWords(words: readonly string[], state: MdocState): string {
  let said = '';
  let isGlued = false;
  const ends: string[] = [];
  const add = (part: string, { glues = false, sticks = false } = {}) => {
    if (!part) return;
    const isApart = said !== '' && !isGlued && !sticks && !state.isTight;
    said += isApart ? ` ${part}` : part;
    isGlued = glues;
  };
  const stick = (part: string) => add(part, { sticks: true });
  /** Punctuation that ends a line stands behind what is closed there. */
  let last = words.length;
  while (last > 0 && punctuation.test(words[last - 1] as string)) last -= 1;
  /** The words up to the next macro, from `at` on. */
  const wordsFrom = (at: number): string[] => {
    let after = at;
    while (after < last && !isMacro(words[after] as string)) after += 1;
    return words.slice(at, after);
  };
  const addAll = (parts: readonly string[]) => {
    for (const part of parts) {
      // What is written as `\&?` is no mark of a sentence.
      if (punctuation.test(part)) stick(part);
      else add(plainWords(part), { glues: /^[([]$/.test(part) });
    }
  };
  for (let at = 0; at < last; at += 1) {
    const word = words[at] as string;
    const next = wordsFrom(at + 1);
    if (word in around) {
      const [before, after] = around[word] as [string, string];
      add(before, { glues: true });
      ends.push(after);
    } else if (word in opening) add(opening[word] as string, { glues: true });
    else if (word in closing) stick(closing[word] as string);
    else if (word === 'Ns') isGlued = true;
    else if (word === 'Ap') add("'", { sticks: true, glues: true });
    else if (word === 'Sm') {
      state.isTight = next[0] === 'off';
      at += next.length;
    } else if (word === 'Pf') {
      add(plainWords(words[at + 1] ?? ''), { glues: true });
      at += 1;
    } else if (word === 'Fl') {
      const options = next.filter((part) => !punctuation.test(part));
      const isNext = options.length === 0 && /^(?:Fl|Ns|Cm|Ar)$/.test(words[at + 1] ?? '');
      if (options.length === 0) add('-', { glues: isNext && words[at + 1] !== 'Ar' });
      addAll(next.map((part) => (punctuation.test(part) || part === '|' ? part : `-${part}`)));
      at += next.length;
    } else if (word === 'Nm') {
      if (next.length > 0 && !punctuation.test(next[0] as string))
        state.name ||= plainWords(next[0] as string);
      else add(state.name);
      addAll(next);
      at += next.length;
    } else if (word === 'Xr' || word === 'Fn') {
      const [name = '', ...more] = next;
      const section = word === 'Xr' ? more.slice(0, 1) : more.filter((part) => !punctuation.test(part));
      const called = section.length > 0 || word === 'Fn' ? `${name}(${section.join(', ')})` : name;
      add(plainWords(called));
      addAll(more.slice(section.length));
      at += next.length;
    } else if (word === 'In') {
      add(plainWords(`<${next[0] ?? ''}>`));
      addAll(next.slice(1));
      at += next.length;
    } else if (plain.test(word)) {
      const isBare = next.length === 0 || punctuation.test(next[0] as string);
      const own = word === 'Ar' || word === 'Pa' ? (isBare ? systems[word] : '') : systems[word];
      add(own ?? '');
      addAll(next);
      at += next.length;
    } else addAll([word]);
  }
  for (const end of ends.reverse()) stick(end);
  for (const end of words.slice(last)) stick(end);
  return said;
}
