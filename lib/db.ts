import { PrismaPg } from '@prisma/adapter-pg';
import { AppError } from './errors.ts';
import { PrismaClient } from './generated/prisma/client.ts';

export type Db = PrismaClient;

/** Opens a client with a pool of its own on a PostgreSQL URL; `$disconnect()` closes it. */
export function openDb(url: string, { poolSize = 10 } = {}): Db {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 5000 }),
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
