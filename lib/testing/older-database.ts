import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { openDb } from '#lib/db.ts';
import { migrateDatabase, migrations as ofEngine } from '#lib/engine/testing/index.ts';
import { migrate } from '#lib/postgres/migrate.ts';

const folder = path.join(import.meta.dirname, 'older-databases');
const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** What stands in the first line: when it was made, the last migration that it had, how many the engine had. */
type Head = { madeAt: string; last: string; engine: number; ids: Record<string, string> };

/** Databases as earlier versions of this product left them, every row written by the code of that time. */
export const olderDatabases = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

/**
 * Makes a database that an earlier version has just left, with the rows and tables of that time, its times moved to now.
 * `ids` name what is in it; `upgrade` brings it to the version at hand and answers what was applied.
 */
export async function openOlderDatabase(name: string) {
  const [first = '', ...lines] = readFileSync(path.join(folder, name), 'utf8').trim().split('\n');
  const head = JSON.parse(first) as Head;
  const url = new URL(inject('templateDatabaseUrl'));
  const maintenance = url.href.replace(/\/[^/]+$/, '/postgres');
  url.pathname = `/older_${randomBytes(6).toString('hex')}`;
  await migrateTo(url.href, head.last);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('CREATE SCHEMA engine');
    await client.query(bookkeepingOfEngine);
    for (const [index, sql] of ofEngine.slice(0, head.engine).entries()) {
      await client.query(sql);
      await client.query(
        "INSERT INTO engine.migration (version, checksum) VALUES ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'))",
        [index + 1, sql],
      );
    }
    // As a restore does: the rows fit to each other, in whatever order they come.
    await client.query("SET session_replication_role = 'replica'");
    for (const table of ['public.library_size', 'engine.lane'])
      await client.query(
        `DO $$ BEGIN IF to_regclass('${table}') IS NOT NULL THEN DELETE FROM ${table}; END IF; END $$`,
      );
    for (const line of lines) {
      const { table, row } = JSON.parse(line) as { table: string; row: object };
      await client.query(
        `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(null::${table}, $1)`,
        [row],
      );
    }
    await client.query(moveTimes);
    await client.query('CALL pg_temp.move($1)', [head.madeAt]);
    await client.query(moveSequences);
  } finally {
    await client.end();
  }
  return {
    url: url.href,
    ids: head.ids,
    async upgrade(): Promise<{ migrations: string[]; ofEngine: number }> {
      return { migrations: await migrate(url.href), ofEngine: await migrateDatabase(url.href) };
    },
    /** A client on it, as `createTestDatabase` gives one. */
    open() {
      const db = openDb(url.href, { patienceMs: 60_000 });
      const drop = async () => {
        await db.$disconnect();
        const admin = new pg.Client({ connectionString: maintenance });
        await admin.connect();
        await admin.query(`DROP DATABASE IF EXISTS ${url.pathname.slice(1)} WITH (FORCE)`);
        await admin.end();
      };
      return { url: url.href, db, drop };
    },
  };
}

/** Applies the migrations that there were then; their files are not changed any more, which `migrate` sees to. */
async function migrateTo(databaseUrl: string, last: string): Promise<void> {
  const then = mkdtempSync(path.join(os.tmpdir(), 'intentui-migrations-'));
  try {
    for (const name of readdirSync(migrations))
      if (name <= last) cpSync(path.join(migrations, name), path.join(then, name), { recursive: true });
    await migrate(databaseUrl, then);
  } finally {
    rmSync(then, { recursive: true });
  }
}

const bookkeepingOfEngine =
  'CREATE TABLE engine.migration (version int PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())';

/** Every time of every table, so that what was under way then is under way now. */
const moveTimes = `
  CREATE PROCEDURE pg_temp.move(made timestamptz) LANGUAGE plpgsql AS $$
    DECLARE v record;
    BEGIN
      FOR v IN SELECT table_schema, table_name, string_agg(format('%1$I = %1$I + (now() - %2$L::timestamptz)', column_name, made), ', ') AS moved
        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema IN ('public', 'engine') AND table_type = 'BASE TABLE' AND data_type LIKE 'timestamp%'
          AND table_name NOT LIKE '%migration%'
        GROUP BY 1, 2
      LOOP EXECUTE format('UPDATE %I.%I SET %s', v.table_schema, v.table_name, v.moved); END LOOP;
    END $$`;

const moveSequences = `
  DO $$ DECLARE v record; BEGIN
    FOR v IN SELECT table_schema, table_name, column_name,
        pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) AS sequence
      FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema IN ('public', 'engine') AND table_type = 'BASE TABLE'
    LOOP
      IF v.sequence IS NOT NULL THEN
        EXECUTE format('SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %I.%I), false)', v.sequence, v.column_name, v.table_schema, v.table_name);
      END IF;
    END LOOP;
  END $$`;
