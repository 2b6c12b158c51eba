import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import { findEngine } from '#lib/find-engine.ts';
import { finishErasures } from '#lib/jobs/erase-job.ts';
import { type EngineEvent, sendOutbox } from '#lib/jobs/outbox.ts';
import { removeOldRows } from '#lib/jobs/remove-old-rows.ts';
import type { Log } from '#lib/log.ts';
import { findRun, type RunState } from './find-run.ts';
import { forgetRuns } from './forget-runs.ts';
import { endOverdue, quietSeconds, recoverRuns } from './recover-runs.ts';

/**
 * Mends what got lost between the rows and the engine: sends what waits in the outbox, sends again what was accepted
 * and never started, has the engine forget what was erased, and ends or restarts what the engine no longer knows. So no
 * job stays `in_progress`, or `waiting` for a run that is gone, for ever. Removes what is older than it is kept.
 */
export function createReconciler({
  db,
  config,
  log,
  send,
  lookUp = (runId) => findRun({ config, runId }),
  forget = (jobId) => forgetRuns({ config, jobId }),
  everyMs = 5_000,
}: {
  db: Db;
  config: Config;
  log: Log;
  send: (events: EngineEvent[]) => Promise<void>;
  lookUp?: (runId: string) => Promise<RunState>;
  forget?: (jobId: string) => Promise<void>;
  everyMs?: number;
}) {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let wanted = false;
  let stopped = false;
  let askedOfWaitingAt = Number.NEGATIVE_INFINITY;
  let removeAfter = 0;
  let rounds = 0;

  /** Runs one sweep after the one that is under way; many calls meanwhile are one. */
  function sweep(work: () => Promise<void>): Promise<void> {
    running = running.then(work).catch((error) => {
      if (!stopped) log.warn('could not reconcile; trying again', { reason: (error as Error).message });
    });
    return running;
  }

  /** Each turn while there is more to remove, else once a minute, and each hour also what has to be looked for. */
  async function removeOld(): Promise<void> {
    if (performance.now() < removeAfter) return;
    const keepDays = config.JOB_RETENTION_DAYS;
    const thorough = rounds % 60 === 0;
    const { removed, isMore } = await removeOldRows(db, { keepDays, thorough });
    if (removed > 0) log.debug('removed rows that are older than they are kept', { rows: removed });
    if (isMore) return;
    rounds += 1;
    removeAfter = performance.now() + quietSeconds * 1_000;
  }

  async function flush(): Promise<void> {
    wanted = false;
    while ((await sendOutbox({ db, send })) > 0) if (stopped) return;
    await finishErasures(db, forget);
  }

  return {
    start() {
      timer = setInterval(() => {
        void sweep(async () => {
          await flush();
          await resendUnstarted({ db, send });
          await resendApprovals({ db, send });
          await endOverdue(db);
          await removeOld();
          const asksOfWaiting = performance.now() - askedOfWaitingAt >= quietSeconds * 1_000;
          if (asksOfWaiting) askedOfWaitingAt = performance.now();
          const { isEmbedded } = findEngine(config);
          const { asked, unknown } = await recoverRuns({ db, lookUp, asksOfWaiting, isEmbedded });
          // An engine that lost runs has lost what it had not begun, too.
          if (unknown > 0) await resendUnstarted({ db, send, afterSeconds: lossSeconds });
          if (asked > 0) await flush();
        });
      }, everyMs);
      this.wake();
    },
    /** Sends the outbox now. */
    wake() {
      if (wanted || stopped) return;
      wanted = true;
      void sweep(flush);
    },
    async stop() {
      stopped = true;
      if (timer) clearInterval(timer);
      await running;
    },
  };
}

/** So long ago has to have been sent what is sent again at once when the engine is seen to have lost something. */
const lossSeconds = 10;

/** The engine knows an event by its id, so one that it already has does nothing. Each further try waits twice as long. */
async function resendUnstarted({
  db,
  send,
  afterSeconds = quietSeconds,
}: {
  db: Db;
  send: (events: EngineEvent[]) => Promise<void>;
  /** How long ago it was sent the first time. */
  afterSeconds?: number;
}): Promise<void> {
  const rows = await db.$queryRaw<{ event_id: string; name: string; data: Record<string, unknown> }[]>`
    UPDATE outbox SET sent_at = now(), attempts = outbox.attempts + 1 FROM job
    WHERE outbox.event_id = job.job_id::text AND job.status = 'pending'
      AND outbox.sent_at < now() - LEAST(${afterSeconds} * power(2, GREATEST(outbox.attempts, 1) - 1), 300) * interval '1 second'
    RETURNING outbox.event_id, outbox.name, outbox.data`;
  if (rows.length > 0) await send(rows.map((row) => ({ id: row.event_id, name: row.name, data: row.data })));
}

/**
 * A run hears of an approval only once it waits for it, which may be a moment after the row says so. Each further try waits
 * twice as long: 2, 4, 8 seconds and at most five minutes.
 */
async function resendApprovals({
  db,
  send,
}: {
  db: Db;
  send: (events: EngineEvent[]) => Promise<void>;
}): Promise<void> {
  const rows = await db.$queryRaw<{ job_id: string; attempts: number }[]>`
    UPDATE outbox SET sent_at = now(), attempts = outbox.attempts + 1 FROM job
    WHERE outbox.event_id = job.job_id::text || ':approved' AND job.status = 'waiting'
      AND outbox.sent_at < now() - LEAST(power(2, outbox.attempts), 300) * interval '1 second'
    RETURNING job.job_id, outbox.attempts`;
  if (rows.length === 0) return;
  await send(
    rows.map((row) => ({
      id: `${row.job_id}:approved:${row.attempts}`,
      name: 'job/plan.approved',
      data: { job_id: row.job_id },
    })),
  );
}
