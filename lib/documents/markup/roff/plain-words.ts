/** Signs that roff writes by name, in `\(xx` and `\[name]`. */
const named: Record<string, string> = {
  ...{
    aq: "'",
    dq: '"',
    lq: '“',
    rq: '”',
    oq: '‘',
    cq: '’',
    Bq: '„',
    bq: '‚',
    Fo: '«',
    Fc: '»',
    ga: '`',
    aa: '´',
  },
  ...{
    em: '—',
    en: '–',
    hy: '-',
    mi: '−',
    bu: '•',
    ci: '○',
    sq: '□',
    ti: '~',
    ha: '^',
    rs: '\\',
    at: '@',
    sh: '#',
  },
  ...{
    co: '©',
    rg: '®',
    tm: '™',
    de: '°',
    mu: '×',
    di: '÷',
    pl: '+',
    eq: '=',
    '+-': '±',
    '!=': '≠',
    '==': '≡',
  },
  ...{ '<=': '≤', '>=': '≥', '->': '→', '<-': '←', '<>': '↔', ua: '↑', da: '↓', '=>': '⇒', if: '∞', Do: '$' },
  ...{
    sc: '§',
    ps: '¶',
    dg: '†',
    dd: '‡',
    ss: 'ß',
    ae: 'æ',
    AE: 'Æ',
    oe: 'œ',
    OE: 'Œ',
    oa: 'å',
    oA: 'Å',
    '/o': 'ø',
  },
  ...{
    '/O': 'Ø',
    la: '⟨',
    ra: '⟩',
    lB: '[',
    rB: ']',
    lC: '{',
    rC: '}',
    ul: '_',
    ba: '|',
    br: '|',
    or: '|',
    sl: '/',
  },
  ...{
    '12': '½',
    '14': '¼',
    '34': '¾',
    Eu: '€',
    eu: '€',
    Po: '£',
    ct: '¢',
    Ye: '¥',
    OK: '✓',
    fm: '′',
    sd: '″',
  },
  ...{
    '*a': 'α',
    '*b': 'β',
    '*g': 'γ',
    '*d': 'δ',
    '*e': 'ε',
    '*l': 'λ',
    '*m': 'μ',
    '*p': 'π',
    '*s': 'σ',
    '*w': 'ω',
  },
};
/** Marks above and below letters: `\(:a` is ä. */
const accents: Record<string, string> = {
  ...{
    ':': '\u0308',
    "'": '\u0301',
    '`': '\u0300',
    '^': '\u0302',
    '~': '\u0303',
    ',': '\u0327',
    v: '\u030c',
    o: '\u030a',
  },
};

const name = String.raw`(?:\((..)|\[([^\]\n]{0,99})\])`;
const escapes = new RegExp(
  [
    String.raw`\\["#].*`,
    // Named signs.
    String.raw`\\${name}`,
    String.raw`\\C'([^'\n]{0,99})'`,
    // Fonts, sizes, colours, registers and strings that nobody has set.
    String.raw`\\[fFmMnYgkV*](?:\(..|\[[^\]\n]{0,99}\]|[+-]?.)`,
    String.raw`\\s[+-]?(?:\(\d\d|\[[^\]\n]{0,9}\]|'[^'\n]{0,9}'|[+-]?\d)`,
    // What moves, draws or measures.
    String.raw`\\[hvwxlLDbZRHSXAB]'[^'\n]{0,200}'`,
    String.raw`\\N'(\d{1,6})'`,
    String.raw`\\o'([^'\n]{0,9})'`,
    String.raw`\\z`,
    String.raw`\\\$.`,
    // Any other sign by itself, and one at the end of a line.
    String.raw`\\([\s\S]?)`,
  ].join('|'),
  'g',
);

/** What single signs stand for: blanks, hyphens, and much that is not seen. */
const single: Record<string, string> = {
  ...{
    ' ': ' ',
    '~': ' ',
    '0': ' ',
    t: '\t',
    '-': '-',
    e: '\\',
    E: '\\',
    '\\': '\\',
    '.': '.',
    "'": '´',
    '`': '`',
  },
  ...{
    '&': '',
    ')': '',
    '/': '',
    ',': '',
    '|': '',
    '^': '',
    ':': '',
    '%': '',
    c: '',
    d: '',
    u: '',
    r: '',
    p: '',
  },
  ...{ '{': '', '}': '', '!': '', '?': '', a: '', '\n': '', '': '' },
};

/** Words of a roff source as they are read: signs by their names, without fonts, sizes and moves. */
export function plainWords(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(
    escapes,
    (all, short?: string, long?: string, other?: string, code?: string, over?: string, sign?: string) => {
      const called = short ?? long ?? other;
      if (called !== undefined) return signOf(called);
      if (code !== undefined) return charOf(Number(code));
      if (over !== undefined) return over.slice(0, 1);
      return sign === undefined || all.length > 2 ? '' : (single[sign] ?? sign);
    },
  );
}

function signOf(called: string): string {
  const known = named[called];
  if (known !== undefined) return known;
  const [, hex] = /^u([0-9A-F]{4,6})(?:_|$)/.exec(called) ?? [];
  if (hex) return charOf(Number.parseInt(hex, 16));
  const [, decimal] = /^char(\d{1,6})$/.exec(called) ?? [];
  if (decimal) return charOf(Number(decimal));
  const [mark = '', letter = ''] = called;
  return accents[mark] && /^.\p{L}$/u.test(called) ? `${letter}${accents[mark]}`.normalize('NFC') : '';
}

const charOf = (code: number): string =>
  code >= 32 && code <= 0x10ffff && (code & 0x1ff800) !== 0xd800 ? String.fromCodePoint(code) : '';
