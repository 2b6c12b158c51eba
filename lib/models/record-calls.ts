import { APICallError, type LanguageModelV4, type LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { type AppError, toAppError } from '#lib/errors.ts';
import { openSpan } from '#lib/traces.ts';
import { type Answer, createAnswerCollector, streamAnswer } from './answer.ts';
import type { CallKey, CallRecord } from './call-store.ts';
import { type PartStream, pipeParts } from './pipe-parts.ts';
import type { StepCalls } from './step-calls.ts';

type Recording = { answered: CallKey[]; calls: StepCalls; again: () => LanguageModelV4 };
const recordings = new WeakMap<object, Recording>();

/**
 * A model whose answers are never paid for twice: each is stored before it is used, and given again from the store
 * when the step runs again. A stream passes through as it comes; its answer is stored before its `finish` is passed
 * on. `calls` counts for one run of a step and is shared by all models that play in it.
 */
export function recordCalls(
  model: LanguageModelV4,
  options: { calls: StepCalls; role: string; modelId: string },
): LanguageModelV4 {
  const { calls, role, modelId } = options;
  const { store, step } = calls;
  const answered: CallKey[] = [];

  async function begin(input: LanguageModelV4CallOptions) {
    const inputHash = await hashInput(modelId, input);
    const key = { step, call: calls.take(inputHash), inputHash };
    const stored = await store.find(key);
    if (stored) answered.push(key);
    const end = stored ? () => {} : await beginCall(key);
    const row = openRow(calls, {
      about: { ...key, role, modelId },
      signal: input.abortSignal,
      onAnswer: () => answered.push(key),
      onEnd: end,
    });
    return { stored, row };
  }

  async function beginCall(key: CallKey): Promise<() => void> {
    try {
      return await calls.begin(role);
    } catch (error) {
      calls.giveBack(key);
      store.release?.(key);
      throw error;
    }
  }

  const recording: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,

    async doGenerate(input) {
      const { stored, row } = await begin(input);
      if (stored) return stored;
      const { content, finishReason, usage, warnings, providerMetadata } = await row.watch(
        model.doGenerate(input),
      );
      const answer = {
        content,
        finishReason,
        usage,
        warnings,
        ...(providerMetadata && { providerMetadata }),
      };
      await row.answered(answer);
      return answer;
    },

    async doStream(input) {
      const { stored, row } = await begin(input);
      if (stored) return { stream: streamAnswer(stored) };
      const opened = await row.watch(model.doStream(input));
      return { ...opened, stream: recordStream(opened.stream, row) };
    },
  };
  recordings.set(recording, { answered, calls, again: () => recordCalls(model, options) });
  return recording;
}

/** The same model for one piece of work, so that `discardAnswers` takes back what was answered to that work alone. */
export const forOneTask = <Model>(model: Model): Model | LanguageModelV4 =>
  recordings.get(Object(model))?.again() ?? model;

/**
 * Takes back what a recorded model has answered: it could not be used, so the same call asks anew instead of being
 * given it again, now or when the step runs again. Its cost still counts. Other models have nothing to take back.
 */
export async function discardAnswers(model: unknown): Promise<void> {
  const recording = recordings.get(Object(model));
  for (const key of recording?.answered.splice(0) ?? []) {
    await recording?.calls.store.discard(key);
    recording?.calls.giveBack(key);
  }
}

function recordStream(stream: PartStream, row: Row): PartStream {
  const collector = createAnswerCollector();
  return pipeParts(stream, {
    async each(part) {
      collector.push(part);
      const answer = collector.answer();
      if (answer) await row.answered(answer);
      else if (part.type === 'error') await row.failed(part.error);
      return [part];
    },
    async failed(error) {
      await row.failed(error);
      return error;
    },
    left: () => row.aborted(),
  });
}

type Row = ReturnType<typeof openRow>;

/**
 * The ledger's row of one real call, written once, by whatever ends the call. Where that is no answer, the next call
 * with this input stands in its place.
 */
function openRow(
  { store, giveBack }: StepCalls,
  {
    about,
    signal,
    onAnswer,
    onEnd,
  }: {
    about: CallKey & { role: string; modelId: string };
    signal: AbortSignal | undefined;
    onAnswer: () => void;
    onEnd: () => void;
  },
) {
  const startedAt = new Date();
  const start = performance.now();
  const { step, role, modelId } = about;
  const span = openSpan({
    name: `model ${role}`,
    kind: 'client',
    attributes: { 'intentui.step': step, 'intentui.role': role, 'gen_ai.request.model': modelId },
  });
  let written = false;

  async function write(end: Pick<CallRecord, 'outcome' | 'answer' | 'error'> & Counts): Promise<void> {
    if (written) return;
    written = true;
    const durationMs = Math.round(performance.now() - start);
    if (end.outcome === 'answered') onAnswer();
    else giveBack(about);
    span.set({
      'intentui.outcome': end.outcome,
      'gen_ai.usage.input_tokens': end.inputTokens,
      'gen_ai.usage.output_tokens': end.outputTokens,
      'intentui.cost_usd': end.costUsd,
    });
    span.end(end.error?.code);
    await store.save({ ...about, startedAt, durationMs, ...end }).finally(onEnd);
  }
  /** What went wrong with the call matters more than that it could not be written down. */
  const writeQuietly = (end: Parameters<typeof write>[0]) => write(end).catch(() => {});
  const failed = (thrown: unknown) => {
    const error = toAppError(thrown);
    const { code, message } = error;
    const outcome = signal?.aborted ? 'aborted' : 'failed';
    const counts = error.details.usage ?? (wasRefused(error) ? nothing : unknown);
    return writeQuietly({ outcome, answer: null, error: { code, message }, ...counts });
  };

  return {
    answered: (answer: Answer) => write({ outcome: 'answered', answer, error: null, ...countTokens(answer) }),
    failed,
    /** Whoever read the stream has left before its end. */
    aborted: () => writeQuietly({ outcome: 'aborted', answer: null, error: null, ...unknown }),
    async watch<T>(call: PromiseLike<T>): Promise<T> {
      try {
        return await call;
      } catch (error) {
        await failed(error);
        throw error;
      }
    },
  };
}

type Counts = Pick<CallRecord, 'inputTokens' | 'outputTokens' | 'costUsd'>;

const unknown: Counts = { inputTokens: null, outputTokens: null, costUsd: null };
const nothing: Counts = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

const refusals = new Set([
  'model_rejected',
  'model_refused',
  'model_rate_limited',
  'model_unreachable',
  'model_context_exceeded',
]);

/** A call that was refused before any word has used nothing; one that broke off, who knows. */
function wasRefused({ code, cause, details }: AppError): boolean {
  if (details.text !== undefined) return false;
  return refusals.has(code) || (APICallError.isInstance(cause) && (cause.statusCode ?? 0) >= 400);
}

function countTokens({ usage, providerMetadata }: Answer): Counts {
  const cost = providerMetadata?.gateway?.cost_usd;
  return {
    inputTokens: usage.inputTokens.total ?? null,
    outputTokens: usage.outputTokens.total ?? null,
    costUsd: typeof cost === 'number' ? cost : null,
  };
}

/**
 * Sha256 (hex) of all that decides a model's answer: its id, the prompt and the settings, in a canonical form. What
 * only concerns the call (its signal, headers) or the built-in model's own input is left out.
 */
async function hashInput(modelId: string, options: LanguageModelV4CallOptions): Promise<string> {
  const { abortSignal, headers, includeRawChunks, providerOptions = {}, ...decisive } = options;
  const { builtin, ...others } = providerOptions;
  const bytes = new TextEncoder().encode(canonical({ modelId, ...decisive, providerOptions: others }));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** JSON with the keys of each object in order, so that equal inputs are equal texts. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return canonical({ bytes: Array.from(value) });
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null || value instanceof URL) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined && typeof item !== 'function')
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
