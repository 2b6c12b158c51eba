import { z } from 'zod';
import { createBreaker } from '#lib/breaker.ts';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';

/** Makes vectors of length 1 of texts, in their order. Throws `model_failed`, `source_unavailable` or the reason of the signal. */
export type Embedder = {
  model: string;
  embed(
    texts: readonly string[],
    options: { signal: AbortSignal; timeoutMs?: number },
  ): Promise<Float32Array[]>;
};

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});
/** What a model takes in is less, and what is left out of a long passage is little. */
const longestText = 4000;
const mostBytes = 64 * 2 ** 20;

/** The server that the operator named, any that answers `/v1/embeddings` as OpenAI does; undefined where none is set. */
export function createEmbedder(
  config: Partial<Pick<Config, 'EMBEDDING_BASE_URL' | 'EMBEDDING_API_KEY' | 'MODEL_EMBEDDING'>>,
): Embedder | undefined {
  const { EMBEDDING_BASE_URL: baseUrl, EMBEDDING_API_KEY: key, MODEL_EMBEDDING: model } = config;
  if (!baseUrl || !model) return undefined;
  const breaker = createBreaker({ name: 'The embedding server', now: Date.now });
  return {
    model,
    async embed(texts, { signal, timeoutMs = 60_000 }) {
      signal.throwIfAborted();
      breaker.check();
      try {
        const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/embeddings`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
          body: JSON.stringify({
            model,
            input: texts.map((text) => text.slice(0, longestText).toWellFormed()),
            encoding_format: 'float',
          }),
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        if (!response.ok) throw new Error(`It answered ${response.status}.`);
        if (Number(response.headers.get('content-length') ?? 0) > mostBytes)
          throw new Error('It answered too much.');
        const vectors = readVectors(await response.json(), texts.length);
        breaker.close();
        return vectors;
      } catch (cause) {
        signal.throwIfAborted();
        breaker.open({ reason: 'It failed a moment ago.' });
        throw new AppError('model_failed', 'The embedding server did not answer as it should.', { cause });
      }
    },
  };
}

/** One vector a text, all as long, of finite numbers, none without direction. */
function readVectors(answer: unknown, count: number): Float32Array[] {
  const { data } = Answer.parse(answer);
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
