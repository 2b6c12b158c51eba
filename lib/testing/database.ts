import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, openDb } from '#lib/db.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the migrated database that fresh ones are copied from. */
    templateDatabaseUrl: string;
  }
}

export type TestDatabase = { url: string; db: Db; drop(): Promise<void> };

/**
 * Makes a fresh, migrated database for a test file: its URL, a client on it, and `drop` for `afterAll`, which ends
 * every connection to it. Works in the `database` project only (files named `*.db.test.ts`).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('templateDatabaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = withName(template, name);
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${new URL(template).pathname.slice(1)}`);
  // A hundred transactions at once take their time on a busy machine.
  const db = openDb(url, { patienceMs: 60_000 });
  const drop = async () => {
    await db.$disconnect();
    await administer(template, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { url, db, drop };
}

/** Runs a statement from the maintenance database, since nobody may be connected to a template while it is copied. */
async function administer(template: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withName(template, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withName(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
