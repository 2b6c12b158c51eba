/** What was written for an earlier migration, with one line of it changed; a migration that was released stays as it is. */
export function changed(
  sql: string,
  { from, to, lines }: { from: string; to: string; lines: [string, string][] },
): string {
  const start = sql.indexOf(from);
  const end = to === '' ? sql.length : sql.indexOf(to, start);
  const text = sql.slice(start, end).replace(/^create (or replace )?function/, 'create or replace function');
  return lines.reduce((result, [line, by]) => {
    if (result.split(line).length !== 2) throw new Error(`This stands there once no more: ${line}`);
    return result.replace(line, () => by);
  }, text);
}
