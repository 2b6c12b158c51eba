import { formatCount, formatNumber } from '#components/format-count.ts';
import { Bar } from '#components/ui/bar.tsx';
import { type ClaimLook, verdictLooks, verdicts } from './verdict-label.tsx';

/** What is counted even where there is none: what claims were checked for, unless all are copies. */
export const isTold = (look: ClaimLook, counts: Record<ClaimLook, number>): boolean => {
  const judged = verdicts.some((other) => other !== 'copied' && counts[other] > 0);
  return counts[look] > 0 || (judged && look !== 'copied' && look !== 'unchecked');
};

/** How the claims of a report were judged, as shares of one bar; nothing where all are copies, so that none was. */
export function ClaimsBar({
  counts,
  className = '',
}: {
  counts: Record<ClaimLook, number>;
  className?: string;
}) {
  const total = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
  if (total === counts.copied) return null;
  const told = verdicts.filter((verdict) => isTold(verdict, counts));
  const words = told.map(
    (verdict) => `${formatNumber(counts[verdict])} ${verdictLooks[verdict].word.toLowerCase()}`,
  );
  return (
    <Bar
      framed={false}
      className={className}
      label={`${formatCount(total, 'claim')}: ${words.join(', ')}`}
      parts={verdicts.map((verdict) => ({
        key: verdict,
        share: counts[verdict] / total,
        className: `${verdictLooks[verdict].tone} ${verdictLooks[verdict].pattern}`,
      }))}
    />
  );
}
