import type { Db } from '#lib/db.ts';

export type EngineEvent = { id: string; name: string; data: Record<string, unknown> };

/**
 * Sends what is in the outbox to the engine, oldest first, and marks it sent; answers how many went out. An event may
 * go out twice when the process dies in between: the engine knows it by its id. Several processes share the work.
 * Throws when the engine does not take them; they then stay for the next call.
 */
export async function sendOutbox({
  db,
  send,
  limit = 100,
}: {
  db: Db;
  send: (events: EngineEvent[]) => Promise<void>;
  limit?: number;
}): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<
        { id: bigint; event_id: string; name: string; data: Record<string, unknown> }[]
      >`
        SELECT id, event_id, name, data FROM outbox WHERE sent_at IS NULL
        ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (rows.length === 0) return 0;
      await send(rows.map((row) => ({ id: row.event_id, name: row.name, data: row.data })));
      await tx.$executeRaw`
        UPDATE outbox SET sent_at = clock_timestamp(), attempts = attempts + 1
        WHERE id = ANY(${rows.map((row) => row.id)}::bigint[])`;
      return rows.length;
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
}
