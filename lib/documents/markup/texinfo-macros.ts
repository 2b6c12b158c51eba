/** Macros may call others, and stand for much: so deep, so many signs in all, and with so long words. */
const most = { deep: 3, grown: 2_000_000, words: 2000 };

type Macro = { names: string[]; body: string };

/** The text with what its own macros stand for in place of them, and other names of commands by the first. */
export function expandMacros(text: string): string {
  if (!/^[ \t]*@(?:r?macro|alias)[ \t]/m.test(text)) return text;
  const { macros, aliases, lines } = macrosIn(text.split('\n'));
  let said = lines.join('\n');
  let left = most.grown;
  for (let pass = 0; pass < most.deep && macros.size > 0 && left > 0; pass += 1) {
    const parts: string[] = [];
    let at = 0;
    for (const found of said.matchAll(/@([A-Za-z][\w-]*)/g)) {
      const macro = macros.get(found[1] ?? '');
      if (!macro || found.index < at || left <= 0) continue;
      const { given, after } = argumentsAt(said, found.index + found[0].length, macro);
      const body = macro.body.replace(/\\(\w+)\\/g, (whole, name: string) => {
        const place = macro.names.indexOf(name);
        return place === -1 ? whole : (given[place] ?? '').trim();
      });
      left -= body.length;
      parts.push(said.slice(at, found.index), body);
      at = after;
    }
    if (at === 0) break;
    said = parts.join('') + said.slice(at);
  }
  return said.replace(/@(\w+)/g, (written, name: string) =>
    aliases.has(name) ? `@${aliases.get(name)}` : written,
  );
}

/** The macros that lines define, and the lines without them. */
function macrosIn(all: readonly string[]) {
  const macros = new Map<string, Macro>();
  const aliases = new Map<string, string>();
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += 1) {
    const line = all[at] as string;
    const [, name, args = ''] = /^\s*@r?macro\s+([A-Za-z][\w-]*)\s*(?:\{([^{}]*)\})?/.exec(line) ?? [];
    const [, other, command] = /^\s*@alias\s+(\w+)\s*=\s*(\w+)/.exec(line) ?? [];
    if (other && command) aliases.set(other, command);
    if (!name) {
      lines.push(line);
      continue;
    }
    const from = at + 1;
    while (at < all.length && !/^\s*@end r?macro\b/.test(all[at] as string)) at += 1;
    const body = all.slice(from, at).join('\n');
    const names = args.split(',').map((each) => each.trim());
    if (body.length <= most.words) macros.set(name, { names: names.filter(Boolean), body });
  }
  return { macros, aliases, lines };
}

/** What stands in braces behind the name of a macro, or on the rest of its line where it takes one thing. */
function argumentsAt(text: string, at: number, { names }: Macro): { given: string[]; after: number } {
  if (text[at] !== '{') {
    if (names.length !== 1) return { given: [], after: at };
    const rest = /[^\n]*/.exec(text.slice(at, at + most.words))?.[0] ?? '';
    return { given: [rest], after: at + rest.length };
  }
  let depth = 0;
  let end = at;
  for (; end < text.length && end - at < most.words; end += 1) {
    if (text[end] === '{' && text[end - 1] !== '@') depth += 1;
    if (text[end] === '}' && text[end - 1] !== '@') depth -= 1;
    if (depth === 0) break;
  }
  const said = text.slice(at + 1, end);
  return { given: names.length > 1 ? said.split(/(?<!\\),/) : [said], after: end + 1 };
}
