import type { Sentence } from '#lib/schema/report.ts';
import type { Claim, ClaimVerdict } from '#lib/schema/verdict.ts';

/** Where a judged (or not yet judged) statement stands in the report; UTF-16 offsets, half-open. */
export type ClaimRange = { start: number; end: number; verdict: ClaimVerdict; reason: string };

/**
 * Finds the place of each claim in the report, in the order of the text. Before the finished report says where its
 * sentences stand, a claim is looked for by its words; one that is not found has no place.
 */
export function locateClaims(
  markdown: string,
  { sentences, claims }: { sentences: Sentence[] | null; claims: Claim[] },
): ClaimRange[] {
  const ranges = sentences ? bySentence(sentences, claims) : byWords(markdown, claims);
  return ranges.sort((a, b) => a.start - b.start || a.end - b.end);
}

function bySentence(sentences: Sentence[], claims: Claim[]): ClaimRange[] {
  return sentences.flatMap(({ kind, start, end }, index): ClaimRange[] => {
    if (kind === 'note') return [];
    const own = claims.filter((claim) => claim.sentence === index);
    if (own.length === 0) return [{ start, end, verdict: 'unchecked', reason: 'Not judged' }];
    return own.map(({ verdict, reason }) => ({ start, end, verdict, reason }));
  });
}

function byWords(markdown: string, claims: Claim[]): ClaimRange[] {
  return claims.flatMap(({ text, verdict, reason }) => {
    const start = markdown.indexOf(text);
    return start < 0 ? [] : [{ start, end: start + text.length, verdict, reason }];
  });
}
