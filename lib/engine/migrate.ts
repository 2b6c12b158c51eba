import pg from 'pg';
import { migrations } from './migrations/index.ts';

/** First half of the engine's advisory locks ('eng' and the like, as a number); the second half tells what is locked. */
export const lockClass = 1701734247;
const migrationLock = -1;

/** Brings the schema `engine` of a database up to date. Returns how many migrations were applied. */
export async function migrateDatabase(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await migrate(client);
  } finally {
    await client.end();
  }
}

/** Two engines that start at once take turns; a migration that fails leaves nothing behind. */
async function migrate(client: pg.Client): Promise<number> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1, $2)', [lockClass, migrationLock]);
    await client.query('create schema if not exists engine');
    await client.query(
      'create table if not exists engine.migration (version int primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ version: number }>(
      'select coalesce(max(version), 0) as version from engine.migration',
    );
    const applied = rows[0]?.version ?? 0;
    for (const [index, sql] of migrations.entries()) {
      if (index < applied) continue;
      await client.query(sql);
      await client.query('insert into engine.migration (version) values ($1)', [index + 1]);
    }
    await client.query('commit');
    return Math.max(0, migrations.length - applied);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
