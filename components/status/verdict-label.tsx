import { Icon, type IconName } from '#components/ui/icon.tsx';
import type { Tone } from '#components/ui/notice.tsx';
import type { Claim, ClaimVerdict } from '#lib/schema/verdict.ts';

type Look = { word: string; icon: IconName; tone: Tone; pattern: string };

/** How a claim looks: as its verdict does, but for a copy of its quotes, which nobody found to hold. */
export type ClaimLook = ClaimVerdict | 'copied';
export const lookOf = ({ verdict, copied }: Pick<Claim, 'verdict' | 'copied'>): ClaimLook =>
  copied && verdict === 'supported' ? 'copied' : verdict;

/** From what holds to what does not; the order of bars and counts. */
export const verdictLooks: Record<ClaimLook, Look> = {
  supported: { word: 'Supported', icon: 'check', tone: 'tone-good', pattern: 'pattern-supported' },
  copied: { word: 'Quoted', icon: 'quote', tone: 'tone-copied', pattern: 'pattern-copied' },
  partly: { word: 'Partly', icon: 'half', tone: 'tone-waiting', pattern: 'pattern-partly' },
  unchecked: { word: 'Not checked', icon: 'ring', tone: 'tone-quiet', pattern: 'pattern-unchecked' },
  unsupported: {
    word: 'Unsupported',
    icon: 'minus',
    tone: 'tone-unsupported',
    pattern: 'pattern-unsupported',
  },
  contradicted: { word: 'Contradicted', icon: 'unequal', tone: 'tone-bad', pattern: 'pattern-contradicted' },
};
export const verdicts = Object.keys(verdictLooks) as ClaimLook[];

/** The judgment of a claim as sign and word. */
export function VerdictLabel({ verdict, children }: { verdict: ClaimLook; children?: React.ReactNode }) {
  const { word, icon, tone } = verdictLooks[verdict];
  return (
    <span
      className={`${tone} inline-flex items-center gap-[0.3125rem] font-medium whitespace-nowrap text-(--fg)`}
    >
      <Icon name={icon} className="text-[0.9375rem]" />
      {word}
      {children}
    </span>
  );
}
