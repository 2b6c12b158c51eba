import { validate } from 'uuid';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { Job as JobRow, Prisma } from '#lib/generated/prisma/client.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import type { Budget } from '#lib/schema/budget.ts';
import { isTerminal, type JobError, type JobStatus } from '#lib/schema/job.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { joinTrace } from '#lib/traces.ts';
import { countUsage, writeUsage } from './count-usage.ts';
import { newJobId } from './database-clock.ts';
import { appendEvent, type Transaction } from './event-log.ts';
import { tellEnded } from './tell-ended.ts';

/*
 * The Job row and every change of its status. A job is `pending` when it was accepted, `in_progress` from the first
 * step of its run, then `complete`, `failed` or `cancelled`. Each change is one transaction: the row (only if its
 * status still allows it) and the event that tells it. Terminal states never change.
 */

export type NewJob = {
  userId: string;
  jobType: string;
  input: unknown;
  priority: number;
  metadata: Record<string, string>;
  deadlineSeconds: number;
  budget?: Budget | undefined;
  idempotency?: { key: string; bodyHash: string } | undefined;
};

/**
 * Stores a job, its first event and the engine's event in one transaction. With an idempotency key that the user has
 * used in the last 24 hours for the same body it answers that job, `replayed`; for another body it throws.
 */
export async function createJob(
  db: Db,
  { idempotency, ...job }: NewJob,
): Promise<{ job: JobRow; replayed: boolean }> {
  return db.$transaction(async (tx) => {
    const jobId = await newJobId(tx);
    const earlier =
      idempotency && (await claimIdempotencyKey(tx, { ...idempotency, userId: job.userId, jobId }));
    if (earlier)
      return { job: await tx.job.findUniqueOrThrow({ where: { jobId: earlier } }), replayed: true };
    return { job: await insertJob(tx, { ...job, jobId }), replayed: false };
  });
}

/**
 * Stores a job, its first event and the engine's event in the caller's transaction. Throws `not_found` when the input
 * names jobs for evidence that are not the user's.
 */
export async function insertJob(
  tx: Transaction,
  { jobId: known, ...job }: Omit<NewJob, 'idempotency'> & { jobId?: string },
): Promise<JobRow> {
  const jobId = known ?? (await newJobId(tx));
  joinTrace(jobId);
  await checkEvidenceJobs(tx, job);
  await checkUploads(tx, job);
  await tx.job.create({
    data: {
      jobId,
      userId: job.userId,
      jobType: job.jobType,
      priority: job.priority,
      inputData: job.input as Prisma.InputJsonValue,
      metadata: job.metadata,
      // The smaller of the two holds.
      deadlineSeconds: Math.min(job.deadlineSeconds, job.budget?.seconds ?? job.deadlineSeconds),
      ...(job.budget && Object.keys(job.budget).length > 0 && { budget: job.budget }),
    },
  });
  const event = { type: 'job-created', status: 'pending', progress: 0, job_type: job.jobType } as const;
  await appendEvent(tx, { jobId, key: 'job-created', event });
  await tx.outbox.create({
    data: {
      eventId: jobId,
      name: `job/${job.jobType}.requested`,
      data: { job_id: jobId, user_id: job.userId, priority: job.priority },
    },
  });
  return tx.job.findUniqueOrThrow({ where: { jobId } });
}

/** A job reads the pages of earlier ones only where they are the same user's. */
async function checkEvidenceJobs(
  tx: Transaction,
  { userId, input }: Pick<NewJob, 'userId' | 'input'>,
): Promise<void> {
  const named = new Set((input as { evidence_from?: string[] } | null)?.evidence_from ?? []);
  if (named.size === 0) return;
  const known = await tx.job.count({ where: { jobId: { in: [...named] }, userId } });
  if (known < named.size)
    throw new AppError('not_found', 'evidence_from: there is no job with one of these ids.');
}

/** A job searches uploads only where they are the same user's. */
async function checkUploads(
  tx: Transaction,
  { userId, input }: Pick<NewJob, 'userId' | 'input'>,
): Promise<void> {
  const named = new Set((input as { documents?: string[] } | null)?.documents ?? []);
  if (named.size === 0) return;
  const known = await tx.upload.count({ where: { id: { in: [...named] }, userId } });
  if (known < named.size)
    throw new AppError('not_found', 'documents: there is no uploaded document with one of these ids.');
}

/** Answers the id of the job that already holds the key, or null when the key is now ours. */
async function claimIdempotencyKey(
  tx: Transaction,
  { userId, key, bodyHash, jobId }: { userId: string; key: string; bodyHash: string; jobId: string },
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ body_hash: string; job_id: string }[]>`
    INSERT INTO idempotency_key (user_id, key, body_hash, job_id) VALUES (${userId}, ${key}, ${bodyHash}, ${jobId}::uuid)
    ON CONFLICT (user_id, key) DO UPDATE SET
      body_hash = CASE WHEN idempotency_key.created_at < now() - interval '24 hours' THEN EXCLUDED.body_hash ELSE idempotency_key.body_hash END,
      job_id = CASE WHEN idempotency_key.created_at < now() - interval '24 hours' THEN EXCLUDED.job_id ELSE idempotency_key.job_id END,
      created_at = CASE WHEN idempotency_key.created_at < now() - interval '24 hours' THEN now() ELSE idempotency_key.created_at END
    RETURNING body_hash, job_id`;
  const row = rows[0];
  if (!row || row.job_id === jobId) return null;
  if (row.body_hash !== bodyHash) throw new AppError('idempotency_mismatch');
  return row.job_id;
}

/** The user's job; an unknown id and somebody else's job are the same `not_found`, after the same work. */
export async function getJob(db: Db, { jobId, userId }: { jobId: string; userId: string }): Promise<JobRow> {
  const row = validate(jobId) ? await db.job.findUnique({ where: { jobId, userId } }) : null;
  if (!row) throw notFound();
  return row;
}

/** The status and last seq of the user's job, without the rest of its row; unknown as in `getJob`. */
export async function getVersion(
  db: Db,
  { jobId, userId }: { jobId: string; userId: string },
): Promise<Pick<JobRow, 'jobId' | 'lastSeq' | 'status'>> {
  const select = { jobId: true, lastSeq: true, status: true };
  const row = validate(jobId) ? await db.job.findUnique({ where: { jobId, userId }, select }) : null;
  if (!row) throw notFound();
  return row;
}

const notFound = () => new AppError('not_found', 'There is no job with this id.');

/**
 * Marks a pending job as started by a run; answers the row as it then is, whoever started it. A job that another run had
 * started goes to this one only if it was asked for (`fence`, see `askForRun`) and the other was not seen since; the time
 * in which nobody worked on it is then given back.
 */
export async function startJob(
  db: Db,
  { jobId, runId, fence = 0 }: { jobId: string; runId: string; fence?: number },
): Promise<JobRow> {
  return db.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE job SET status = 'in_progress', attempt = attempt + 1, run_id = ${runId}, run_seen_at = now(),
        started_at = now(), deadline_at = now() + make_interval(secs => deadline_seconds)
      WHERE job_id = ${jobId}::uuid AND status = 'pending'`;
    if (changed) {
      await appendEvent(tx, {
        jobId,
        key: 'job-started',
        event: { type: 'job-started', status: 'in_progress', progress: 0 },
      });
    } else {
      // A waiting job gets back all the time that it waited when it goes on.
      await tx.$executeRaw`
        UPDATE job SET run_id = ${runId}, attempt = attempt + 1, run_seen_at = now(), run_asked_at = NULL,
          deadline_at = deadline_at + CASE WHEN status = 'waiting' THEN interval '0'
            ELSE GREATEST(now() - run_seen_at, interval '0') END
        WHERE job_id = ${jobId}::uuid AND status IN ('in_progress', 'waiting') AND run_id <> ${runId}
          AND run_fence = ${fence} AND run_asked_at IS NOT NULL`;
    }
    return tx.job.findUniqueOrThrow({ where: { jobId } });
  });
}

/** Moves the job to a phase and its progress up (never down), and tells it once a phase. */
export async function enterPhase(
  db: Db,
  { jobId, phase, progress }: { jobId: string; phase: string; progress: number },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ progress: number }[]>`
      UPDATE job SET phase = ${phase}, progress = GREATEST(progress, ${progress})
      WHERE job_id = ${jobId}::uuid AND status = 'in_progress' AND NOT EXISTS (
        SELECT 1 FROM job_event WHERE job_id = ${jobId}::uuid AND key = ${`phase:${phase}`})
      RETURNING progress`;
    if (!rows[0]) return;
    await appendEvent(tx, {
      jobId,
      key: `phase:${phase}`,
      event: { type: 'job-progress', status: 'in_progress', progress: rows[0].progress, phase },
    });
  });
}

/** Stops a running job's clock until its plan is approved; answers false when the job has ended meanwhile. */
export async function holdJob(db: Db, jobId: string): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ progress: number }[]>`
      UPDATE job SET status = 'waiting', waiting_since = now()
      WHERE job_id = ${jobId}::uuid AND status = 'in_progress' RETURNING progress`;
    const [row] = rows;
    if (row) {
      const event = { type: 'job-waiting', status: 'waiting', progress: row.progress } as const;
      await appendEvent(tx, { jobId, key: 'job-waiting', event });
    }
    const { status } = await tx.job.findUniqueOrThrow({ where: { jobId } });
    return status === 'waiting';
  });
}

/**
 * Approves the plan of a waiting job, as it is or edited, and wakes its run through the outbox. Throws `conflict` when
 * the job does not wait for it.
 */
export async function approvePlan(
  db: Db,
  { jobId, userId, plan }: { jobId: string; userId: string; plan: Plan | null },
): Promise<JobRow> {
  await getJob(db, { jobId, userId });
  await db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ status: string }[]>`
      SELECT status FROM job WHERE job_id = ${jobId}::uuid FOR UPDATE`;
    if (locked?.status !== 'waiting') {
      throw new AppError(
        'conflict',
        `The job is ${locked?.status ?? 'erased'}; only the plan of a waiting job can be approved.`,
      );
    }
    const approved = { plan } as Prisma.InputJsonValue;
    const first = await tx.draft.createMany({
      data: [{ jobId, name: 'approval', data: approved }],
      skipDuplicates: true,
    });
    if (first.count === 0) return;
    await tx.outbox.create({
      data: { eventId: `${jobId}:approved`, name: 'job/plan.approved', data: { job_id: jobId } },
    });
  });
  return getJob(db, { jobId, userId });
}

/** Goes on with a job whose plan was approved; its deadline moves on by the time that it waited. */
export async function resumeJob(db: Db, { jobId, plan }: { jobId: string; plan: Plan }): Promise<void> {
  await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ progress: number }[]>`
      UPDATE job SET status = 'in_progress', deadline_at = deadline_at + (now() - waiting_since), waiting_since = NULL
      WHERE job_id = ${jobId}::uuid AND status = 'waiting' RETURNING progress`;
    if (rows[0])
      await appendEvent(tx, { jobId, key: 'plan-approved', event: { type: 'plan-approved', plan } });
  });
}

/**
 * Asks a job to stop searching and to write with what there is; its steps hear of it. Once is enough; a job that has
 * ended is answered unchanged, one that has not started cannot finish.
 */
export async function finishEarly(
  db: Db,
  { jobId, userId }: { jobId: string; userId: string },
): Promise<JobRow> {
  await getJob(db, { jobId, userId });
  await db.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE job SET finish_requested_at = now()
      WHERE job_id = ${jobId}::uuid AND status IN ('pending', 'in_progress') AND finish_requested_at IS NULL`;
    if (!changed) return;
    const message = 'Asked to finish now: no more searching, the report is written from what there is.';
    await appendEvent(tx, { jobId, key: 'finish-requested', event: { type: 'warning', message } });
  });
  return getJob(db, { jobId, userId });
}

/** Ends a running job with its result and all that it has used; does nothing when it has already ended. */
export async function completeJob(
  db: Db,
  { jobId, result }: { jobId: string; result: unknown },
): Promise<void> {
  const ended = await db.$transaction(async (tx) => {
    const row = await lockUnended(tx, jobId);
    if (!row) return undefined;
    // Counted under the lock, so that a call which ends meanwhile is either in it or finds an ended job to mend.
    const usage = await countUsage(tx, jobId);
    await appendEvent(tx, { jobId, key: 'usage', event: { type: 'usage', usage } });
    await tx.$executeRaw`
      UPDATE job SET status = 'complete', phase = 'finish', progress = 1, completed_at = now(), error = NULL,
        result = ${postgresJson(result)}::jsonb, usage = ${postgresJson(usage)}::jsonb
      WHERE job_id = ${jobId}::uuid`;
    await appendEvent(tx, {
      jobId,
      key: 'end',
      event: { type: 'job-complete', status: 'complete', progress: 1 },
    });
    return row;
  });
  if (ended) tellEnded({ jobId, ...ended, status: 'complete' });
}

/** Keeps why a step failed for good: what the job fails with, unless its run goes on without the step. */
export async function keepStepError(
  db: Db,
  { jobId, error }: { jobId: string; error: JobError },
): Promise<void> {
  await db.$executeRaw`
    UPDATE job SET error = ${postgresJson(error)}::jsonb WHERE job_id = ${jobId}::uuid AND status = 'in_progress'`;
}

/** Ends a job with an error; does nothing when it has already ended. */
export async function failJob(db: Db, { jobId, error }: { jobId: string; error: JobError }): Promise<void> {
  await endJob(db, { jobId, status: 'failed', error });
}

/**
 * Cancels the user's job in this transaction and tells the engine through the outbox; a job that has ended is
 * answered unchanged.
 */
export async function cancelJob(
  db: Db,
  { jobId, userId }: { jobId: string; userId: string },
): Promise<JobRow> {
  await getJob(db, { jobId, userId });
  await endJob(db, { jobId, status: 'cancelled', error: null });
  return getJob(db, { jobId, userId });
}

async function endJob(
  db: Db,
  { jobId, status, error }: { jobId: string; status: 'failed' | 'cancelled'; error: JobError | null },
): Promise<void> {
  const ended = await db.$transaction(async (tx) => {
    const row = await lockUnended(tx, jobId);
    if (!row) return undefined;
    const { progress } = row;
    // Told before the job ends, since an ended job's log takes nothing more.
    const usage = await writeUsage(tx, { jobId, known: row.usage });
    if (usage) await appendEvent(tx, { jobId, key: 'usage', event: { type: 'usage', usage } });
    await tx.$executeRaw`
      UPDATE job SET status = ${status}, completed_at = now(),
        error = ${error === null ? null : postgresJson(error)}::jsonb
      WHERE job_id = ${jobId}::uuid`;
    const event = error
      ? ({ type: 'job-failed', status: 'failed', progress, error } as const)
      : ({ type: 'job-cancelled', status: 'cancelled', progress } as const);
    await appendEvent(tx, { jobId, key: 'end', event });
    if (status === 'cancelled') {
      await tx.outbox.create({
        data: { eventId: `${jobId}:cancelled`, name: 'job/cancelled', data: { job_id: jobId } },
      });
    }
    return row;
  });
  if (ended) tellEnded({ jobId, ...ended, status, code: error?.code });
}

/** Locks the row of a job that has not ended; undefined where it has, or was erased. */
async function lockUnended(tx: Transaction, jobId: string): Promise<UnendedJob | undefined> {
  const rows = await tx.$queryRaw<UnendedJob[]>`
    SELECT job_type AS type, created_at AS "createdAt", progress, usage FROM job
    WHERE job_id = ${jobId}::uuid AND status IN ('pending', 'in_progress', 'waiting') FOR UPDATE`;
  return rows[0];
}

/** Whether the row has reached a state that never changes. */
export const hasEnded = (row: Pick<JobRow, 'status'>): boolean => isTerminal(row.status as JobStatus);

type UnendedJob = { type: string; createdAt: Date; progress: number; usage: unknown };
