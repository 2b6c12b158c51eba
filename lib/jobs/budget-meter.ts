import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { type Budget, shareSpent, softShare } from '#lib/schema/budget.ts';

/** What a step knows of its job's money and tokens. */
export type BudgetMeter = {
  /** Aborts when the rest is kept for writing and checking. */
  isLow: AbortSignal;
  /** The share that is spent, by the ledger. */
  look(): Promise<number>;
  /**
   * Throws `budget_exceeded` when no call of the role may be made any more; answers how to say that the call has ended.
   * Calls that are at work in this process count as the average of those that are done.
   */
  begin(role: string): Promise<() => void>;
};

/** Calls of a job that are at work in this process, and the turn of the next one that wants to begin. */
const atWork = new Map<string, { open: number; waiting: number; turn: Promise<unknown> }>();

export function createBudgetMeter({
  db,
  jobId,
  budget,
}: {
  db: Db;
  jobId: string;
  budget: Budget | null;
}): BudgetMeter {
  const low = new AbortController();
  const hasCap = budget?.cost_usd !== undefined || budget?.tokens !== undefined;
  async function look(): Promise<number> {
    if (!budget || !hasCap) return 0;
    const share = shareSpent(budget, await estimateSpent(db, { jobId, open: atWork.get(jobId)?.open ?? 0 }));
    if (share >= softShare) low.abort(new AppError('budget_exceeded'));
    return share;
  }
  return {
    isLow: low.signal,
    look,
    async begin(role) {
      if (!hasCap) return () => {};
      const work = atWork.get(jobId) ?? { open: 0, waiting: 0, turn: Promise.resolve() };
      atWork.set(jobId, work);
      const forget = () => {
        if (work.open + work.waiting === 0) atWork.delete(jobId);
      };
      work.waiting += 1;
      const mayBegin = work.turn.then(async () => {
        // Reading is what is cut first.
        const isOver = (await look()) >= (role === 'reader' ? softShare : 1);
        if (!isOver) work.open += 1;
        return !isOver;
      });
      work.turn = mayBegin.catch(() => {});
      try {
        if (!(await mayBegin)) throw new AppError('budget_exceeded');
      } finally {
        work.waiting -= 1;
        forget();
      }
      return () => {
        work.open -= 1;
        forget();
      };
    },
  };
}

/** What a job has spent, with calls that are open, or broke off before they said what they used, at the average. */
async function estimateSpent(db: Db, { jobId, open }: { jobId: string; open: number }) {
  const [row] = await db.$queryRaw<{ input: number; output: number; cost: number }[]>`
    SELECT
      coalesce(sum(input_tokens) + (${open} + count(*) - count(input_tokens)) * avg(input_tokens), 0)::float8 AS input,
      coalesce(sum(output_tokens) + (${open} + count(*) - count(output_tokens)) * avg(output_tokens), 0)::float8 AS output,
      coalesce(sum(cost_usd) + (${open} + count(*) - count(cost_usd)) * avg(cost_usd), 0)::float8 AS cost
    FROM model_call WHERE job_id = ${jobId}::uuid`;
  return { input_tokens: row?.input ?? 0, output_tokens: row?.output ?? 0, cost_usd: row?.cost ?? 0 };
}
