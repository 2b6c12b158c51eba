import pg from 'pg';
import { endWhenSilent } from './watch-connection.ts';

/** What the engine's modules need of Postgres: one statement, one round trip, one commit. */
export type Database = {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

const deadlockDetected = '40P01';
/** Postgres ends a statement before silence is taken for death, and its answer needs a moment. */
const graceMs = 2000;

/**
 * Opens a pool of connections. Statements are prepared once a connection, unless another pool stands between; one that Postgres ended to break a deadlock
 * is run again, one that takes longer than `statementMs` is ended, and a connection that died without a word is replaced. `close` waits for
 * statements under way.
 */
export function openDatabase(
  databaseUrl: string,
  { poolSize = 12, isPooled = false, statementMs = 10_000 } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    async onConnect(client) {
      endWhenSilent(client, statementMs + graceMs);
      // A pool between knows no settings of a connection.
      if (!isPooled) await client.query(`set statement_timeout = ${statementMs}`);
    },
  });
  pool.on('error', () => {}); // an idle connection was lost; the next query opens another
  return {
    async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      for (let attempt = 0; ; attempt++) {
        try {
          return (
            await pool.query<Row>(isPooled ? { text, values } : { name: statementName(text), text, values })
          ).rows;
        } catch (error) {
          if (attempt < 3 && (error as { code?: string }).code === deadlockDetected) continue;
          throw error;
        }
      }
    },
    close: () => pool.end(),
  };
}

const names = new Map<string, string>();

function statementName(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `engine_${names.size}`;
  names.set(text, name);
  return name;
}
