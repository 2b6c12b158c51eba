import { formatCount } from '#components/format-count.ts';
import type { ToldClaim } from '#components/job-log/reduce-events.ts';
import { lookOf, VerdictLabel, verdicts } from '#components/status/verdict-label.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { concludedFrom } from './claim-head.tsx';
import { ClaimText } from './claim-text.tsx';

/** Every claim with its verdict and the quotes that it was held against, the worst first. */
export function ClaimList({ claims, onOpen }: { claims: ToldClaim[]; onOpen: (claim: ToldClaim) => void }) {
  const worstFirst = [...claims].sort(
    (a, b) => verdicts.indexOf(lookOf(b)) - verdicts.indexOf(lookOf(a)) || a.sentence - b.sentence,
  );
  return (
    <ul aria-label="Claims" className="-mx-4 border-t border-line">
      {worstFirst.map((claim) => (
        <li
          key={`${claim.textId ?? ''}:${claim.sentence}:${claim.text}`}
          className="flex flex-col gap-0.5 border-b border-line px-4 py-2"
        >
          <span className="flex min-h-6 items-center justify-between gap-2 text-xs">
            <span className="flex flex-wrap gap-x-2">
              <VerdictLabel verdict={lookOf(claim)} />
              {claim.kind === 'inference' && (
                <span className="text-ink-3">{concludedFrom(claim.quotes.length)}</span>
              )}
            </span>
            {claim.quotes.length > 0 && <QuotesButton claim={claim} onOpen={() => onOpen(claim)} />}
          </span>
          <ClaimText markdown={claim.text} />
          <span dir="auto" className="text-xs text-ink-3">
            {claim.reason}
          </span>
        </li>
      ))}
    </ul>
  );
}

function QuotesButton({ claim, onOpen }: { claim: ToldClaim; onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="-mr-1 inline-flex min-h-6 items-center gap-1 rounded-1 px-1 text-xs text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
    >
      <Icon name="quote" className="text-[0.875rem]" />
      {formatCount(claim.quotes.length, 'quote')}
      <span className="sr-only"> behind: {claim.text.slice(0, 80)}</span>
    </button>
  );
}
