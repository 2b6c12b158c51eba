import { z } from 'zod';
import type { StageContext } from '#inngest/stage.ts';
import { type AppError, toAppError } from '#lib/errors.ts';
import { loadDraft, saveDraft } from '#lib/evidence/evidence.ts';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import type { GivenText, PromptMessage } from '#lib/research/split-prompt.ts';
import { isModelFault } from '#lib/research/stand-in.ts';
import { timeShares } from '#lib/research/time-shares.ts';
import { writeAnswer } from '#lib/research/write-answer.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import { endAfter } from './end-after.ts';
import { openText } from './text-writer.ts';

/** An answer as it is kept for the result. */
export const StoredAnswer = z.object({
  text: z.string(),
  finish_reason: z.string(),
  model: z.string(),
  partial: z.object({ reason: z.string() }).nullable().default(null),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

type Task = {
  messages: readonly PromptMessage[];
  instructions?: string | undefined;
  given: GivenText;
  /** Whether a text was handed over that rules can work on too. */
  hasText: boolean;
};

/**
 * Streams an answer once: a second try after it was stored only tells what was not told yet. What a model had written
 * when money, time or its last try was over is the answer, and `partial`; where it had written nothing, a text that was
 * handed over is worked on by rules. `isSpent` where the budget is used up and there is nothing of either.
 */
export async function streamAnswer(context: StageContext, task: Task): Promise<{ isSpent: boolean }> {
  const { db, jobId, tell } = context;
  const stored = await loadDraft(db, { jobId, name: 'answer' });
  const answer = stored ? StoredAnswer.parse(stored) : await write(context, task);
  if (!answer) return { isSpent: true };
  await tell('answer:end', { type: 'text-end', text_id: 'answer', text: answer.text });
  if (answer.partial) await tell('answer:partial', { type: 'warning', message: answer.partial.reason });
  if (answer.finish_reason === 'length') {
    const message = 'The model reached its limit of tokens: the text may end in the middle.';
    await tell('answer:length', { type: 'warning', message });
  }
  return { isSpent: false };
}

async function write(context: StageContext, task: Task): Promise<StoredAnswer | null> {
  const { db, jobId, signal } = context;
  const model = context.modelName('writer');
  const text = await openText(context, { textId: 'answer', model });
  const keep = async (answer: StoredAnswer) => {
    await saveDraft(db, { jobId, name: 'answer', data: answer });
    return answer;
  };
  const over = endAfter(timeShares.model, context);
  try {
    const written = await writeAnswer({
      ...task,
      model: context.model('writer'),
      onText: text.write,
      signal: AbortSignal.any([signal, over]),
    });
    await text.flush();
    return await keep({ ...written, model, partial: null });
  } catch (thrown) {
    const error = toAppError(thrown);
    const isLast = !signal.aborted && isModelFault(error) && (!error.retryable || context.isLastAttempt);
    const told = await text.abandon();
    if (!isLast) throw thrown;
    if (told.trim())
      return keep({ text: told, finish_reason: 'other', model, partial: { reason: whyPartial(error) } });
    if (task.hasText) {
      await writeAnswer({ ...task, model: builtInModel, onText: text.write, signal });
      const words = await text.flush();
      const reason = `${asSentence(error.message)} The answer was written without the model.`;
      return keep({ text: words, finish_reason: 'stop', model: 'built-in', partial: { reason } });
    }
    if (error.code === 'budget_exceeded') return null;
    throw thrown;
  }
}

function whyPartial(error: AppError): string {
  if (error.code === 'deadline_exceeded')
    return 'The time was over before the answer was done; this is what was written until then.';
  if (error.code === 'budget_exceeded')
    return 'The budget was used up before the answer was done; this is what was written until then.';
  return `${asSentence(error.message)} This is what was written until then.`;
}
