/** What a site asks of programs that read it: which paths, and how long to pause between two of them. */
export type Robots = { allows(url: URL): boolean; pauseSeconds: number | null };

type Rule = { allow: boolean; path: string };
type Group = { agents: string[]; rules: Rule[]; pauseSeconds: number | null };

/** RFC 9309 wants at least 500 KiB to be read. */
const maxLength = 512 * 1024;

/**
 * Reads a robots.txt as RFC 9309 says, for the program that calls itself `agent`: the groups that name it, else those
 * for `*`. The longest path that fits decides, and of two as long the one that allows. `Crawl-delay`, which the RFC does
 * not have and many sites do, is told as well. What is no robots.txt allows everything.
 */
export function parseRobots(text: string, agent: string): Robots {
  const groups = groupsOf(text.slice(0, maxLength));
  const of = (name: string) => groups.filter(({ agents }) => agents.includes(name));
  const own = of(agent.toLowerCase());
  const chosen = own.length > 0 ? own : of('*');
  const rules = chosen.flatMap((group) => group.rules);
  return {
    pauseSeconds: chosen.map(({ pauseSeconds }) => pauseSeconds).find((seconds) => seconds !== null) ?? null,
    allows(url) {
      const target = normal(url.pathname + url.search);
      if (target === '/robots.txt') return true;
      let best: Rule | undefined;
      for (const rule of rules) {
        if (!fits(rule.path, target)) continue;
        const isBetter = !best || rule.path.length > best.path.length;
        if (isBetter || (rule.allow && rule.path.length === best?.path.length)) best = rule;
      }
      return best?.allow ?? true;
    },
  };
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let isNaming = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n?|\n/)) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/.exec(line) ?? [];
    const field = name.toLowerCase();
    if (field === 'user-agent') {
      if (!isNaming) groups.push({ agents: [], rules: [], pauseSeconds: null });
      isNaming = true;
      // Some write the version too; the product's name alone counts.
      groups.at(-1)?.agents.push((value.split(/[\s/]/, 1)[0] ?? '').toLowerCase());
      continue;
    }
    const group = groups.at(-1);
    if (!group || !/^(?:allow|disallow|crawl-delay)$/.test(field)) continue;
    isNaming = false;
    if (field === 'crawl-delay') group.pauseSeconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : null;
    else if (/^[/*]/.test(value)) group.rules.push({ allow: field === 'allow', path: normal(value) });
  }
  return groups;
}

/** A path in one spelling: what need not be escaped is not, what has to be is, in capitals. */
function normal(path: string): string {
  return path
    .replace(/%[0-9a-f]{2}/gi, (escaped) => {
      const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase();
    })
    .replace(/[^\x21-\x7e]+/g, (characters) => encodeURIComponent(characters.toWellFormed()));
}

/** Whether a path begins as a pattern says: `*` for any characters, `$` for its end. In linear time a star. */
function fits(pattern: string, target: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...rest] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!target.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop();
  if (last === undefined) return !isWhole || at === target.length;
  for (const part of rest) {
    const found = target.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return isWhole ? target.length - last.length >= at && target.endsWith(last) : target.includes(last, at);
}
