import { v7 as uuidv7 } from 'uuid';
import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';
import { count, observe } from '#lib/metrics.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import type { Transaction } from './event-log.ts';

/** One real call of a model, as it is stored. `answer` is plain JSON. */
export type ModelCallRow = {
  step: string;
  call: number;
  inputHash: string;
  role: string;
  modelId: string;
  outcome: string;
  answer: unknown;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  startedAt: Date;
  durationMs: number;
  error: unknown;
};

/** The answer that came first to a call of a job, null when none has come. */
export async function findAnswer(
  db: Db,
  { jobId, ...key }: { jobId: string; step: string; call: number; inputHash: string },
): Promise<unknown> {
  const row = await db.modelCall.findFirst({
    where: { jobId, ...key, outcome: 'answered' },
    select: { answer: true },
  });
  return row?.answer ?? null;
}

/** Marks the answer of a call as one that could not be used: it is not found again, and what it cost still counts. */
export async function discardAnswer(
  db: Db,
  { jobId, ...key }: { jobId: string; step: string; call: number; inputHash: string },
): Promise<void> {
  await db.modelCall.updateMany({
    where: { jobId, ...key, outcome: 'answered' },
    data: { outcome: 'unusable' },
  });
}

/**
 * Stores a call; again under the same `id` does nothing. When another worker's answer to the same call is there already,
 * this one becomes a ledger row of its own with the outcome `discarded`: it was paid for, and it is not used. Of a call
 * whose job was erased meanwhile, what it cost is kept and nothing else.
 */
export async function saveCall(
  db: Db,
  { jobId, id = uuidv7(), ...row }: ModelCallRow & { jobId: string; id?: string },
): Promise<void> {
  const data = { id, jobId, ...row, answer: json(row.answer), error: json(row.error) };
  try {
    await db.modelCall.create({ data });
    countCall(row);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'P2003') {
      const nothing = { jobId: null, answer: Prisma.DbNull, error: Prisma.DbNull, step: '', inputHash: id };
      await db.modelCall.createMany({ data: { ...data, ...nothing }, skipDuplicates: true });
    } else if (code === 'P2002') {
      const discarded = { ...data, outcome: 'discarded', answer: Prisma.DbNull };
      await db.modelCall.createMany({ data: discarded, skipDuplicates: true });
    } else throw error;
  }
}

function countCall({ role, modelId: model, outcome, ...row }: ModelCallRow): void {
  count('intentui_model_calls_total', { role, model, outcome });
  observe('intentui_model_call_seconds', { role, model }, row.durationMs / 1000);
  const tokens = { input: row.inputTokens, output: row.outputTokens };
  for (const [direction, amount] of Object.entries(tokens))
    if (amount) count('intentui_model_tokens_total', { role, model, direction }, amount);
  if (row.costUsd) count('intentui_model_cost_usd_total', { role, model }, row.costUsd);
}

const json = (value: unknown) =>
  value === null ? Prisma.DbNull : (JSON.parse(postgresJson(value)) as Prisma.InputJsonValue);

/** What a job's calls have used: the sum of its ledger; the cost is null when one call's is unknown. */
export async function sumCalls(db: Db | Transaction, jobId: string) {
  const [row] = await db.$queryRaw<{ input: bigint; output: bigint; cost: number | null; unknown: bigint }[]>`
    SELECT coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output, sum(cost_usd) AS cost,
      count(*) FILTER (WHERE cost_usd IS NULL) AS unknown
    FROM model_call WHERE job_id = ${jobId}::uuid`;
  return {
    input_tokens: Number(row?.input ?? 0),
    output_tokens: Number(row?.output ?? 0),
    cost_usd: Number(row?.unknown ?? 0) > 0 ? null : (row?.cost ?? 0),
  };
}
