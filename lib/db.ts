import { PrismaPg } from '@prisma/adapter-pg';
import { AppError, causesOf } from './errors.ts';
import { PrismaClient } from './generated/prisma/client.ts';

export type Db = PrismaClient;

/**
 * Opens a client with a pool of its own on a PostgreSQL URL; `$disconnect()` closes it. Whoever waits longer than
 * `patienceMs` for a connection, to begin a transaction too, is told that the database cannot be reached.
 */
export function openDb(url: string, { poolSize = 10, patienceMs = 5000 } = {}): Db {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: patienceMs }),
    transactionOptions: { maxWait: patienceMs, timeout: Math.max(patienceMs, 5000) },
  });
}

const shared = globalThis as unknown as { intentuiDb?: Db };

/** The process's one client, on `DATABASE_URL`; route handlers and instrumentation share it through globalThis. */
export function db(): Db {
  if (!shared.intentuiDb) {
    const url = process.env.DATABASE_URL;
    if (!url) throw new AppError('database_unavailable', 'DATABASE_URL is not set: start with `npm start`.');
    shared.intentuiDb = openDb(url);
  }
  return shared.intentuiDb;
}

const unreachable =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|terminat|Connection ended|timeout exceeded|starting up|shutting down|too many clients|Can't reach database/i;

/** Whether an error means that the database cannot be reached just now, not that a statement was wrong. */
export function isDatabaseDown(thrown: unknown): boolean {
  for (const error of causesOf(thrown)) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (/^(P1001|P1002|P1008|P1017|P2024|P2028|57P0[123]|53300|53100|08\w\w\w)$/.test(code)) return true;
    if (/ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT/.test(code)) return true;
    const isDriver = /Prisma|DriverAdapter/.test(error.name);
    if (isDriver && unreachable.test(error.message)) return true;
  }
  return false;
}
