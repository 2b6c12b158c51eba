import type { Job as JobRow } from '#lib/generated/prisma/client.ts';
import { publicPath } from '#lib/public-url.ts';
import { Budget } from '#lib/schema/budget.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import { isTerminal, type Job, type JobError, type JobStatus, Usage } from '#lib/schema/job.ts';
import { nameScore } from '#lib/schema/name-score.ts';
import { Verdict } from '#lib/schema/verdict.ts';

/** The job as clients see it. */
export function toWire({ result: stored, ...row }: JobRow): Job {
  const result = stored as Record<string, unknown> | null;
  return { ...headOf(row), result, judge: summarize(result) };
}

/** The job but for its result and what is read from it. */
export function headOf(row: Omit<JobRow, 'result'>): Omit<Job, 'result' | 'judge'> {
  const self = publicPath(`/api/v1/jobs/${row.jobId}`);
  return {
    job_id: row.jobId,
    user_id: row.userId,
    job_type: row.jobType,
    status: row.status as JobStatus,
    phase: row.phase,
    priority: row.priority,
    input_data: row.inputData as Record<string, unknown>,
    // Of a job that is at work, it is what a step failed with, and the run may go on without it.
    error: isTerminal(row.status as JobStatus) ? (row.error as JobError | null) : null,
    progress: row.progress,
    attempt: row.attempt,
    metadata: row.metadata as Record<string, string>,
    budget: Budget.nullable().parse(row.budget),
    usage: Usage.parse(row.usage),
    rerun_of: row.rerunOf,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    completed_at: row.completedAt?.toISOString() ?? null,
    deadline_at: row.deadlineAt?.toISOString() ?? null,
    last_seq: row.lastSeq,
    urls: {
      self,
      stream: `${self}/stream`,
      events: `${self}/events`,
      page: publicPath(`/jobs/${row.jobId}`),
    },
  };
}

function summarize(result: Record<string, unknown> | null): Job['judge'] {
  const verdict = Verdict.safeParse(result?.verdict);
  if (!verdict.success) return null;
  const { overall, claims } = verdict.data;
  return {
    overall,
    overall_is: nameScore(verdict.data),
    ...countHeld(claims),
  };
}
