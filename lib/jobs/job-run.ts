import type { Db } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';

/*
 * The run that works on a job. What an engine says of its runs may be wrong, so the row knows who works on the job
 * (`run_id`) and when that run was last seen. A run that is seen no more is followed by another: the row then asks for one
 * under the next number of its fence, and takes it only if the earlier run has not been seen since (`startJob`). From then
 * on the earlier one is out of date: each of its steps finds that out before it does anything.
 */

/** Why a step of a run that another has followed does not begin. */
export const runIsOver = 'another run works on the job';

/**
 * Notes that a run lives, and with `silentSeconds` for how long nothing will be heard of it; answers false where it is not
 * the run of the job, or the job has ended.
 */
export async function seeRun(
  db: Db,
  { jobId, runId, silentSeconds = 0 }: { jobId: string; runId: string; silentSeconds?: number },
): Promise<boolean> {
  const seen = await db.$executeRaw`
    UPDATE job SET run_seen_at = now() + make_interval(secs => ${silentSeconds}), run_asked_at = NULL
    WHERE job_id = ${jobId}::uuid AND run_id = ${runId} AND status IN ('in_progress', 'waiting')`;
  return seen > 0;
}

/**
 * Asks for a new run of a job under the next number of its fence, through the outbox. Of several processes that ask at once
 * one does; answers whether this one did.
 */
export async function askForRun(
  db: Db,
  { jobId, fence }: { jobId: string; fence: number },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ job_type: string; user_id: string; priority: number }[]>`
      UPDATE job SET run_fence = run_fence + 1, run_asked_at = now()
      WHERE job_id = ${jobId}::uuid AND run_fence = ${fence} AND status IN ('in_progress', 'waiting')
      RETURNING job_type, user_id, priority`;
    const [job] = rows;
    if (!job) return false;
    const data = { job_id: jobId, user_id: job.user_id, priority: job.priority, fence: fence + 1 };
    await tx.outbox.create({
      data: {
        eventId: `${jobId}:run:${fence + 1}`,
        name: `job/${job.job_type}.requested`,
        data: data satisfies Prisma.InputJsonObject,
      },
    });
    return true;
  });
}
