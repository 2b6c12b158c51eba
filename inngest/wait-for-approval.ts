import { NonRetriableError } from 'inngest';
import type { Db } from '#lib/db.ts';
import { loadDraft } from '#lib/evidence/evidence.ts';
import { runIsOver, seeRun } from '#lib/jobs/job-run.ts';
import { holdJob, resumeJob } from '#lib/jobs/jobs.ts';
import { Plan } from '#lib/schema/plan.ts';
import { planApproved } from './events.ts';
import { type StepTools, stepDb } from './stage.ts';

/**
 * Holds a job until its plan is approved; answers the plan as it was approved. The event only wakes: what was approved
 * stands in the row's draft, and the reconciler sends the event again while a job waits with an approved plan. A run that
 * follows one that was lost after the approval does not wait again.
 */
export async function waitForApproval({
  jobId,
  runId,
  step,
  plan,
}: {
  jobId: string;
  runId: string;
  step: StepTools;
  plan: Plan;
}): Promise<Plan> {
  const held = await step.run('hold', () => hold({ jobId, runId }));
  if (held === false) return plan;
  if (held === true) {
    await step.waitForEvent('approval', {
      event: planApproved,
      timeout: '7d',
      if: `async.data.job_id == '${jobId}'`,
    });
  }
  return step.run('resume', async () => {
    const db = stepDb();
    if (!(await seeRun(db, { jobId, runId }))) throw new NonRetriableError(runIsOver);
    const approval = await loadApproval(db, jobId);
    if (!approval) throw new NonRetriableError('Nobody approved the plan within seven days.');
    const approved = approval.plan ? Plan.parse(approval.plan) : plan;
    await resumeJob(db, { jobId, plan: approved });
    return approved;
  });
}

/** Whether the job waits now; `approved` where its plan is approved already. */
async function hold({ jobId, runId }: { jobId: string; runId: string }): Promise<boolean | 'approved'> {
  const db = stepDb();
  if (!(await seeRun(db, { jobId, runId }))) return false;
  return (await loadApproval(db, jobId)) ? 'approved' : holdJob(db, jobId);
}

const loadApproval = (db: Db, jobId: string) =>
  loadDraft(db, { jobId, name: 'approval' }) as Promise<{ plan: Plan | null } | null>;
