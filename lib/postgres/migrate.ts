import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { AppError } from '#lib/errors.ts';
import { readDatabaseUrl } from './database-url.ts';
import { explainDatabase } from './explain-database.ts';

/** The lock that Prisma's own migrate takes, so that the two never run at once. */
const prismaLock = 72707369;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies the migrations of a folder in order of name and keeps Prisma's `_prisma_migrations` table true, so that
 * its tools agree. Makes the database when the server does not have it. Returns the names applied now.
 *
 * A migration that fails is rolled back whole and tried again next time. Throws `database_unavailable` when the
 * server does not answer within 8 s and `migration_failed` when a migration fails or was changed after it ran.
 */
export async function migrate(databaseUrl: string, directory = defaultDirectory): Promise<string[]> {
  const migrations = readMigrations(directory);
  const client = await connect(readDatabaseUrl(databaseUrl).href);
  try {
    await inTurn(client, () => client.query(bookkeeping));
    const pending = findPending(migrations, await readApplied(client));
    const applied: string[] = [];
    for (const migration of pending) if (await apply(client, migration)) applied.push(migration.name);
    return applied;
  } finally {
    await client.end();
  }
}

const defaultDirectory = path.resolve(import.meta.dirname, '../../prisma/migrations');

const bookkeeping = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

function readMigrations(directory: string): Migration[] {
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Opens a connection, and makes the database where the server does not have it. Throws what is wrong, in a sentence. */
export async function connect(databaseUrl: string): Promise<pg.Client> {
  try {
    return await open(databaseUrl);
  } catch (error) {
    if (codeOf(error) !== '3D000') throw explainDatabase(error, new URL(databaseUrl));
  }
  await createDatabase(databaseUrl);
  return open(databaseUrl).catch((error) => {
    throw explainDatabase(error, new URL(databaseUrl));
  });
}

async function open(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 8000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  const missing = Object.assign(new Error(`database "${name}" does not exist`), { code: '3D000' });
  const client = await open(url.href).catch(() => {
    throw explainDatabase(missing, new URL(databaseUrl));
  });
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04, 23505: somebody else made it just now.
    if (codeOf(error) === '42501') throw explainDatabase(missing, new URL(databaseUrl));
    if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw explainDatabase(error, url);
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<Map<string, Applied>> {
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function findPending(migrations: Migration[], applied: Map<string, Applied>): Migration[] {
  return migrations.filter(({ name, checksum }) => {
    const row = applied.get(name);
    if (!row) return true;
    if (!row.finished_at) {
      throw new AppError(
        'migration_failed',
        `Migration ${name} failed halfway in another tool: repair the database, then \`prisma migrate resolve\` it.`,
      );
    }
    if (row.checksum !== checksum) {
      throw new AppError(
        'migration_failed',
        `Migration ${name} was changed after it was applied: restore its file and create a new migration.`,
      );
    }
    return false;
  });
}

/**
 * The migration and its row stand or fall together. False where another start applied it meanwhile. The lock is that of the
 * transaction: a lock of the connection would stay behind in a pool.
 */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<boolean> {
  try {
    return await inTurn(client, async () => {
      if ((await readApplied(client)).has(name)) return false;
      // Without parameters the whole file goes as one message, functions with ";" inside included.
      await client.query(sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, clock_timestamp(), 1)`,
        [randomUUID(), checksum, name],
      );
      return true;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('migration_failed', `Migration ${name} failed and was rolled back: ${reason}`, {
      cause,
    });
  }
}

async function inTurn<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [prismaLock]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}
