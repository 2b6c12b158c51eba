import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { askForRun } from '#lib/jobs/job-run.ts';
import { failJob } from '#lib/jobs/jobs.ts';
import type { RunState } from './find-run.ts';

/** How long nothing may be seen of a run before the engine is asked about it; of one that waits, how often. */
export const quietSeconds = 60;
/** The same of an engine of ours in this process, which knows its runs: a step at work shows itself every ten seconds. */
const quietOfOurs = 20;
/** After how long a run that nobody saw is given up although a server says that it goes on: it may have lost its queue. */
const lostSeconds = 300;
/** So often the approval of a plan was sent (over half a minute) when its run counts as one that hears nothing. */
const unheardApprovals = 5;

/**
 * Looks after the jobs whose run was not seen for a while. A run that the engine does not know is followed by a new one,
 * and so is one of which a server of others says that it goes on, while for five minutes, or over its deadline, or after
 * an approval, nothing is seen of it; a job whose run has ended without ending it has failed. While the engine does not
 * answer nothing is concluded. Each further try waits twice as long. Answers how many runs were asked for, and of how many
 * the engine did not know.
 */
export async function recoverRuns({
  db,
  lookUp,
  asksOfWaiting,
  isEmbedded,
}: {
  db: Db;
  lookUp: (runId: string) => Promise<RunState>;
  asksOfWaiting: boolean;
  /** The engine is ours and in this process: what it says of a run is so. */
  isEmbedded: boolean;
}): Promise<{ asked: number; unknown: number }> {
  const quiet = await db.$queryRaw<Quiet[]>`
    SELECT job_id, run_id, run_fence, CASE status
        WHEN 'waiting' THEN coalesce(approval.attempts >= ${unheardApprovals}, false)
        ELSE run_seen_at < now() - make_interval(secs => ${lostSeconds}) OR deadline_at < now() END AS is_late,
      status = 'waiting' OR run_seen_at < now() - make_interval(secs => ${quietSeconds}) AS is_quiet
    FROM job LEFT JOIN outbox approval ON approval.event_id = job_id::text || ':approved'
    WHERE run_id IS NOT NULL
      AND (run_asked_at IS NULL OR run_asked_at < now() - ${quietSeconds} * interval '1 second' * power(2, LEAST(run_fence, 5)))
      AND (status = 'in_progress' AND run_seen_at < now() - make_interval(secs => ${isEmbedded ? quietOfOurs : quietSeconds})
        OR status = 'waiting' AND (approval.attempts >= ${unheardApprovals} OR ${asksOfWaiting}
          AND run_seen_at < now() - ${quietSeconds} * interval '1 second' * power(2, LEAST(run_fence, 10))))
    ORDER BY random() LIMIT 20`;
  let asked = 0;
  let unknown = 0;
  for (const {
    job_id: jobId,
    run_id: runId,
    run_fence: fence,
    is_late: isLate,
    is_quiet: isQuiet,
  } of quiet) {
    const state = await lookUp(runId);
    // Why a run failed may still be on its way.
    if (state === 'ended' && isQuiet) await failLost(db, jobId);
    if (state === 'unknown_to_engine') unknown += 1;
    const isLost = state === 'unknown_to_engine' || (state === 'active' && isLate && !isEmbedded);
    // Steps that were done are done again, but what they store and tell stands once: the keys are the same.
    if (isLost && (await askForRun(db, { jobId, fence }))) asked += 1;
  }
  return { asked, unknown };
}

type Quiet = { job_id: string; run_id: string; run_fence: number; is_late: boolean; is_quiet: boolean };

async function failLost(db: Db, jobId: string): Promise<void> {
  const { code, message, retryable } = new AppError('engine_lost');
  await failJob(db, { jobId, error: { code, message, retryable, step: null, attempt: null } });
}

/**
 * Ends jobs that are over their deadline and have not ended by themselves: half a minute later where their run was still
 * seen after it, else after ten minutes, since a run that was lost before is given its time back.
 */
export async function endOverdue(db: Db): Promise<void> {
  const rows = await db.$queryRaw<{ job_id: string }[]>`
    SELECT job_id FROM job WHERE status = 'in_progress' AND deadline_at < now() - CASE
      WHEN run_seen_at < deadline_at THEN interval '10 minutes' ELSE interval '30 seconds' END LIMIT 100`;
  const { code, message, retryable } = new AppError('deadline_exceeded');
  for (const { job_id: jobId } of rows) {
    await failJob(db, { jobId, error: { code, message, retryable, step: null, attempt: null } });
  }
}
