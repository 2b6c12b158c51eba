import type { ToldClaim } from '#components/job-log/reduce-events.ts';
import type { Sentence } from '#lib/schema/report.ts';
import type { ClaimVerdict } from '#lib/schema/verdict.ts';

const nobodyChecked = 'Nobody checked it.';

/** Whether anybody looked at one of the claims at least; nobody does in an answer that is only streamed. */
export const isJudged = (claims: readonly { reason: string }[]): boolean =>
  claims.some(({ reason }) => reason !== nobodyChecked);

/** Where a judged (or not yet judged) statement stands in the report; UTF-16 offsets, half-open. */
export type ClaimRange = {
  start: number;
  end: number;
  verdict: ClaimVerdict;
  /** Whether it holds for being a copy of its quotes. */
  copied?: true | undefined;
  reason: string;
  /** An inference is concluded from its quotes; a finding stands in them. */
  kind: 'finding' | 'inference';
  /** Numbers of the quotes that it rests on. */
  quotes: number[];
};

/**
 * Finds the place of each claim in the report, in the order of the text. Before the finished report says where its
 * sentences stand, a claim is looked for by its words; one that is not found has no place. What leads from one sentence
 * to the next, and our own notes, claim nothing.
 */
export function locateClaims(
  markdown: string,
  { sentences, claims }: { sentences: Sentence[] | null; claims: ToldClaim[] },
): ClaimRange[] {
  const ranges = sentences ? bySentence(sentences, claims) : byWords(markdown, claims);
  return ranges.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The claim that a citation mark at this offset belongs to: between them stand but other marks. */
export function claimBefore(
  ranges: readonly ClaimRange[],
  { markdown, offset }: { markdown: string; offset: number },
): ClaimRange | null {
  const last = ranges.findLast(({ start }) => start < offset);
  if (!last || last.end >= offset) return last ?? null;
  const between = markdown.slice(last.end, offset);
  return /^(?:\[\d+\]\(#(?:cite|quote)-\d+\)|[\s|*_])*$/.test(between) ? last : null;
}

function bySentence(sentences: Sentence[], claims: ToldClaim[]): ClaimRange[] {
  return sentences.flatMap(({ kind, start, end, text, quotes }, index): ClaimRange[] => {
    if (kind === 'note' || kind === 'link') return [];
    const own = claims.filter((claim) =>
      claim.textId === undefined ? claim.sentence === index : bare(claim.text) === bare(text),
    );
    const place = { start, end, kind, quotes };
    if (own.length === 0) return [{ ...place, verdict: 'unchecked', reason: nobodyChecked }];
    const judged = own.filter(({ textId }) => textId === undefined);
    return (judged.length > 0 ? judged : own.slice(0, 1)).map(({ verdict, copied, reason }) => ({
      ...place,
      verdict,
      copied,
      reason,
    }));
  });
}

/** A row without the bar at its end, as it is published. */
const bare = (text: string): string => text.replace(/\s*\|\s*$/, '').trim();

function byWords(markdown: string, claims: ToldClaim[]): ClaimRange[] {
  const { words, startAt, endAt } = withoutMarks(markdown);
  const lookFrom = new Map<string, number>();
  return claims.flatMap(({ text, verdict, copied, reason, quotes, kind = 'finding' }) => {
    // The same words may stand in two texts.
    const again = words.indexOf(text, lookFrom.get(text) ?? 0);
    const found = again < 0 ? words.indexOf(text) : again;
    if (found < 0 || text === '') return [];
    const end = found + text.length;
    lookFrom.set(text, end);
    return [{ start: startAt(found), end: endAt(end), verdict, copied, reason, kind, quotes }];
  });
}

/** A text without its marks, and where its words stand with them. */
function withoutMarks(markdown: string) {
  const cuts: { at: number; length: number }[] = [];
  let words = '';
  let from = 0;
  for (const mark of markdown.matchAll(/\[\d+\]\(#(?:cite|quote)-\d+\)/g)) {
    words += markdown.slice(from, mark.index);
    cuts.push({ at: words.length, length: mark[0].length });
    from = mark.index + mark[0].length;
  }
  words += markdown.slice(from);
  const moved = (isBefore: (at: number) => boolean) =>
    cuts.reduce((sum, { at, length }) => (isBefore(at) ? sum + length : sum), 0);
  return {
    words,
    startAt: (place: number) => place + moved((at) => at <= place),
    endAt: (place: number) => place + moved((at) => at < place),
  };
}
