import { NonRetriableError } from 'inngest';
import { loadDraft } from '#lib/evidence/evidence.ts';
import { holdJob, resumeJob } from '#lib/jobs/jobs.ts';
import { Plan } from '#lib/schema/plan.ts';
import { planApproved } from './events.ts';
import { type StepTools, stepDb } from './stage.ts';

/**
 * Holds a job until its plan is approved; answers the plan as it was approved. The event only wakes: what was approved
 * stands in the row's draft, and the reconciler sends the event again while a job waits with an approved plan.
 */
export async function waitForApproval({
  jobId,
  step,
  plan,
}: {
  jobId: string;
  step: StepTools;
  plan: Plan;
}): Promise<Plan> {
  const waits = await step.run('hold', () => holdJob(stepDb(), jobId));
  if (!waits) return plan;
  await step.waitForEvent('approval', {
    event: planApproved,
    timeout: '7d',
    if: `async.data.job_id == '${jobId}'`,
  });
  return step.run('resume', async () => {
    const db = stepDb();
    const approval = (await loadDraft(db, { jobId, name: 'approval' })) as { plan: Plan | null } | null;
    if (!approval) throw new NonRetriableError('Nobody approved the plan within seven days.');
    const approved = approval.plan ? Plan.parse(approval.plan) : plan;
    await resumeJob(db, { jobId, plan: approved });
    return approved;
  });
}
