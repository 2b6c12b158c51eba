import { type LanguageModel, streamText } from 'ai';
import { AppError, isAppError } from '#lib/errors.ts';
import { discardAnswers } from '#lib/models/record-calls.ts';
import type { GivenText, PromptMessage } from './split-prompt.ts';

/** A written text as it came, and why it ended: `stop`, `length`, `content-filter` … */
export type WrittenAnswer = { text: string; finish_reason: string };

/**
 * Lets a model answer a prompt or a chat, streaming it: `onText` gets the text piece by piece, and the pieces joined
 * are `text`. Throws `model_failed` when the model fails, `model_empty` when it writes nothing (it was paid for, and asked
 * again it would be given the same answer), and the abort reason when aborted.
 */
export async function writeAnswer({
  messages,
  instructions,
  given,
  model,
  onText,
  signal,
}: {
  messages: readonly PromptMessage[];
  instructions?: string | undefined;
  /** The same for the built-in model, which works on a given text. */
  given: GivenText;
  model: LanguageModel;
  onText?: (delta: string) => void;
  signal?: AbortSignal;
}): Promise<WrittenAnswer> {
  const result = streamText({
    model,
    ...(instructions && { instructions }),
    messages: [...messages],
    allowSystemInMessages: true,
    providerOptions: { builtin: { task: 'summarize', text: given.text, wanted: given.task } },
    maxRetries: 0,
    onError: () => {},
    ...(signal && { abortSignal: signal }),
  });
  let text = '';
  let finish_reason = 'unknown';
  for await (const part of result.stream) {
    if (part.type === 'text-delta') {
      text += part.text;
      onText?.(part.text);
    }
    if (part.type === 'finish') finish_reason = part.finishReason;
    if (part.type === 'abort') signal?.throwIfAborted();
    if (part.type === 'error') throw failure(part.error, signal);
  }
  signal?.throwIfAborted();
  if (loneClosing.test(text)) {
    // What was shown began with thinking; asked again, the gateway knows and holds it back.
    await discardAnswers(model);
    throw new AppError('model_failed', "The model's thinking stood in its answer.");
  }
  if (!text.trim())
    throw new AppError('model_empty', `The model wrote nothing and ended with "${finish_reason}".`);
  return { text, finish_reason };
}

/** The end of thinking whose beginning the server kept to itself; in quotation marks it is text about tags. */
const loneClosing = /(^|[^`'"“])<\/think>/;

function failure(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return isAppError(error) ? error : new AppError('model_failed', undefined, { cause: error });
}
