import type { Db } from '#lib/db.ts';

/** Every table of every schema that is not PostgreSQL's own, read from its catalogue: `schema.table`. */
export async function listTables(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
  return rows.map(({ name }) => name);
}

/** In how many rows of which tables a word of ASCII stands, in any case and any column, bytes too. */
export async function findWord(db: Db, word: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const hex = Buffer.from(word).toString('hex');
  for (const name of await listTables(db)) {
    const table = name
      .split('.')
      .map((part) => `"${part}"`)
      .join('.');
    const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table} AS held
       WHERE strpos(lower(held::text), lower($1)) > 0 OR strpos(held::text, $2) > 0`,
      word,
      hex,
    );
    if (row && row.count > 0) found[name] = row.count;
  }
  return found;
}
