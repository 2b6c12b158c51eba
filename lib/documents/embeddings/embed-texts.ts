import { z } from 'zod';
import { createBreaker } from '#lib/breaker.ts';
import type { Config } from '#lib/config.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { createRateLimit } from '#lib/rate-limit.ts';
import { clip } from '#lib/text/clip.ts';

/**
 * Makes vectors of length 1 of texts, in their order, and tells how many tokens that took where the server does. Throws
 * `model_failed`, `source_unavailable` or the reason of the signal.
 */
export type Embedder = {
  model: string;
  embed(
    texts: readonly string[],
    options: { signal: AbortSignal; timeoutMs?: number },
  ): Promise<{ vectors: Float32Array[]; tokens: number | null }>;
};

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.number().nonnegative() }).optional().catch(undefined),
});
/** Requests that are at the server at once; more wait for their turn. */
const atOnce = 4;
/** What a model takes in is less, and what is left out of a long passage is little. */
const longestText = 4000;
const mostBytes = 64 * 2 ** 20;

/** The server that the operator named, any that answers `/v1/embeddings` as OpenAI does; undefined where none is set. */
export function createEmbedder(
  config: Partial<Pick<Config, 'EMBEDDING_BASE_URL' | 'EMBEDDING_API_KEY' | 'MODEL_EMBEDDING'>>,
): Embedder | undefined {
  const { EMBEDDING_BASE_URL: baseUrl, EMBEDDING_API_KEY: key, MODEL_EMBEDDING: model } = config;
  if (!baseUrl || !model) return undefined;
  const name = 'The embedding server';
  const breaker = createBreaker({ name, now: Date.now });
  const turns = createRateLimit({ name, atOnce, maxWaiting: 100 });
  return {
    model,
    async embed(texts, { signal, timeoutMs = 60_000 }) {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      breaker.check();
      const endTurn = await turns.take(inTime);
      try {
        breaker.check();
        const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/embeddings`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
          body: JSON.stringify({
            model,
            input: texts.map((text) => clip(text, longestText).toWellFormed()),
            encoding_format: 'float',
          }),
          redirect: 'error',
          signal: inTime,
        });
        if (!response.ok) throw new Error(`It answered ${response.status}.`);
        if (Number(response.headers.get('content-length') ?? 0) > mostBytes)
          throw new Error('It answered too much.');
        const answer = Answer.parse(await response.json());
        const vectors = readVectors(answer, texts.length);
        breaker.close();
        return { vectors, tokens: answer.usage?.prompt_tokens || null };
      } catch (cause) {
        signal.throwIfAborted();
        if (isAppError(cause)) throw cause;
        breaker.open({ reason: 'It failed a moment ago.' });
        throw new AppError('model_failed', `${name} did not answer as it should.`, { cause });
      } finally {
        endTurn({ pauseMs: 0 });
      }
    },
  };
}

/** One vector a text, all as long, of finite numbers, none without direction. */
function readVectors({ data }: z.infer<typeof Answer>, count: number): Float32Array[] {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, embedding]));
  const dimension = data[0]?.embedding.length;
  return Array.from({ length: count }, (_, index) => {
    const numbers = byIndex.get(index);
    if (data.length !== count || numbers?.length !== dimension || !numbers)
      throw new Error('It answered other vectors than were asked for.');
    const length = Math.hypot(...numbers);
    if (!(length > 0) || !Number.isFinite(length)) throw new Error('It answered a vector without direction.');
    return Float32Array.from(numbers, (number) => number / length);
  });
}
