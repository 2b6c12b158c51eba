import type { Db } from '#lib/db.ts';
import { type Tally, windowSeconds } from './wrong-keys.ts';

/** Adds wrong keys by address to what all processes have counted in this window, which is by the database's clock. */
export async function shareWrongKeys(
  db: Db,
  more: readonly { address: string; count: number }[],
): Promise<Tally[]> {
  const rows = await db.$queryRaw<{ address: string; count: number; seconds: number }[]>`
    INSERT INTO wrong_key (address, window_start, count)
    SELECT address, date_bin(make_interval(secs => ${windowSeconds}), now(), 'epoch'::timestamptz), count
    FROM unnest(${more.map(({ address }) => address)}::text[], ${more.map(({ count }) => count)}::int[])
      AS told (address, count)
    ON CONFLICT (address) DO UPDATE SET
      count = excluded.count + CASE WHEN wrong_key.window_start = excluded.window_start THEN wrong_key.count ELSE 0 END,
      window_start = excluded.window_start
    RETURNING address, count,
      extract(epoch FROM window_start + make_interval(secs => ${windowSeconds}) - now())::float AS seconds`;
  return rows.map(({ address, count, seconds }) => ({
    address,
    count,
    resetSeconds: Math.max(0, seconds),
  }));
}
