import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';

/** A turn of a process that died ends by itself; no request to a page takes as long. */
const longestTurnSeconds = 40;
/** How often who waits looks again, at most. */
const lookAgainMs = 250;

/** Turns at a host over all processes: one that was taken, or how long the host wants to be left alone. */
export type SharedTurns = {
  take(host: string, options: { signal: AbortSignal; longestWaitMs: number }): Promise<SharedTurn>;
  rest(host: string, seconds: number): Promise<void>;
};
export type SharedTurn = { restMs: number } | { end(pauseMs: number): Promise<void> };

type Row = { slot: number | null; rest_ms: number | null; wait_ms: number | null };

/**
 * Lets the processes on a database take turns at each host: two rows a host, each free or taken until some moment. Taking
 * one is a statement of its own; who has to wait holds nothing, neither a transaction nor a connection. Without a database
 * each process keeps to its own turns.
 */
export function createSharedTurns({
  db,
  log,
  turnSeconds = longestTurnSeconds,
}: {
  db: Db;
  log: Log;
  turnSeconds?: number;
}): SharedTurns {
  const unshared = (cause: unknown) =>
    log.warn('turns at hosts are not shared with other processes for now', { cause: String(cause) });

  async function takeOnce(id: string, holder: string): Promise<Row> {
    const take = () => db.$queryRaw<Row[]>`
      WITH rest AS (SELECT free_at FROM host_turn WHERE host = ${id} AND slot = 0 AND free_at > now()),
      free AS (
        SELECT slot FROM host_turn WHERE host = ${id} AND slot > 0 AND free_at <= now()
          AND NOT EXISTS (SELECT 1 FROM rest)
        ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED),
      taken AS (
        UPDATE host_turn SET holder = ${holder}, free_at = now() + make_interval(secs => ${turnSeconds}::float8)
        FROM free WHERE host_turn.host = ${id} AND host_turn.slot = free.slot RETURNING host_turn.slot)
      SELECT (SELECT slot FROM taken) AS slot,
        (SELECT extract(epoch FROM free_at - now()) * 1000 FROM rest)::float8 AS rest_ms,
        (SELECT extract(epoch FROM min(free_at) - now()) * 1000 FROM host_turn WHERE host = ${id} AND slot > 0)::float8
          AS wait_ms`;
    const [row] = await take();
    if (row && row.wait_ms !== null) return row;
    await db.$executeRaw`
      INSERT INTO host_turn (host, slot, free_at) VALUES (${id}, 1, now()), (${id}, 2, now()) ON CONFLICT DO NOTHING`;
    return (await take())[0] ?? { slot: null, rest_ms: null, wait_ms: 0 };
  }

  return {
    async take(host, { signal, longestWaitMs }) {
      const id = idOf(host);
      const holder = randomUUID();
      const nobody = { end: async () => {} };
      for (;;) {
        let row: Row;
        try {
          row = await takeOnce(id, holder);
        } catch (cause) {
          unshared(cause);
          return nobody;
        }
        const { slot, rest_ms: restMs, wait_ms: waitMs } = row;
        if (slot !== null) {
          return {
            async end(pauseMs) {
              await db.$executeRaw`
                UPDATE host_turn SET holder = '', free_at = now() + make_interval(secs => ${pauseMs / 1000}::float8)
                WHERE host = ${id} AND slot = ${slot} AND holder = ${holder}`.catch(unshared);
            },
          };
        }
        if (restMs !== null && restMs > longestWaitMs) return { restMs };
        const left = restMs ?? Math.min(waitMs ?? 0, lookAgainMs);
        await sleep(Math.max(left, 10), undefined, { signal });
      }
    },
    async rest(host, seconds) {
      await db.$executeRaw`
        INSERT INTO host_turn (host, slot, free_at)
        VALUES (${idOf(host)}, 0, now() + make_interval(secs => ${seconds}::float8))
        ON CONFLICT (host, slot) DO UPDATE SET free_at = greatest(host_turn.free_at, EXCLUDED.free_at)`.catch(
        unshared,
      );
    },
  };
}

/** Which hosts were visited is nothing to keep: a hash says whose turn it is. */
const idOf = (host: string): string => createHash('sha256').update(host).digest('hex').slice(0, 32);
