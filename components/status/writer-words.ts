import type { Audit } from '#lib/schema/audit.ts';

/** Who writes a text, in a few words: `model` is `built-in` or a model's id. */
export const describeWriter = (model: string): string =>
  model === 'built-in' ? 'Built-in writer: quotes only, no model' : `Written by ${model}`;

/** Who wrote a report that is done: of `texts` (their ids) the audit says which the built-in writer wrote instead. */
export function describeWriters(
  model: string,
  { audit, texts }: { audit: Audit | null; texts: readonly string[] },
): string {
  const instead = new Set(
    audit?.entries.flatMap(({ what, text_id }) => (what === 'written-by-code' ? [text_id] : [])),
  );
  const own = texts.filter((id) => id !== 'notes');
  if (model === 'built-in' || instead.size === 0) return describeWriter(model);
  return own.every((id) => instead.has(id))
    ? `Built-in writer in place of ${model}: quotes only`
    : `Written by ${model}, in part by the built-in writer`;
}

/** Who judged, in a few words. */
export const describeJudge = (model: string): string =>
  model === 'built-in'
    ? 'Built-in judge: compares words, numbers, names and negations, no model'
    : `Judged by ${model}`;
