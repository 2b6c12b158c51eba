import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { ModelPrices } from '#lib/schema/model-price.ts';
import { collectAnswer } from '../answer.ts';
import { callPatiently, type Wait } from './call-patiently.ts';
import { explainFailure } from './explain-failure.ts';
import { callInKnownForm } from './known-form.ts';
import { providerMemory } from './provider-memory.ts';
import { readParts } from './read-parts.ts';
import { createTimedFetch } from './timed-fetch.ts';

export type GatewayOptions = {
  /** Where the OpenAI-compatible API is, such as `https://host/v1`. */
  baseUrl: string;
  apiKey: string | undefined;
  firstByteTimeoutMs?: number;
  idleTimeoutMs?: number;
  /** How long a call waits at most, in all, when the gateway asks for a pause. */
  maxWaitMs?: number;
  prices?: ModelPrices;
  log: Log;
};

export type Gateway = {
  /**
   * A model of the gateway by its id. Calls throw `model_failed`, `model_rate_limited` (with seconds), both worth
   * another try, `model_rejected` (not), or the abort reason. The cost in US dollars stands at
   * `providerMetadata.gateway.cost_usd` of the answer, null when the price or the tokens are not known. `onWait` hears
   * of each wait that the gateway asks for, before it begins.
   */
  model(id: string, options?: { onWait?: (wait: Wait) => void }): LanguageModelV4;
};

/**
 * Reaches models at any OpenAI-compatible address. Calls always stream, so that the time-outs (30 s to the first byte
 * and between bytes) hold for every answer; an answer that breaks off is an error. What a model does not understand
 * is left out and remembered, and a pause that the provider asks for is kept by all calls of this process.
 */
export function createGateway({
  baseUrl,
  apiKey,
  firstByteTimeoutMs = 30_000,
  idleTimeoutMs = 30_000,
  maxWaitMs = 60_000,
  prices = {},
  log,
}: GatewayOptions): Gateway {
  const memory = providerMemory(baseUrl);
  const timedFetch = createTimedFetch({ firstByteTimeoutMs, idleTimeoutMs });

  return {
    model(modelId, { onWait } = {}) {
      const about = { modelId, apiKey };
      const learnt = memory.model(modelId);
      const chat = createOpenAI({
        name: 'gateway',
        baseURL: baseUrl,
        apiKey: apiKey ?? 'none',
        fetch: (url, init) => timedFetch(url, learnt.countsTokens ? init : withoutStreamOptions(init)),
      }).chat(modelId);

      const doStream = async (input: LanguageModelV4CallOptions) => {
        const signal = input.abortSignal;
        const failed = (error: unknown) => (signal?.aborted ? signal.reason : explainFailure(error, about));
        const opened = await callPatiently(
          () =>
            callInKnownForm((known) => chat.doStream(known), { input, learnt }).catch((error) => {
              throw failed(error);
            }),
          { pause: memory.pause, signal, maxWaitMs, onWait },
        );
        return { ...opened, stream: readParts(opened.stream, { modelId, prices, log, failed }) };
      };

      return {
        specificationVersion: 'v4',
        provider: 'gateway',
        modelId,
        supportedUrls: chat.supportedUrls,
        doStream,
        async doGenerate(input) {
          const { stream, request, response } = await doStream(input);
          const answer = await collectAnswer(stream);
          if (!answer) throw new AppError('model_failed');
          return { ...answer, ...(request && { request }), ...(response && { response }) };
        },
      };
    },
  };
}

function withoutStreamOptions(init: RequestInit | undefined): RequestInit | undefined {
  if (typeof init?.body !== 'string') return init;
  const { stream_options, ...body } = JSON.parse(init.body) as Record<string, unknown>;
  return { ...init, body: JSON.stringify(body) };
}
