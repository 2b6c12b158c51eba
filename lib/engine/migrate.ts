import { createHash } from 'node:crypto';
import pg from 'pg';
import { EngineError } from './errors.ts';
import { migrations } from './migrations/index.ts';

/** First half of the engine's advisory locks ('eng' and the like, as a number); the second half tells what is locked. */
export const lockClass = 1701734247;
const migrationLock = -1;

/** Brings the schema `engine` of a database up to date. Returns how many migrations were applied. */
export async function migrateDatabase(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect().catch((cause) => {
    throw new EngineError('database_unavailable', undefined, { cause });
  });
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
    // One that is there may be somebody's who could not make it.
    const { rowCount } = await client.query("select 1 from pg_namespace where nspname = 'engine'");
    if (!rowCount) await client.query('create schema if not exists engine');
    await client.query(
      'create table if not exists engine.migration (version int primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ checksum: string }>(
      'select checksum from engine.migration order by version',
    );
    for (const [index, sql] of migrations.entries()) {
      const checksum = createHash('sha256').update(sql).digest('hex');
      const applied = rows[index]?.checksum;
      if (applied && applied !== checksum) throw new EngineError('migration_failed', changed(index + 1));
      if (applied) continue;
      await client.query(sql);
      await client.query('insert into engine.migration (version, checksum) values ($1, $2)', [
        index + 1,
        checksum,
      ]);
    }
    await client.query('commit');
    return migrations.length - rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

const changed = (version: number) =>
  `Migration ${version} of the engine has changed since it was applied; if nothing in it is needed, ` +
  'run `drop schema engine cascade` in the database and start again.';
