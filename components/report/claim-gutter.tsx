import { type ClaimLook, lookOf, verdictLooks } from '#components/status/verdict-label.tsx';
import type { ClaimRange } from './locate-claims.ts';

/** A claim as the margin knows it: its verdict, behind `inference:` where it is concluded from its quotes. */
export const gutterWord = (claim: Pick<ClaimRange, 'kind' | 'verdict' | 'copied'>): string =>
  claim.kind === 'inference' ? `inference:${lookOf(claim)}` : lookOf(claim);

/** The marks in the margin of a paragraph, one a claim; `claims` are their words, parted by spaces. */
export function ClaimGutter({ claims }: { claims: string | undefined }) {
  if (!claims) return null;
  const marks = claims.split(' ').map(readMark);
  return (
    <span className="gutter" role="img" aria-label={`Claims here: ${marks.map(wordOf).join(', ')}`}>
      {marks.map(({ verdict, isInference }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the marks have no identity but their place
          key={index}
          data-inference={isInference ? '' : undefined}
          className={`${verdictLooks[verdict].tone} ${verdictLooks[verdict].pattern}`}
        />
      ))}
    </span>
  );
}

function readMark(word: string) {
  const isInference = word.startsWith('inference:');
  return { isInference, verdict: (isInference ? word.slice('inference:'.length) : word) as ClaimLook };
}

const wordOf = ({ verdict, isInference }: ReturnType<typeof readMark>): string => {
  const word = verdictLooks[verdict].word.toLowerCase();
  return isInference ? `${word} (concluded)` : word;
};
