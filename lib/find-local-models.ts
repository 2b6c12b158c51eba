import { z } from 'zod';
import type { LocalModels } from './schema/model-states.ts';

/** Servers that people run models with on their own machine, and where each listens unless it is told otherwise. */
const usual = [
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'llama.cpp', port: 8080 },
  { name: 'vLLM', port: 8000 },
];
const ModelList = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })).max(1000) });
const longestAnswer = 1_000_000;

/**
 * Looks for servers of models on this machine's loopback and asks each found for its models, and for nothing else.
 * Whoever answers in another form is another program and is passed over; the look is over after `timeoutMs`.
 */
export async function findLocalModels({
  timeoutMs = 500,
  servers = usual,
}: {
  timeoutMs?: number;
  servers?: readonly { name: string; port: number }[];
} = {}): Promise<LocalModels[]> {
  const found = await Promise.all(servers.map((server) => askForModels(server, timeoutMs)));
  return found.flatMap((models) => models ?? []);
}

async function askForModels(
  { name, port }: { name: string; port: number },
  timeoutMs: number,
): Promise<LocalModels | null> {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${baseUrl}/models`, { redirect: 'error', cache: 'no-store', signal });
    const isShort = Number(response.headers.get('content-length') ?? 0) <= longestAnswer;
    if (!response.ok || !isShort) {
      await response.body?.cancel();
      return null;
    }
    const list = ModelList.parse(await response.json());
    return { name, base_url: baseUrl, models: list.data.map(({ id }) => id) };
  } catch {
    return null;
  }
}

/** A server that was found, and what to set to use it. */
export function describeLocalModels({ name, base_url, models }: LocalModels): string {
  const [first, ...more] = models;
  if (!first) return `${name} runs here and has no model yet (${base_url})`;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return `${name} runs here with ${first}${others}; to use it: GATEWAY_BASE_URL=${base_url} MODEL=${first}`;
}
