import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';

/**
 * Sha256 (hex) of all that decides a model's answer: its id, the prompt and the settings, in a canonical form. What
 * only concerns the call (its signal, headers) or the built-in model's own input is left out.
 */
export async function hashInput(modelId: string, options: LanguageModelV4CallOptions): Promise<string> {
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
