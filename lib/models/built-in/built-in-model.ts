import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { AppError } from '#lib/errors.ts';
import { tasks } from './index.ts';

/**
 * A language model without a key, a network or chance: it plans by splitting the question, writes only what stands in
 * the quotes it is given, and judges by comparing words, numbers and negations. Its input does not come from the
 * prompt's prose but from `providerOptions.builtin`, `{ task, … }`; a call without one throws `model_failed`.
 */
export const builtInModel: LanguageModelV4 = {
  specificationVersion: 'v4',
  provider: 'built-in',
  modelId: 'extractive',
  supportedUrls: {},

  async doGenerate(options) {
    const text = answer(options);
    return { content: [{ type: 'text', text }], finishReason, usage, warnings: [] };
  },

  async doStream(options) {
    return { stream: stream(answer(options), options.abortSignal) };
  },
};

/** It reads and writes no tokens, so there is nothing to count. */
const usage: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};
const finishReason = { unified: 'stop', raw: undefined } as const;

function answer({ abortSignal, providerOptions }: LanguageModelV4CallOptions): string {
  abortSignal?.throwIfAborted();
  const input = providerOptions?.builtin;
  const task = tasks.find(({ name }) => name === input?.task);
  if (!task) {
    throw new AppError('model_failed', 'The built-in model plans, writes and judges research, nothing else.');
  }
  return task.answer(input);
}

function stream(text: string, signal: AbortSignal | undefined): ReadableStream<LanguageModelV4StreamPart> {
  const deltas = text.match(/\s*\S+\s*/g) ?? [];
  return new ReadableStream<LanguageModelV4StreamPart>({
    async start(controller) {
      controller.enqueue({ type: 'stream-start', warnings: [] });
      controller.enqueue({ type: 'text-start', id: 'text' });
      for (const delta of deltas) {
        if (signal?.aborted) return controller.error(signal.reason);
        controller.enqueue({ type: 'text-delta', id: 'text', delta });
        await nextTurn();
      }
      controller.enqueue({ type: 'text-end', id: 'text' });
      controller.enqueue({ type: 'finish', finishReason, usage });
      controller.close();
    },
  });
}

/** Lets an abort, and everybody else, have their turn between two words. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
