import { randomInt } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Db } from '#lib/db.ts';
import type { Transaction } from './event-log.ts';

/** Milliseconds since 1970. */
export type Clock = () => number;

/**
 * The database's clock, by which rows have their times, for as long as a step takes: it is asked once and goes on by itself,
 * whatever the clocks of this machine say or are set to.
 */
export async function readDatabaseClock(db: Pick<Db | Transaction, '$queryRaw'>): Promise<Clock> {
  const askedAt = performance.now();
  const [row] = await db.$queryRaw<{ ms: number }[]>`
    SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms`;
  const at = (askedAt + performance.now()) / 2;
  const ms = row?.ms ?? Date.now();
  return () => ms + performance.now() - at;
}

const last = { ms: 0, seq: 0 };

/** An id whose order is the order of creation by the database's clock, over all processes; those of this one never tie. */
export async function newJobId(tx: Transaction): Promise<string> {
  const now = await readDatabaseClock(tx);
  const ms = Math.floor(now());
  if (ms > last.ms) Object.assign(last, { ms, seq: randomInt(2 ** 30) });
  else last.seq += 1;
  return uuidv7({ msecs: last.ms, seq: last.seq });
}
