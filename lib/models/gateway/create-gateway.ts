import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { ModelPrices } from '#lib/schema/model-price.ts';
import { collectAnswer } from '../answer.ts';
import { callPatiently, type Wait } from './call-patiently.ts';
import { explainFailure } from './explain-failure.ts';
import { callInKnownForm } from './known-form.ts';
import { modelMemory } from './provider-memory.ts';
import { readParts, withText } from './read-parts.ts';
import { type CallSettings, shapeBody } from './shape-body.ts';
import { createTimedFetch, type Timeouts } from './timed-fetch.ts';

export type GatewayOptions = {
  /** Where the OpenAI-compatible API is, such as `https://host/v1`; a query such as `?api-version=1` stays. */
  baseUrl: string;
  apiKey: string | undefined;
  /** Sent with each call beside the key. */
  headers?: Record<string, string> | undefined;
  /** How long a call waits at most, in all, when the gateway asks for a pause. */
  maxWaitMs?: number;
  prices?: ModelPrices;
  log: Log;
} & Partial<Timeouts>;

export type ModelOptions = CallSettings &
  Partial<Timeouts> & {
    /** How many calls of the model may be at work at once, in this process. */
    concurrency?: number | undefined;
    /** The setting that names the model, for what a person is told. */
    setting?: string | undefined;
    onWait?: ((wait: Wait) => void) | undefined;
  };

export type Gateway = {
  /**
   * A model of the gateway by its id. Calls throw what `explainFailure` and `readParts` say, or the abort reason. The
   * cost in US dollars stands at `providerMetadata.gateway.cost_usd` of the answer, null when the price or the tokens
   * are not known. `onWait` hears of each wait that the gateway asks for, before it begins.
   */
  model(id: string, options?: ModelOptions): LanguageModelV4;
  /** How many tokens a model can read, as far as it has said so itself; null where it has not. */
  contextOf(id: string): number | null;
};

/**
 * Reaches models at any OpenAI-compatible address. Calls always stream, so that the time-outs (120 s to the first
 * word, 60 s between bytes) hold for every answer; an answer that breaks off is an error. What a model does not
 * understand is left out and remembered, and a pause that the provider asks for is kept by all calls of that model.
 */
export function createGateway({
  baseUrl,
  apiKey,
  headers = {},
  maxWaitMs = 60_000,
  prices = {},
  log,
  ...general
}: GatewayOptions): Gateway {
  const { origin, pathname, search } = new URL(baseUrl);
  const secrets = [apiKey, ...Object.values(headers)].flatMap((text) =>
    text && text.length > 3 ? [text] : [],
  );

  return {
    contextOf: (modelId) => modelMemory(baseUrl, modelId).learnt.contextTokens,
    model(modelId, { onWait, concurrency = Infinity, setting = 'MODEL', ...settings } = {}) {
      const about = {
        modelId,
        secrets,
        settings: { model: setting, key: 'GATEWAY_API_KEY', address: 'GATEWAY_BASE_URL' },
      };
      const { learnt, pause, slots } = modelMemory(baseUrl, modelId);
      const timedFetch = createTimedFetch({
        firstByteTimeoutMs: settings.firstByteTimeoutMs ?? general.firstByteTimeoutMs ?? 120_000,
        idleTimeoutMs: settings.idleTimeoutMs ?? general.idleTimeoutMs ?? 60_000,
      });
      const chat = createOpenAI({
        name: 'gateway',
        baseURL: `${origin}${pathname.replace(/\/$/, '')}`,
        apiKey: apiKey ?? 'none',
        headers,
        fetch: (url, init) => {
          const body = typeof init?.body === 'string' && shapeBody(init.body, { settings, learnt });
          return timedFetch(`${url}${search}`, body ? { ...init, body } : init);
        },
      }).chat(modelId);

      const open = async (input: LanguageModelV4CallOptions, isReadWhole: boolean) => {
        const signal = input.abortSignal;
        const failed = (thrown: unknown) => {
          if (signal?.aborted) return signal.reason;
          const error = explainFailure(thrown, about);
          learnt.contextTokens = error.details.contextTokens ?? learnt.contextTokens;
          return error;
        };
        const leave = await slots.enter(concurrency, signal);
        signal?.addEventListener('abort', leave, { once: true });
        const onEnd = () => {
          signal?.removeEventListener('abort', leave);
          leave();
        };
        try {
          const opened = await callPatiently(
            () =>
              callInKnownForm((known) => chat.doStream(known), { input, learnt }).catch((error) => {
                throw signal?.aborted ? signal.reason : withText(failed(error), '', error);
              }),
            { pause, signal, maxWaitMs, onWait },
          );
          const promptBytes = Buffer.byteLength(JSON.stringify(input.prompt));
          const about = { modelId, prices, log, learnt, promptBytes, isReadWhole, failed, onEnd };
          return { ...opened, stream: readParts(opened.stream, about) };
        } catch (error) {
          onEnd();
          throw error;
        }
      };

      return {
        specificationVersion: 'v4',
        provider: 'gateway',
        modelId,
        supportedUrls: chat.supportedUrls,
        doStream: (input) => open(input, false),
        async doGenerate(input) {
          const { stream, request, response } = await open(input, true);
          const answer = await collectAnswer(stream);
          if (!answer) throw new AppError('model_failed');
          return { ...answer, ...(request && { request }), ...(response && { response }) };
        },
      };
    },
  };
}
