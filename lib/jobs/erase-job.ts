import type { Db } from '#lib/db.ts';
import type { Transaction } from './event-log.ts';
import { getJob } from './jobs.ts';

/** The engine forgets ended runs by itself after seven days. */
const engineDays = 8;

/**
 * Removes an ended job with its log, sources, quotes, drafts, idempotency keys and the message that asked for it, and the
 * snapshots and pages of the web that no other job rests on; the engine is asked to forget its runs (`finishErasures`). What
 * its model calls cost stays, without what was asked and answered and without the job's name.
 */
export async function eraseJob(db: Db, { jobId, userId }: { jobId: string; userId: string }): Promise<void> {
  await getJob(db, { jobId, userId });
  await db.$transaction((tx) => eraseJobs(tx, [jobId]), { timeout: 60_000 });
}

/** The same for several, in the caller's transaction; one that has not ended, or is being erased elsewhere, stays. */
export async function eraseJobs(tx: Transaction, asked: readonly string[]): Promise<number> {
  const locked = await tx.$queryRaw<{ job_id: string }[]>`
    SELECT job_id FROM job WHERE job_id = ANY(${asked}::uuid[]) AND completed_at IS NOT NULL
    ORDER BY id FOR UPDATE`;
  const ids = locked.map(({ job_id }) => job_id);
  if (ids.length === 0) return 0;
  const snapshots = await tx.$queryRaw<{ id: string }[]>`
    SELECT snapshot_id AS id FROM source WHERE job_id = ANY(${ids}::uuid[]) AND snapshot_id IS NOT NULL
    UNION SELECT snapshot_id FROM quote WHERE job_id = ANY(${ids}::uuid[])`;
  // Renamed one by one: an answered call's step, number and input are unique within a job.
  await tx.$executeRaw`
    UPDATE model_call SET answer = NULL, error = NULL, step = '', input_hash = id::text
    WHERE job_id = ANY(${ids}::uuid[])`;
  await eraseMessages(tx, ids);
  await tx.$executeRaw`DELETE FROM idempotency_key WHERE job_id = ANY(${ids}::uuid[])`;
  // That it was cancelled still has to reach the engine.
  await tx.$executeRaw`
    DELETE FROM outbox USING unnest(${ids}::text[]) AS erased (id)
    WHERE event_id IN (erased.id, erased.id || ':approved') OR event_id LIKE erased.id || ':run:%'`;
  await tx.$executeRaw`
    DELETE FROM web_page WHERE url IN (
        SELECT url FROM source WHERE job_id = ANY(${ids}::uuid[]) UNION
        -- The text of a paper often stands at another address than the paper.
        SELECT jsonb_array_elements_text(data->'fetched') FROM source WHERE job_id = ANY(${ids}::uuid[]))
      AND NOT EXISTS (SELECT 1 FROM source WHERE source.url = web_page.url AND job_id <> ALL(${ids}::uuid[]))
      AND NOT EXISTS (
        SELECT 1 FROM source WHERE data ? 'fetched' AND data->'fetched' ? web_page.url AND job_id <> ALL(${ids}::uuid[]))`;
  await tx.$executeRaw`
    INSERT INTO erasure (job_id) SELECT job_id FROM job
    WHERE job_id = ANY(${ids}::uuid[]) AND completed_at > now() - make_interval(days => ${engineDays})
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM job WHERE job_id = ANY(${ids}::uuid[])`;
  await removeUnused(
    tx,
    snapshots.map(({ id }) => id),
  );
  return ids.length;
}

/** A conversation is called by its first message that is left. */
async function eraseMessages(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE conversation c SET title = coalesce((
      SELECT left(regexp_replace(trim(text), '\\s+', ' ', 'g'), 80) FROM turn
      WHERE turn.conversation_id = c.conversation_id AND text <> '' AND (job_id IS NULL OR job_id <> ALL(${ids}::uuid[]))
      ORDER BY number LIMIT 1), 'Erased')
    WHERE c.conversation_id IN (SELECT conversation_id FROM turn WHERE job_id = ANY(${ids}::uuid[])) AND (
      SELECT job_id = ANY(${ids}::uuid[]) FROM turn
      WHERE turn.conversation_id = c.conversation_id AND text <> '' ORDER BY number LIMIT 1)`;
  await tx.$executeRaw`UPDATE turn SET text = '' WHERE job_id = ANY(${ids}::uuid[])`;
}

/** Removes those of the snapshots that nothing rests on; whoever is about to rest on one is waited for. */
async function removeUnused(tx: Transaction, snapshotIds: readonly string[]): Promise<number> {
  if (snapshotIds.length === 0) return 0;
  await tx.$executeRaw`SELECT 1 FROM snapshot WHERE id = ANY(${snapshotIds}::uuid[]) ORDER BY id FOR UPDATE`;
  return tx.$executeRaw`
    DELETE FROM snapshot WHERE id = ANY(${snapshotIds}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM source WHERE source.snapshot_id = snapshot.id)
      AND NOT EXISTS (SELECT 1 FROM quote WHERE quote.snapshot_id = snapshot.id)`;
}

/** Removes snapshots that nothing rests on, `limit` at most: what processes that were killed have left. */
export async function removeUnusedSnapshots(db: Db, limit: number): Promise<number> {
  const unused = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM snapshot WHERE NOT EXISTS (SELECT 1 FROM source WHERE source.snapshot_id = snapshot.id)
      AND NOT EXISTS (SELECT 1 FROM quote WHERE quote.snapshot_id = snapshot.id) LIMIT ${limit}`;
  if (unused.length === 0) return 0;
  const ids = unused.map(({ id }) => id);
  return db.$transaction((tx) => removeUnused(tx, ids));
}

/** How often the engine is asked to forget a job's runs: at once, and when its last step has surely stopped. */
const timesAsked = 2;

/**
 * Has the engine forget the runs of jobs that were erased. `forget` throws where the engine does not answer, and is then
 * asked again a minute later.
 */
export async function finishErasures(db: Db, forget: (jobId: string) => Promise<void>): Promise<void> {
  const due = await db.$queryRaw<{ job_id: string; tries: number }[]>`
    UPDATE erasure SET tries = tries + 1, due_at = now() + interval '1 minute' WHERE job_id IN (
      SELECT job_id FROM erasure WHERE due_at <= now() ORDER BY due_at LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING job_id, tries`;
  const asked = await Promise.allSettled(
    due.map(async ({ job_id: jobId, tries }) => {
      await forget(jobId);
      if (tries >= timesAsked) await db.$executeRaw`DELETE FROM erasure WHERE job_id = ${jobId}::uuid`;
    }),
  );
  const refused = asked.find(({ status }) => status === 'rejected');
  if (refused) throw (refused as PromiseRejectedResult).reason;
}
