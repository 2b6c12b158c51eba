import type { LanguageModel } from 'ai';

/** What a model is called where its work is shown: `built-in`, or the model's id. */
export function modelName(model: LanguageModel): string {
  if (typeof model === 'string') return model;
  return model.provider === 'built-in' ? 'built-in' : model.modelId;
}
