import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StageContext } from '#inngest/stage.ts';
import { toAppError } from '#lib/errors.ts';
import { findAnswer, saveCall } from '#lib/jobs/model-calls.ts';
import { visionSourceId } from '#lib/vision/index.ts';

const Answer = z.object({ text: z.string() });
const unknown = { inputTokens: null, outputTokens: null, costUsd: null };
const nothing = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/**
 * Has a picture looked at once: what was said of it is stored in the job's ledger before it is used, and given again
 * when the step runs again. What it cost is not known, unless nobody was asked.
 */
export async function recordLook(
  { db, jobId, step, signal }: StageContext,
  { bytes, question }: { bytes: Buffer; question: string },
  look: () => Promise<string>,
): Promise<string> {
  const inputHash = createHash('sha256')
    .update(`${visionSourceId}\0${question}\0`)
    .update(bytes)
    .digest('hex');
  const key = { jobId, step, call: 1, inputHash };
  const stored = Answer.safeParse(await findAnswer(db, key));
  if (stored.success) return stored.data.text;
  const startedAt = new Date();
  const start = performance.now();
  const save = (
    end: { outcome: string; answer: unknown; error: unknown } & Record<keyof typeof unknown, number | null>,
  ) =>
    saveCall(db, {
      ...{ ...key, role: 'vision', modelId: visionSourceId, startedAt },
      ...{ durationMs: Math.round(performance.now() - start), ...end },
    });
  try {
    const text = await look();
    await save({ outcome: 'answered', answer: { text }, error: null, ...unknown });
    return text;
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    const counts = code === 'source_unavailable' ? nothing : unknown;
    const outcome = signal.aborted ? 'aborted' : 'failed';
    // What went wrong matters more than that it could not be written down.
    await save({ outcome, answer: null, error: { code, message }, ...counts }).catch(() => {});
    throw thrown;
  }
}
