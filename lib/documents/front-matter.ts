/**
 * Parts a file from its front matter (`---` lines of YAML at its start). Only plain `key: value` lines at the margin
 * are read, which is what titles and descriptions are; without front matter the body is the whole text.
 */
export function splitFrontMatter(text: string): { fields: Map<string, string>; body: string } {
  const fields = new Map<string, string>();
  const opening = /^---[ \t]*\n/.exec(text);
  const end = opening ? text.slice(0, 20_000).search(/\n(?:---|\.\.\.)[ \t]*(?:\n|$)/) : -1;
  if (!opening || end === -1) return { fields, body: text };
  for (const line of text.slice(opening[0].length, end).split('\n')) {
    const [, key, value] = /^([A-Za-z_][\w-]*):[ \t]+(\S.*)$/.exec(line) ?? [];
    if (key && value) fields.set(key, unquote(value.trim()));
  }
  const bodyStart = text.indexOf('\n', end + 1);
  return { fields, body: bodyStart === -1 ? '' : text.slice(bodyStart + 1) };
}

function unquote(value: string): string {
  if (/^'.*'$/.test(value)) return value.slice(1, -1).replaceAll("''", "'");
  if (/^".*"$/.test(value)) return value.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return value;
}
