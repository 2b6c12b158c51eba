import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL whose role may create databases, for the tests of the engine. */
    engineDatabaseUrl: string;
  }
}

/**
 * Makes a fresh, empty database for a test file: its URL, a way to ask it, and `drop` for `afterAll`, which ends every
 * connection to it.
 */
export async function createTestDatabase() {
  const server = inject('engineDatabaseUrl');
  const name = `engine_${randomBytes(6).toString('hex')}`;
  const at = new URL(server);
  at.pathname = `/${name}`;
  await administer(server, `create database ${name}`);
  const pool = new pg.Pool({ connectionString: at.href, max: 2 });
  pool.on('error', () => {}); // dropped with the database
  return {
    url: at.href,
    /** One statement; what stands in the template is its values. */
    async sql<Row>(parts: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
      const text = parts.map((part, index) => (index === 0 ? part : `$${index}${part}`)).join('');
      return (await pool.query(text, values)).rows as Row[];
    },
    async drop(): Promise<void> {
      await pool.end();
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
