const rule = /^([=\-~*#_+^])\1{2,}$/;
const longestTitle = 100;
/** A rule above a title is as wide as the page; one below it, as wide as the title, or hardly less or more. */
const leastRule = 20;
const mostDifference = 3;
const fewestListed = 3;

/**
 * Plain text with its underlined titles as headings: a short line by itself with a line of signs below it, or a rule above.
 * Lines of a table of contents, which say the headings once more, go.
 */
export function markHeadings(text: string): string {
  const lines = text.split('\n');
  const titles = new Map<number, { sign: string; from: number; after: number }>();
  for (const [at, line] of lines.entries()) {
    const sign = rule.exec(line.trim())?.[1];
    if (!sign) continue;
    const [above = '', below = ''] = [lines[at - 1], lines[at + 1]];
    if (
      isTitle(above) &&
      !lines[at - 2]?.trim() &&
      Math.abs(above.trim().length - line.trim().length) <= mostDifference
    )
      titles.set(at - 1, { sign, from: at - 1, after: at + 1 });
    else if (line.trim().length >= leastRule && isTitle(below) && !above.trim() && isEnd(lines[at + 2]))
      titles.set(at + 1, {
        sign: `above ${sign}`,
        from: at,
        after: rule.test(lines[at + 2]?.trim() ?? '') ? at + 3 : at + 2,
      });
  }
  if (titles.size === 0) return text;
  const levels = [...new Set([...titles].sort(([one], [other]) => one - other).map(([, { sign }]) => sign))];
  const listed = tableOfContents(lines, titles);
  const written: string[] = [];
  const starts = new Map([...titles].map(([at, title]) => [title.from, { at, ...title }]));
  for (let at = 0; at < lines.length; ) {
    const title = starts.get(at);
    if (title) {
      written.push(
        `${'#'.repeat(Math.min(6, levels.indexOf(title.sign) + 1))} ${lines[title.at]?.trim()}`,
        '',
      );
      at = title.after;
    } else {
      if (!listed.has(at)) written.push(lines[at] as string);
      at += 1;
    }
  }
  return written
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '');
}

const isTitle = (line: string) =>
  line.trim().length <= longestTitle &&
  /[\p{L}\p{N}]/u.test(line) &&
  !/[,;]$/.test(line.trim()) &&
  !/^\s*[|#>]/.test(line);
const isEnd = (line: string | undefined) => !line?.trim() || rule.test(line.trim());

/** The places of lines that say a title and nothing else, several in a row. */
function tableOfContents(lines: readonly string[], titles: ReadonlyMap<number, unknown>): Set<number> {
  const said = new Set([...titles.keys()].map((at) => wordsOf(lines[at] as string)));
  const listed = new Set<number>();
  let row: number[] = [];
  for (const [at, line] of [...lines, 'end'].entries()) {
    if (!line.trim()) continue;
    if (!titles.has(at) && said.has(wordsOf(line))) row.push(at);
    else {
      if (row.length >= fewestListed) for (const place of row) listed.add(place);
      row = [];
    }
  }
  return listed;
}

/** Without the dots and the number of a page behind it. */
const wordsOf = (line: string): string =>
  line
    .trimEnd()
    .replace(/(?<![ .])[ .]{3,}\d+$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
