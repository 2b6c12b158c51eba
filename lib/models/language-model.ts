import type { LanguageModelV4 } from '@ai-sdk/provider';
import { builtInModel } from './built-in/built-in-model.ts';

export type Role = 'planner' | 'writer' | 'judge';

/** The model that plays a role. Stages call it through the AI SDK and never ask which one it is. */
export function languageModel(_role: Role): LanguageModelV4 {
  return builtInModel;
}
