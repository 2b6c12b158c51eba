import type { Learnt } from './known-form.ts';
import { createPause, type Pause } from './pause.ts';

/** What this process has learnt of a provider: the pause it asked for, and what its models understand. */
export type ProviderMemory = { pause: Pause; model(id: string): Learnt };

const memories = new Map<string, ProviderMemory>();

/** The memory of the provider at an address; all gateways to it share one. */
export function providerMemory(baseUrl: string): ProviderMemory {
  const known = memories.get(baseUrl);
  if (known) return known;
  const models = new Map<string, Learnt>();
  const memory: ProviderMemory = {
    pause: createPause(),
    model(id) {
      const learnt = models.get(id) ?? { jsonForm: 'json_schema', countsTokens: true };
      models.set(id, learnt);
      return learnt;
    },
  };
  memories.set(baseUrl, memory);
  return memory;
}
