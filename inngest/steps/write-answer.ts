import { z } from 'zod';
import type { StageContext } from '#inngest/stage.ts';
import { loadDraft, saveDraft } from '#lib/evidence/evidence.ts';
import type { GivenText, PromptMessage } from '#lib/research/split-prompt.ts';
import { writeAnswer } from '#lib/research/write-answer.ts';
import { openText } from './text-writer.ts';

/** An answer as it is kept for the result. */
export const StoredAnswer = z.object({ text: z.string(), finish_reason: z.string(), model: z.string() });
export type StoredAnswer = z.infer<typeof StoredAnswer>;

type Task = { messages: readonly PromptMessage[]; instructions?: string | undefined; given: GivenText };

/** Streams an answer once: a second try after it was stored only tells what was not told yet. */
export async function streamAnswer(context: StageContext, task: Task): Promise<{ characters: number }> {
  const { db, jobId, tell } = context;
  const stored = await loadDraft(db, { jobId, name: 'answer' });
  const answer = stored ? StoredAnswer.parse(stored) : await write(context, task);
  await tell('answer:end', { type: 'text-end', text_id: 'answer', text: answer.text });
  if (answer.finish_reason === 'length') {
    const message = 'The model reached its limit of tokens: the text may end in the middle.';
    await tell('answer:length', { type: 'warning', message });
  }
  return { characters: answer.text.length };
}

async function write(context: StageContext, task: Task): Promise<StoredAnswer> {
  const { db, jobId, signal } = context;
  const model = context.modelName('writer');
  const text = await openText(context, { textId: 'answer', model });
  try {
    const written = await writeAnswer({
      ...task,
      model: context.model('writer'),
      onText: text.write,
      signal,
    });
    await text.flush();
    const answer = { ...written, model };
    await saveDraft(db, { jobId, name: 'answer', data: answer });
    return answer;
  } catch (error) {
    await text.abandon();
    throw error;
  }
}
