import { formatCount } from '#components/format-count.ts';
import { lookOf, VerdictLabel } from '#components/status/verdict-label.tsx';
import type { ClaimRange } from './locate-claims.ts';

export type JudgedClaim = Pick<ClaimRange, 'verdict' | 'copied' | 'reason' | 'kind' | 'quotes'>;

/** What was said of a claim, before the words that it rests on. */
export function ClaimHead({ claim }: { claim: JudgedClaim }) {
  const { reason, kind, quotes } = claim;
  return (
    <section aria-label="Verdict" className="border-b border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <VerdictLabel verdict={lookOf(claim)} />
        {kind === 'inference' && <span className="text-ink-2">{concludedFrom(quotes.length)}</span>}
      </p>
      {reason && (
        <p dir="auto" className="mt-0.5 text-ink-2">
          {reason}
        </p>
      )}
    </section>
  );
}

/** How an inference is told from what stands in a quote. */
export const concludedFrom = (quotes: number): string => `Concluded from ${formatCount(quotes, 'quote')}`;
