import { Bar } from '#components/ui/bar.tsx';
import type { ClaimVerdict } from '#lib/schema/verdict.ts';
import { verdictLooks, verdicts } from './verdict-label.tsx';

/** How the claims of a report were judged, as shares of one bar. */
export function ClaimsBar({
  counts,
  className = '',
}: {
  counts: Record<ClaimVerdict, number>;
  className?: string;
}) {
  const total = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
  if (total === 0) return null;
  const told = verdicts.filter((verdict) => verdict !== 'unchecked' || counts.unchecked > 0);
  const words = told.map((verdict) => `${counts[verdict]} ${verdictLooks[verdict].word.toLowerCase()}`);
  return (
    <Bar
      framed={false}
      className={className}
      label={`${total} claims: ${words.join(', ')}`}
      parts={verdicts.map((verdict) => ({
        key: verdict,
        share: counts[verdict] / total,
        className: `${verdictLooks[verdict].tone} ${verdictLooks[verdict].pattern}`,
      }))}
    />
  );
}
