import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#lib/config.ts';
import { type Db, openDb } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { readPostmaster } from '#lib/postgres/postgres-cluster.ts';

/** Opens the product's data beside a running product or without one; `close` leaves all as it was. */
export async function openData(config: Config): Promise<{ db: Db; close(): Promise<void> }> {
  if (config.DATABASE_URL) {
    const db = openDb(config.DATABASE_URL);
    return { db, close: () => db.$disconnect() };
  }
  const cluster = path.join(config.DATA_DIR, 'postgres');
  if (!existsSync(cluster)) {
    throw new AppError(
      'invalid_configuration',
      `There is no data in ${config.DATA_DIR}: run npm start first, or set DATA_DIR.`,
    );
  }
  const wasRunning = readPostmaster(cluster) !== undefined;
  const postgres = createPostgres({ dataDir: config.DATA_DIR });
  const { url } = await postgres.start();
  const db = openDb(url('intentui'));
  return {
    db,
    async close() {
      await db.$disconnect();
      if (!wasRunning) await postgres.stop();
    },
  };
}
