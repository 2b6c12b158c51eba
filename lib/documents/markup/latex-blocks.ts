import { addAll } from '#lib/text/long-lists.ts';
import { tableBlocks } from '../office/table-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';

const depths: Record<string, number> = {
  part: 1,
  chapter: 1,
  section: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
};
/** Commands whose argument is nothing to read. */
const silent = new Set(
  'label vspace hspace includegraphics usepackage documentclass bibliography bibliographystyle input include pagestyle thispagestyle setlength newcommand renewcommand index centering cmidrule begin end'.split(
    ' ',
  ),
);
const marks: Record<string, string> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
};
const words: Record<string, string> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  o: 'ø',
  O: 'Ø',
  aa: 'å',
  AA: 'Å',
  ldots: '…',
  dots: '…',
  LaTeX: 'LaTeX',
  TeX: 'TeX',
  textbackslash: '\\',
  quad: ' ',
  textdegree: '°',
  texteuro: '€',
  pounds: '£',
  i: 'i',
  j: 'j',
  l: 'ł',
  L: 'Ł',
  item: '\n\u0001',
};
/** Signs in formulas that people write in texts too. */
const signs: Record<string, string> = {
  times: '×',
  cdot: '·',
  pm: '±',
  le: '≤',
  leq: '≤',
  ge: '≥',
  geq: '≥',
  approx: '≈',
  sim: '~',
  mu: 'μ',
  '%': '%',
  ',': ' ',
};
/** How deep commands are read that stand within each other. */
const mostNested = 8;

/** What was set aside, and headings. */
const block =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these mark what is set aside
  /\u0002(\d+)\u0003|\\(part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]\n]{0,300}\])?\{((?:[^{}]|\{[^{}]*\}){0,1000})\}/g;
const codes = ['verbatim', 'lstlisting', 'minted'];
const parts = ['tabular', 'tabularx', 'longtable', 'abstract'];
const named = (command: string) =>
  new RegExp(String.raw`\\${command}(?:\[[^\]\n]{0,300}\])?\{((?:[^{}]|\{[^{}]*\}){0,1000})\}`);

/**
 * Headings, paragraphs, lists, tables and code of a LaTeX text, with its title and authors. A formula of signs that
 * texts have too is words, any other stays as it is written. Odd input is words.
 */
export function latexBlocks(source: string): { blocks: PageBlock[]; title: string; author: string } {
  const aside: PageBlock[][] = [];
  const setAside = (blocks: PageBlock[]) => `\n\n\u0002${aside.push(blocks) - 1}\u0003\n\n`;
  const text = takeOut(
    source
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these mark what is set aside
      .replace(/[\u0001-\u0003]/g, ''),
    { names: codes, put: (_, inside) => setAside([codeBlock(inside)]) },
  ).replace(/(?<!\\)%[^\n]*/g, '');
  const start = text.indexOf('\\begin{document}');
  const end = text.lastIndexOf('\\end{document}');
  const inside = text
    .slice(start < 0 ? 0 : start + 16, end < 0 ? undefined : end)
    .replace(/\\(?:title|author|date)(?:\[[^\]\n]{0,300}\])?\{(?:[^{}]|\{[^{}]*\}){0,1000}\}/g, '');
  const body = takeOut(inside, {
    names: parts,
    put: (name, inside) => setAside(name === 'abstract' ? abstract(inside) : table(inside)),
  });
  const title = wordsOfLatex(named('title').exec(text)?.[1] ?? '');
  const author = wordsOfLatex((named('author').exec(text)?.[1] ?? '').replace(/\\and(?![a-zA-Z])/g, ', '));
  const blocks: PageBlock[] = title ? [{ kind: 'heading', depth: 1, words: title }] : [];
  let at = 0;
  for (const match of body.matchAll(block)) {
    addAll(blocks, prose(body.slice(at, match.index)));
    const [all, number, command, heading = ''] = match;
    at = match.index + all.length;
    if (command) blocks.push({ kind: 'heading', depth: depths[command] ?? 2, words: wordsOfLatex(heading) });
    else addAll(blocks, aside[Number(number)] ?? []);
  }
  return { blocks: [...blocks, ...prose(body.slice(at))], title, author };
}

/** Puts something in the place of each of these environments; one that never ends is left as it is. */
function takeOut(
  text: string,
  { names, put }: { names: readonly string[]; put: (name: string, inside: string) => string },
): string {
  const endless = new Set<string>();
  let told = '';
  let at = 0;
  for (const match of text.matchAll(/\\begin\{([a-z]+\*?)\}/g)) {
    const [begin, name = ''] = match;
    const plainName = name.replace('*', '');
    if (match.index < at || endless.has(name) || !names.includes(plainName)) continue;
    const from = match.index + begin.length;
    const ending = `\\end{${name}}`;
    const end = text.indexOf(ending, from);
    if (end < 0) endless.add(name);
    else {
      told += text.slice(at, match.index) + put(plainName, text.slice(from, end));
      at = end + ending.length;
    }
  }
  return told + text.slice(at);
}

const abstract = (inside: string): PageBlock[] => [
  { kind: 'heading', depth: 2, words: 'Abstract' },
  ...prose(inside),
];

/** What stands behind its beginning are options. */
const codeBlock = (inside: string): PageBlock => ({
  kind: 'code',
  language: '',
  value: inside.replace(/^[^\n]*\n/, '').trimEnd(),
});

function prose(text: string): PageBlock[] {
  return text
    .split(
      /\n[ \t]*\n|\\par(?![a-zA-Z])|\\(?:begin|end)\{(?!equation|align|math|gather|multline)[a-z]+\*?\}(?:\[[^\]\n]{0,30}\])?/,
    )
    .flatMap((part): PageBlock[] => {
      const [before = '', ...items] = inline(part).split('\u0001').map(oneLine);
      const lead: PageBlock[] = before ? [{ kind: 'paragraph', words: before }] : [];
      if (items.length === 0) return lead;
      return [
        ...lead,
        {
          kind: 'list',
          firstNumber: undefined,
          items: items.filter(Boolean).map((item) => [{ kind: 'paragraph', words: item }]),
        },
      ];
    });
}

function table(inside: string): PageBlock[] {
  // How its columns stand comes first.
  const rows = inside
    .replace(/^\s*(?:\{[^{}]*\}|\[[^\]]*\])+/, '')
    .replace(/\\(?:hline|toprule|midrule|bottomrule)|\\c(?:line|midrule)(?:\([^)]*\))?\{[^{}]*\}/g, '')
    .split(/\\\\(?:\[[^\]]{0,20}\])?/)
    .map((row) => row.split(/(?<!\\)&/).map(wordsOfLatex))
    .filter((cells) => cells.some(Boolean));
  return tableBlocks(rows, { hasHead: true });
}

/** What a piece of LaTeX says, on one line. */
export const wordsOfLatex = (text: string): string => oneLine(inline(text).replaceAll('\u0001', ' '));

/** The words of a text: what commands say, the innermost first, and signs as people write them. */
function inline(text: string): string {
  const formulas: string[] = [];
  let said = text
    .replace(
      /(?<!\\)\$\$?([^$]{1,500})\$\$?|\\\(([^$]{1,500}?)\\\)|\\\[([^$]{1,500}?)\\\]/g,
      (_, one?: string, two?: string, three?: string) =>
        `\u0002${formulas.push(formula(one ?? two ?? three ?? '')) - 1}\u0003`,
    )
    .replace(
      /\\(["'`^~])\s*(?:\{\\?([a-zA-Z])\}|\\?([a-zA-Z]))/g,
      (_, mark: string, one?: string, other?: string) => `${one ?? other}${marks[mark]}`.normalize('NFC'),
    )
    .replace(/\\([cvH])\{([a-zA-Z])\}/g, (_, mark: string, letter: string) =>
      `${letter}${hooks[mark] ?? ''}`.normalize('NFC'),
    )
    .replace(/\\\\(?:\[[^\]]{0,20}\])?/g, ' ')
    .replace(/\\([%&_#$ ])/g, '$1')
    .replace(/\\[,;:]/g, ' ')
    .replace(/\\[!/@-]/g, '');
  for (let pass = 0; pass < mostNested; pass += 1) {
    const before = said;
    said = said.replace(
      /\\([a-zA-Z]+)\*?(?:\[[^\]\n]{0,300}\])?\{([^{}]{0,20000})\}(?:\{([^{}]{0,20000})\})?/g,
      (_, name: string, first: string, second?: string) => spoken(name, first, second),
    );
    if (said === before) break;
  }
  return (
    said
      .replace(/\\([a-zA-Z]+)\s?/g, (_, name: string) => words[name] ?? '')
      .replace(/``|''/g, (sign) => (sign === '``' ? '“' : '”'))
      .replace(/---/g, '—')
      .replace(/--/g, '–')
      .replace(/~/g, ' ')
      .replace(/[{}]/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what was set aside
      .replace(/\u0002(\d+)\u0003/g, (_, at: string) => formulas[Number(at)] ?? '')
  );
}

const hooks: Record<string, string> = { c: '\u0327', v: '\u030c', H: '\u030b' };

function formula(source: string): string {
  const read = source
    .replace(/\^\{?\\circ\}?/g, '°')
    .replace(/\\([a-zA-Z]+|[%,])\s?/g, (all, name: string) => signs[name] ?? all);
  return /[\\^_{}&]/.test(read) ? `$${source}$` : read;
}

function spoken(name: string, first: string, second: string | undefined): string {
  if (silent.has(name)) return second === undefined || name === 'begin' ? '' : ` ${second}`;
  if (name === 'href') return second ?? first;
  if (/^[a-zA-Z]*(?:cite[a-zA-Z]*|ref)$/.test(name)) return `[${first}]${second ?? ''}`;
  if (name === 'footnote') return ` (${first})${second ?? ''}`;
  return second === undefined ? first : `${first} ${second}`;
}
