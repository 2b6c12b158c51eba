import { JSONParseError, type LanguageModelV4Usage, TypeValidationError } from '@ai-sdk/provider';
import { AppError, toAppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { count } from '#lib/schema/count.ts';
import type { ModelPrices } from '#lib/schema/model-price.ts';
import { type Part, type PartStream, pipeParts } from '../pipe-parts.ts';
import { createRepetitionFinder } from './find-repetition.ts';
import type { Learnt } from './learnt.ts';
import { priceCall } from './price-call.ts';
import { findReceived } from './stream-failure.ts';
import { createThinkingStripper } from './strip-thinking.ts';

/** More bytes of a prompt than that to a token that was read, and it was not read whole, in any language. */
const mostBytesPerToken = 7;
/** Shorter prompts fit everywhere. */
const leastBytes = 4_000;
/** No context is smaller; some servers count only what they did not have in their cache. */
const leastTokens = 1_000;

export type AboutAnswer = {
  modelId: string;
  prices: ModelPrices;
  log: Log;
  learnt: Learnt;
  /** How many bytes of text the prompt has. */
  promptBytes: number;
  /** Whether nobody reads before the end, so that text can be held back until it is certain. */
  isReadWhole: boolean;
  failed: (error: unknown) => unknown;
  /** Nobody reads any more; may be told more than once. */
  onEnd: () => void;
};

/**
 * Reads the parts of an answer as they come: without thinking, without lines that cannot be read (their number stands
 * at `providerMetadata.gateway.malformed_lines` and in the log), with the cost at the end. An answer that breaks off
 * fails, never ends as a short one: with `model_cut_off` where text had come, which stands in the error's details;
 * `model_repeats` where it goes round in circles; `model_context_exceeded` where the server read only a part of the
 * prompt without a word.
 */
export function readParts(stream: PartStream, about: AboutAnswer): PartStream {
  const { modelId, prices, log, learnt, failed } = about;
  const repetition = createRepetitionFinder();
  const cleaner = createTextCleaner();
  let malformed = 0;
  let finished = false;
  let text = '';

  const newStripper = () =>
    createThinkingStripper({
      holds: about.isReadWhole || learnt.thinksUnopened,
      onLoneClosing() {
        learnt.thinksUnopened = true;
      },
    });

  let stripper = newStripper();

  const pass = (id: string, delta: string): Part[] => {
    text += delta;
    return delta ? [{ type: 'text-delta', id, delta }] : [];
  };
  const write = (id: string, delta: string): Part[] => {
    if (repetition.push(delta)) throw new AppError('model_repeats');
    return pass(id, cleaner.push(stripper.push(delta)));
  };

  const finish = (part: Part & { type: 'finish' }): Part[] => {
    if (
      part.finishReason.unified === 'interrupted' ||
      /error/.test(part.finishReason.raw ?? part.finishReason.unified)
    )
      throw brokenOff();
    const cost_usd = priceCall({ modelId, usage: part.usage, prices });
    const tokensRead = readsOnlyPart(part.usage, about.promptBytes);
    if (tokensRead) throw cutPrompt({ modelId, tokensRead, usage: part.usage, costUsd: cost_usd });
    finished = true;
    if (malformed > 0) log.warn('lines of an answer could not be read', { model: modelId, lines: malformed });
    const gateway = { cost_usd, malformed_lines: malformed };
    return [{ ...part, providerMetadata: { ...part.providerMetadata, gateway } }];
  };

  return pipeParts(stream, {
    each(part) {
      switch (part.type) {
        case 'error':
          if (!isMalformedLine(part.error)) throw part.error;
          malformed += 1;
          return [];
        case 'text-start':
          stripper = newStripper();
          return [part];
        case 'text-delta':
          return write(part.id, part.delta);
        case 'text-end':
          return [...pass(part.id, cleaner.push(stripper.end()) + cleaner.end()), part];
        case 'finish':
          return finish(part);
        default:
          return [part];
      }
    },
    ended() {
      if (!finished) throw brokenOff();
      about.onEnd();
    },
    left: about.onEnd,
    failed(error) {
      about.onEnd();
      return withText(failed(error), text, error);
    },
  });
}

/** Only what a database can hold: no NUL, and no half of a character that the model sent in two pieces. */
function createTextCleaner() {
  let half = '';
  return {
    push(piece: string): string {
      const whole = half + piece;
      half = /[\uD800-\uDBFF]$/.test(whole) ? whole.slice(-1) : '';
      return whole
        .slice(0, whole.length - half.length)
        .replaceAll('\0', '')
        .toWellFormed();
    },
    end(): string {
      const lost = half;
      half = '';
      return lost.toWellFormed();
    },
  };
}

/** The tokens that a server read of a prompt, where that cannot be the whole prompt. */
function readsOnlyPart({ inputTokens }: LanguageModelV4Usage, promptBytes: number): number | undefined {
  const { total, cacheRead } = inputTokens;
  if (!total || total < leastTokens || cacheRead || promptBytes < leastBytes) return undefined;
  return promptBytes / total > mostBytesPerToken ? total : undefined;
}

function cutPrompt(about: {
  modelId: string;
  tokensRead: number;
  usage: LanguageModelV4Usage;
  costUsd: number | null;
}): AppError {
  const { modelId, tokensRead, usage, costUsd } = about;
  const message = `The model "${modelId}" was given only ${count(tokensRead, 'token')} of the prompt: its server cuts off the rest. Let it have more context there (Ollama: num_ctx), or set MODEL_CONTEXT.`;
  return new AppError('model_context_exceeded', message, {
    details: {
      contextTokens: tokensRead,
      usage: {
        inputTokens: usage.inputTokens.total ?? null,
        outputTokens: usage.outputTokens.total ?? null,
        costUsd,
      },
    },
  });
}

/**
 * What is told of an error: with the text that had come before it, as far as it is none of the model's thinking. One
 * that another try may mend becomes `model_cut_off` then.
 */
export function withText(error: unknown, passed: string, thrown: unknown): unknown {
  const { code, message, cause, retryAfterSeconds, details } = toAppError(error);
  const text = longest(passed, withoutThinking(findReceived(thrown)));
  if (code === 'internal' || !text.trim()) return error;
  return new AppError(code === 'model_failed' ? 'model_cut_off' : code, message, {
    cause: cause ?? error,
    ...(retryAfterSeconds && { retryAfterSeconds }),
    details: { ...details, text },
  });
}

function withoutThinking(text: string): string {
  const stripper = createThinkingStripper({ holds: true });
  return stripper.push(text) + stripper.end();
}

const longest = (one: string, other: string) => (other.length > one.length ? other : one);

const brokenOff = () => new AppError('model_failed', "The model's answer broke off before its end.");
const isMalformedLine = (error: unknown) =>
  JSONParseError.isInstance(error) || TypeValidationError.isInstance(error);
