/** One of a header's list: its value in lower case, and its parameters by name. */
type Part = { value: string; parameters: Map<string, string> };

/**
 * The parts of a header that is a list, such as `Accept` or `Prefer`: names in any case, values with or without quotation
 * marks. A part may stand behind a comma, a parameter behind a semicolon.
 */
export function readParts(header: string): Part[] {
  return header.split(',').map((part) => {
    const [value = '', ...rest] = part.split(';').map((one) => one.trim());
    const pairs = rest.map((one) => readPair(one));
    return { value: value.toLowerCase(), parameters: new Map(pairs) };
  });
}

/** The number of seconds that `Prefer: wait=N` asks for, with or without quotation marks and in any case; null where none. */
export function readWait(header: string | null): number | null {
  for (const one of (header ?? '').split(/[,;]/)) {
    const [name, value] = readPair(one);
    if (name === 'wait' && /^\d+$/.test(value)) return Number(value);
  }
  return null;
}

function readPair(text: string): [string, string] {
  const at = text.indexOf('=');
  const [name, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
}

/** Whether an `If-None-Match` names this tag: one of a list, weak or not, or any (`*`). */
export function hasTag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag);
}

/** Whether an `Accept` takes one of these media types; `q=0` refuses the most telling range that it is said of. */
export function accepts(header: string | null, types: readonly string[]): boolean {
  if (header === null || header.trim() === '') return true;
  const parts = readParts(header);
  return types.some((type) => {
    const ranges = [type, `${type.split('/')[0]}/*`, '*/*'];
    const said = ranges.flatMap((range) => parts.filter(({ value }) => value === range)).at(0);
    return said !== undefined && Number(said.parameters.get('q') ?? 1) !== 0;
  });
}

/** JSON of a value whose members may come in any order: the same for what means the same. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
