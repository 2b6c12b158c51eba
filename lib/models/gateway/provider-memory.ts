import { type Learnt, nothingLearnt } from './learnt.ts';
import { createPause, type Pause } from './pause.ts';
import { createSlots, type Slots } from './slots.ts';

/** What this process knows of a model at a provider: how it is asked, the pause it keeps, how many calls are at work. */
export type ModelMemory = { learnt: Learnt; pause: Pause; slots: Slots };

const memories = new Map<string, ModelMemory>();

/** The memory of a model at an address; all gateways to it share one. */
export function modelMemory(baseUrl: string, modelId: string): ModelMemory {
  const key = `${baseUrl} ${modelId}`;
  const known = memories.get(key);
  if (known) return known;
  const memory = { learnt: { ...nothingLearnt }, pause: createPause(), slots: createSlots() };
  memories.set(key, memory);
  return memory;
}
