import { parseJson } from './parse-json.ts';

/** Reads a judgment that a model wrote as JSON in prose, or as lines `relevance: 0.8 reason` and `claim 3: partly, reason`. */
export function parseJudgment(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;

  const scores: Record<string, { score: number; reason: string }> = {};
  const claims: { claim: number; verdict: string; reason: string }[] = [];
  for (const line of text.split('\n')) {
    const [, name, score, why = ''] =
      /\b(relevance|correctness|completeness)\b\W*?(1(?:\.0+)?|0?\.\d+|0)\b\W*(.*)$/i.exec(line) ?? [];
    if (name && score) scores[name.toLowerCase()] = { score: Number(score), reason: why.trim() };
    const [, claim, verdict, reason = ''] =
      /\bclaim\s+(\d+)\W+(supported|partly|contradicted|unsupported|unchecked)\b\W*(.*)$/i.exec(line) ?? [];
    if (claim && verdict)
      claims.push({ claim: Number(claim), verdict: verdict.toLowerCase(), reason: reason.trim() });
  }
  return { ...scores, claims };
}
