import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#lib/config.ts';
import { type Db, openDb } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { migrate } from './migrate.ts';
import { createPostgres } from './postgres.ts';
import { readPostmaster } from './postgres-cluster.ts';
import { probeDatabase } from './probe-database.ts';

export type OpenData = { db: Db; close(): Promise<void> };

/**
 * Opens the product's data beside a running product or without one; `close` leaves all as it was. With `mayMake` a
 * database that is not there yet, or not up to date, is made; else that is refused with what to do. A data directory
 * whose database does not run is held meanwhile, so that no start comes between.
 */
export async function openData(config: Config, { mayMake = false } = {}): Promise<OpenData> {
  if (config.DATABASE_URL) {
    const { url } = await probeDatabase(config.DATABASE_URL, { directUrl: undefined, needsEngine: false });
    if (mayMake) await migrate(url);
    const db = openDb(url);
    return { db, close: () => db.$disconnect() };
  }
  const cluster = path.join(config.DATA_DIR, 'postgres');
  if (!mayMake && !existsSync(cluster)) {
    throw new AppError(
      'invalid_configuration',
      `There is no data in ${config.DATA_DIR}: run npm start first, or set DATA_DIR.`,
    );
  }
  if (mayMake) mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const wasRunning = readPostmaster(cluster) !== undefined;
  const lock = wasRunning ? undefined : lockDataDir(config.DATA_DIR);
  const postgres = createPostgres({ dataDir: config.DATA_DIR });
  const end = async () => {
    if (!lock) return;
    await postgres.stop();
    lock.release();
  };
  try {
    const { url } = await postgres.start();
    if (mayMake) await migrate(url('intentui'));
    const db = openDb(url('intentui'));
    return { db, close: () => db.$disconnect().finally(end) };
  } catch (error) {
    await end();
    throw error;
  }
}
