import type { Db } from '#lib/db.ts';
import { eraseJobs, removeUnusedSnapshots } from './erase-job.ts';

/** Of all processes on a database one removes at a time. */
const sweeperLock = 7_270_739;
const jobsAtOnce = 20;
const rowsAtOnce = 500;
/** What one call may take: whoever calls goes on with the rest the next time. */
const budgetMs = 500;
/** What model calls of jobs that are gone have cost: a year's account, and some days to look at it. */
const costDays = 400;

/**
 * Removes what is older than it is kept, in portions of one short transaction each, for half a second at most: jobs that
 * ended `keepDays` ago as if they were erased, and conversations that nobody has written in since; what keys had open in
 * processes that died, and wrong keys, after an hour; events that were sent,
 * after 7 days; idempotency keys, after the day for which they hold; the cost of model calls without a job, after 400 days.
 * With `thorough`, which looks through a whole table, also snapshots that nothing rests on. `keepDays: 0` keeps jobs and
 * conversations for ever. Answers how many rows went, and whether more may be left.
 */
export async function removeOldRows(
  db: Db,
  { keepDays, thorough }: { keepDays: number; thorough: boolean },
): Promise<{ removed: number; isMore: boolean }> {
  const until = performance.now() + budgetMs;
  const kinds = [
    ...(keepDays > 0 ? [removeJobs, removeConversations] : []),
    ...others,
    ...(thorough ? [removeSnapshots] : []),
  ];
  let removed = 0;
  for (const remove of kinds) {
    for (let isMore = true; isMore; ) {
      if (performance.now() > until) return { removed, isMore: true };
      const { count, all } = await remove(db, keepDays);
      removed += count;
      isMore = all;
    }
  }
  return { removed, isMore: false };
}

/** Removes one portion; `all` when it was as large as a portion may be, so that more may be left. */
type Remove = (db: Db, keepDays: number) => Promise<{ count: number; all: boolean }>;

const removeJobs: Remove = (db, keepDays) =>
  db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(${sweeperLock}) AS mine`;
      if (!lock?.mine) return { count: 0, all: false };
      const old = await tx.$queryRaw<{ job_id: string }[]>`
        SELECT job_id FROM job WHERE completed_at < now() - make_interval(days => ${keepDays}::int)
        ORDER BY completed_at LIMIT ${jobsAtOnce}`;
      const count = await eraseJobs(
        tx,
        old.map(({ job_id }) => job_id),
      );
      return { count, all: count === jobsAtOnce };
    },
    { timeout: 60_000 },
  );

const rows = (statement: (db: Db, keepDays: number) => Promise<number>): Remove => {
  return async (db, keepDays) => {
    const count = await statement(db, keepDays);
    return { count, all: count === rowsAtOnce };
  };
};

const removeConversations = rows(
  (db, keepDays) => db.$executeRaw`
    DELETE FROM conversation WHERE conversation_id IN (
      SELECT conversation_id FROM conversation c WHERE updated_at < now() - make_interval(days => ${keepDays}::int)
        AND NOT EXISTS (SELECT 1 FROM turn WHERE turn.conversation_id = c.conversation_id AND job_id IS NOT NULL)
      LIMIT ${rowsAtOnce})`,
);

const removeSnapshots = rows((db) => removeUnusedSnapshots(db, rowsAtOnce));

const others: Remove[] = [
  rows(
    (db) => db.$executeRaw`
      DELETE FROM key_place WHERE (key_id, kind, process) IN (
        SELECT key_id, kind, process FROM key_place WHERE seen_at < now() - interval '1 hour' LIMIT ${rowsAtOnce})`,
  ),
  rows(
    (db) => db.$executeRaw`
      DELETE FROM wrong_key WHERE address IN (
        SELECT address FROM wrong_key WHERE window_start < now() - interval '1 hour'
        LIMIT ${rowsAtOnce} FOR UPDATE SKIP LOCKED)`,
  ),
  rows(
    (db) => db.$executeRaw`
      DELETE FROM host_turn WHERE (host, slot) IN (
        SELECT host, slot FROM host_turn WHERE free_at < now() - interval '1 day'
        ORDER BY host, slot LIMIT ${rowsAtOnce} FOR UPDATE SKIP LOCKED)`,
  ),
  // What a job that has not ended may still have to be told again stays.
  rows(
    (db) => db.$executeRaw`
      DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox o WHERE sent_at < now() - interval '7 days' AND NOT EXISTS (
          SELECT 1 FROM job WHERE job_id = (o.data->>'job_id')::uuid AND completed_at IS NULL)
        ORDER BY sent_at LIMIT ${rowsAtOnce})`,
  ),
  rows(
    (db) => db.$executeRaw`
      DELETE FROM idempotency_key WHERE (user_id, key) IN (
        SELECT user_id, key FROM idempotency_key WHERE created_at < now() - interval '25 hours'
        ORDER BY created_at LIMIT ${rowsAtOnce})`,
  ),
  rows(
    (db) => db.$executeRaw`
      DELETE FROM model_call WHERE id IN (
        SELECT id FROM model_call WHERE job_id IS NULL AND started_at < now() - make_interval(days => ${costDays})
        ORDER BY started_at LIMIT ${rowsAtOnce})`,
  ),
];
