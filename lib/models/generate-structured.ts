import { generateText, type LanguageModel, NoObjectGeneratedError, Output } from 'ai';
import type { z } from 'zod';
import { AppError, isAppError } from '#lib/errors.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import { withoutThinking } from './gateway/strip-thinking.ts';
import { discardAnswers, forOneTask } from './record-calls.ts';

type JsonObject = { [key: string]: JsonValue | undefined };
type JsonValue = null | string | number | boolean | JsonObject | JsonValue[];

/**
 * Asks a model for data of a schema. Models that do not hold to the schema are helped: their answer goes through
 * `parseText`, the stage's parser of its text form, and if that fails too they are asked once more with the error.
 * Throws `model_output_invalid` when nothing usable came (another try asks anew), `model_failed` when the call failed,
 * the abort reason when aborted.
 */
export async function generateStructured<Schema extends z.ZodType>(task: {
  model: LanguageModel;
  schema: Schema;
  instructions: string;
  prompt: string;
  /** The same input for the built-in model, where that can do the task too. */
  builtin?: (JsonObject & { task: string }) | undefined;
  /** Reads the text form of the answer; what it returns is checked against the schema. */
  parseText: (text: string) => unknown;
  signal?: AbortSignal | undefined;
}): Promise<z.output<Schema>> {
  const model = forOneTask(task.model);
  let prompt = task.prompt;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask({ ...task, model }, prompt);
    if ('output' in answer) return answer.output;
    const repaired = task.schema.safeParse(task.parseText(withoutThinking(answer.text)));
    if (repaired.success) return repaired.data;
    if (attempt === 2) {
      await discardAnswers(model);
      throw new AppError('model_output_invalid', whyUnusable(answer), { cause: answer.error });
    }
    const fault = repaired.error.issues
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      .join('; ');
    prompt = `${task.prompt}\n\nYour last answer could not be used (${fault}). Answer again in the form asked for.`;
  }
}

/** Why an answer could not be used, as far as it is known. */
function whyUnusable({ text, error }: { text: string; error: unknown }): string | undefined {
  if (isAppError(error)) return asSentence(error.message);
  const reason = NoObjectGeneratedError.isInstance(error) ? error.finishReason : undefined;
  if (reason === 'length')
    return "The model's answer reached its limit of length before it was done; let it be longer (MODEL_MAX_OUTPUT, or the limit of its server).";
  if (reason === 'content-filter')
    return "The model refused to answer, or the gateway's content filter cut its answer off.";
  return text.trim() ? undefined : 'The model wrote nothing.';
}

async function ask<Schema extends z.ZodType>(
  { model, schema, instructions, builtin, signal }: Parameters<typeof generateStructured<Schema>>[0],
  prompt: string,
): Promise<{ output: z.output<Schema> } | { text: string; error: unknown }> {
  try {
    const result = await generateText({
      model,
      instructions,
      prompt,
      output: Output.object({ schema }),
      ...(builtin && { providerOptions: { builtin } }),
      maxRetries: 0,
      ...(signal && { abortSignal: signal }),
    });
    return { output: result.output as z.output<Schema> };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (NoObjectGeneratedError.isInstance(error)) return { text: error.text ?? '', error };
    // What goes round in circles is an answer that cannot be used: it was paid for, and is asked anew only once.
    if (isAppError(error) && error.code === 'model_repeats') return { text: '', error };
    if (isAppError(error)) throw error;
    throw new AppError('model_failed', undefined, { cause: error });
  }
}
