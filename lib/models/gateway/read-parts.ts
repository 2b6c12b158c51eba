import { JSONParseError, TypeValidationError } from '@ai-sdk/provider';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { ModelPrices } from '#lib/schema/model-price.ts';
import { type Part, type PartStream, pipeParts } from '../pipe-parts.ts';
import { priceCall } from './price-call.ts';
import { createThinkingStripper } from './strip-thinking.ts';

/**
 * Reads the parts of an answer as they come: without thinking, without lines that cannot be read (their number stands
 * at `providerMetadata.gateway.malformed_lines` and in the log), with the cost at the end. An answer that breaks off
 * before the model says that it has finished fails with `model_failed`, never ends as a short one.
 */
export function readParts(
  stream: PartStream,
  about: { modelId: string; prices: ModelPrices; log: Log; failed: (error: unknown) => unknown },
): PartStream {
  const { modelId, prices, log, failed } = about;
  let malformed = 0;
  let finished = false;
  let stripper = createThinkingStripper();
  let half = '';

  const finish = (part: Part & { type: 'finish' }): Part[] => {
    if (part.finishReason.unified === 'interrupted' || part.finishReason.unified === 'error')
      throw brokenOff();
    finished = true;
    if (malformed > 0) log.warn('lines of an answer could not be read', { model: modelId, lines: malformed });
    const cost_usd = priceCall({ modelId, usage: part.usage, prices });
    const gateway = { cost_usd, malformed_lines: malformed };
    return [{ ...part, providerMetadata: { ...part.providerMetadata, gateway } }];
  };
  /** Only what a database can hold: no NUL, and no half of a character that the model sent in two pieces. */
  const text = (id: string, piece: string): Part[] => {
    const whole = half + piece;
    half = /[\uD800-\uDBFF]$/.test(whole) ? whole.slice(-1) : '';
    const delta = whole
      .slice(0, whole.length - half.length)
      .replaceAll('\0', '')
      .toWellFormed();
    return delta ? [{ type: 'text-delta', id, delta }] : [];
  };
  const lastText = (id: string): Part[] => {
    const parts = text(id, stripper.end());
    const lost = half;
    half = '';
    return lost ? [...parts, { type: 'text-delta', id, delta: lost.toWellFormed() }] : parts;
  };

  return pipeParts(stream, {
    each(part) {
      switch (part.type) {
        case 'error':
          if (!isMalformedLine(part.error)) throw part.error;
          malformed += 1;
          return [];
        case 'text-start':
          stripper = createThinkingStripper();
          return [part];
        case 'text-delta':
          return text(part.id, stripper.push(part.delta));
        case 'text-end':
          return [...lastText(part.id), part];
        case 'finish':
          return finish(part);
        default:
          return [part];
      }
    },
    ended() {
      if (!finished) throw brokenOff();
    },
    failed,
  });
}

const brokenOff = () => new AppError('model_failed', "The model's answer broke off before its end.");
const isMalformedLine = (error: unknown) =>
  JSONParseError.isInstance(error) || TypeValidationError.isInstance(error);
