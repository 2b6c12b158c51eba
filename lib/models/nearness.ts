import type { LanguageModelV4 } from '@ai-sdk/provider';
import { recordCalls } from './record-calls.ts';
import type { StepCalls } from './step-calls.ts';

/** An embedding server, as far as it is needed here: vectors of length 1 in the order of the texts. */
type Embedder = {
  model: string;
  embed(
    texts: readonly string[],
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<{ vectors: Float32Array[]; tokens: number | null }>;
};

/** A job does not wait longer for it. */
const patienceMs = 15_000;

/**
 * How near texts are to a question in meaning, from -1 to 1, in their order. A call like any other of a model: it stands
 * in the ledger, counts in the budget, and a step that runs again has its answer from there. Null when the server does
 * not answer as it should, or no call may be paid for: it costs its share and nothing else.
 */
export async function nearnessOf({
  embedder,
  calls,
  usdPerMillion,
  question,
  texts,
  signal,
}: {
  embedder: Embedder;
  calls: StepCalls;
  /** What a million tokens cost; unknown when undefined. */
  usdPerMillion: number | undefined;
  question: string;
  texts: readonly string[];
  signal: AbortSignal;
}): Promise<number[] | null> {
  if (texts.length === 0) return [];
  const model = recordCalls(asModel(embedder, usdPerMillion), {
    calls,
    role: 'embedding',
    modelId: embedder.model,
  });
  try {
    const { content } = await model.doGenerate({
      prompt: [{ role: 'user', content: [question, ...texts].map((text) => ({ type: 'text', text })) }],
      abortSignal: signal,
    });
    const [said] = content;
    return said?.type === 'text' ? (JSON.parse(said.text) as number[]) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** The first text of the prompt is compared with each of the others; the answer is a list of numbers as JSON. */
function asModel(embedder: Embedder, usdPerMillion: number | undefined): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'embedding',
    modelId: embedder.model,
    supportedUrls: {},
    async doGenerate({ prompt, abortSignal }) {
      const texts = prompt.flatMap((message) =>
        message.role === 'user'
          ? message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
          : [],
      );
      const signal = abortSignal ?? new AbortController().signal;
      const { vectors, tokens } = await embedder.embed(texts, { signal, timeoutMs: patienceMs });
      const [question, ...others] = vectors;
      const near = others.map((vector) => Number(dot(question ?? vector, vector).toFixed(4)));
      const cost = tokens === null || usdPerMillion === undefined ? null : (tokens * usdPerMillion) / 1e6;
      return {
        content: [{ type: 'text', text: JSON.stringify(near) }],
        finishReason: { unified: 'stop', raw: undefined },
        usage: {
          inputTokens: {
            total: tokens ?? undefined,
            noCache: undefined,
            cacheRead: undefined,
            cacheWrite: undefined,
          },
          outputTokens: { total: 0, text: 0, reasoning: 0 },
        },
        warnings: [],
        ...(cost !== null && { providerMetadata: { gateway: { cost_usd: cost } } }),
      };
    },
    doStream: () => Promise.reject(new Error('An embedding server writes nothing.')),
  };
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
