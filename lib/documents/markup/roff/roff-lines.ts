/** A line of a roff source: a call with what it is given, escapes and all, or words. */
export type RoffLine =
  | { call: string; given: string; words?: undefined }
  | { call: undefined; words: string };

const lineOfCall = /^[.'][ \t]*([^\s\\"]{0,40})[ \t]*(.*)$/;
const condition =
  /^(!?)\s*(?:(n|t|o|e)(?![\w'])|([drcFS])\s*(\S+)|(\\n(?:\(\.g|\[\.g\]))|(['"])(.*?)\6(.*?)\6|\(?[^\s{]*)\s*(.*)$/;
/** Strings may name strings, and a source may name one in each sign. */
const most = { string: 1000, rounds: 4, expanded: 4_000_000 };

/**
 * The lines of a roff source that are seen on a terminal: comments, definitions and what holds elsewhere go, strings
 * that it sets stand in their places. `defined` are the names of its own macros.
 */
export function roffLines(source: string): { lines: RoffLine[]; defined: Set<string> } {
  const lines: RoffLine[] = [];
  const defined = new Set<string>();
  const strings = new Map<string, string>();
  const expand = stringsInto(strings);
  /** Whether what stands in each open pair of braces is seen. */
  const open: boolean[] = [];
  let hidden = 0;
  let isElse = false;
  let definition: string | undefined;

  const push = (isSeen: boolean) => {
    open.push(isSeen);
    if (!isSeen) hidden += 1;
  };
  const close = (line: string) => {
    for (let left = line.split('\\}').length - 1; left > 0 && open.length > 0; left -= 1)
      if (open.pop() === false) hidden -= 1;
  };

  for (const whole of joinLines(source)) {
    if (definition !== undefined) {
      if (whole.replace(/^([.'])[ \t]+/, '$1').startsWith(definition)) definition = undefined;
      continue;
    }
    let line = whole;
    let isSeen = true;
    for (let at = 0; at < 10; at += 1) {
      const [, call = '', rest = ''] = lineOfCall.exec(line) ?? [];
      if (!/^(?:if|ie|el|while)$/.test(call)) break;
      const said: Decided = call === 'el' ? { holds: isElse, body: rest } : decide(rest, strings);
      const holds = said.holds && call !== 'while';
      if (call === 'ie') isElse = !holds;
      line = said.body;
      if (!line.startsWith('\\{')) {
        isSeen &&= holds;
        continue;
      }
      push(isSeen && holds);
      line = line.replace(/^\\\{\\?/, '');
    }
    const isHidden = hidden > 0 || !isSeen;
    close(line);
    if (isHidden) continue;
    const text = line.replace(/\\[{}]/g, '');
    const called = lineOfCall.exec(text);
    if (!called) {
      if (text || !line) lines.push({ call: undefined, words: expand(text) });
      continue;
    }
    const [, call = '', given = ''] = called;
    if (/^(?:de|de1|am|dei|ig)$/.test(call)) {
      const [first = '', end] = argumentsOf(given);
      if (call !== 'ig' && !unseen.test(first)) defined.add(first);
      definition = call === 'ig' ? `.${first}` : `.${end ?? ''}`;
      if (definition === '.') definition = '..';
    } else if (call === 'ds') {
      const [, key = '', value = ''] = /^(\S+)\s*"?(.*)$/.exec(given) ?? [];
      strings.set(key, expand(value).slice(0, most.string));
    } else if (call) lines.push({ call, given: expand(given) });
  }
  return { lines, defined };
}

/** Lines of the source, comments left out, one that ends in a backslash with the next. */
function joinLines(source: string): string[] {
  const lines: string[] = [];
  let begun = '';
  for (const raw of source.replace(/\r\n?/g, '\n').split('\n')) {
    if (/^[.'][ \t]*\\["#]|^'''/.test(raw)) continue;
    const line = begun + raw;
    begun = '';
    // A brace with a backslash behind it opens what stands on the next lines.
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(raw) && !raw.endsWith('\\{\\')) begun = line.slice(0, -1);
    else lines.push(line);
  }
  return begun ? [...lines, begun] : lines;
}

/** Whether a condition holds, and what stands behind it. */
type Decided = { holds: boolean; body: string };

/** Whether a condition holds on a terminal, and what stands behind it. What is not understood does not hold. */
function decide(rest: string, strings: ReadonlyMap<string, string>): Decided {
  const [, not, device, kind, key = '', groff, , one, other, body = ''] = condition.exec(rest) ?? [];
  const holds =
    device === 'n' ||
    groff !== undefined ||
    (kind === 'd' && strings.has(key)) ||
    (one !== undefined && one === other);
  const [, after] = /^[^\s{]*\s*(\\\{.*)$/.exec(rest) ?? [];
  return { holds: holds !== Boolean(not), body: after ?? body };
}

const stringName = /\\\*(?:\((..)|\[([^\]\n]{0,99})\]|([^([]))/g;

/** Puts strings where they are named. */
function stringsInto(strings: ReadonlyMap<string, string>): (words: string) => string {
  let expanded = 0;
  return (words) => {
    let said = words;
    for (let round = 0; round < most.rounds && said.includes('\\*'); round += 1) {
      if (expanded > most.expanded) return '';
      said = said.replace(stringName, (_, two, long, one) => {
        const key = two ?? long ?? one;
        return strings.get(key) ?? standing[key] ?? '';
      });
      expanded += said.length;
    }
    return said;
  };
}

/** Macros of programs that make manual pages: entries for an index, distances. */
const unseen = /^(?:IX|X[EF]?|PD|DT|UC|AT|TP|ne)$/;

/** What the macros of manual pages set themselves. */
const standing: Record<string, string> = { R: '®', Tm: '™', lq: '“', rq: '”', Aq: "'", S: '' };

/** What a call is given, taken apart: words, or several in double quotes. */
export function argumentsOf(given: string): string[] {
  return [...given.replace(/\s*\\".*$/, '').matchAll(/"((?:[^"]|"")*)"?|((?:\\[ ]|[^ \t])+)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}
