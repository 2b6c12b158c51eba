import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import { openData } from '#lib/postgres/open-data.ts';

/** Works on the keys of a database, whether or not the product runs on it; one that is not there yet is made. */
export async function withData<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
  const { db, close } = await openData(config, { mayMake: true });
  try {
    return await work(db);
  } finally {
    await close();
  }
}
