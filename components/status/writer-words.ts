/** Who writes a text, in a few words: `model` is `built-in` or a model's id. */
export const describeWriter = (model: string): string =>
  model === 'built-in' ? 'Built-in writer: quotes only, no model' : `Written by ${model}`;

/** Who judged, in a few words. */
export const describeJudge = (model: string): string =>
  model === 'built-in'
    ? 'Built-in judge: compares words, numbers, names and negations, no model'
    : `Judged by ${model}`;
