import { verdictLooks } from '#components/status/verdict-label.tsx';
import type { ClaimVerdict } from '#lib/schema/verdict.ts';

/** The marks in the margin of a paragraph, one a claim; `claims` are their verdicts, parted by spaces. */
export function ClaimGutter({ claims }: { claims: string | undefined }) {
  if (!claims) return null;
  const verdicts = claims.split(' ');
  return (
    <span
      className="gutter"
      role="img"
      aria-label={`Claims here: ${verdicts.map((verdict) => lookOf(verdict).word.toLowerCase()).join(', ')}`}
    >
      {verdicts.map((verdict, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the marks have no identity but their place
        <span key={index} className={markClass(verdict)} />
      ))}
    </span>
  );
}

const lookOf = (verdict: string) => verdictLooks[verdict as ClaimVerdict];

function markClass(verdict: string): string {
  const { tone, pattern } = lookOf(verdict);
  return `${tone} ${pattern}`;
}
