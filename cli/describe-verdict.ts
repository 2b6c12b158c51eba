import { describeAccuracy } from '#lib/client/describe-accuracy.ts';
import { withoutBars } from '#lib/client/without-bars.ts';
import { count, formatNumber } from '#lib/schema/count.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import { hang } from './terminal/hang.ts';
import { oneLine } from './terminal/strip-controls.ts';
import type { Paint } from './terminal/style.ts';

const claimsShown = 5;

/** A verdict in lines of at most `width` columns: how often its judge is right, three scores with their reasons, and the claims that do not hold. */
export function describeVerdict(
  verdict: Verdict,
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const { relevance, correctness, completeness, claims, judged_by } = verdict;
  const { supported, copied, unchecked } = countHeld(claims);
  const doubtful = claims.filter((claim) => claim.verdict !== 'supported');
  const scores = Object.entries({ relevance, correctness, completeness }).map(
    ([name, { score, reason }]) => [`  ${name.padEnd(12)}  ${score?.toFixed(2) ?? '–'}`, reason] as const,
  );
  const accuracy = describeAccuracy(verdict);
  const rows = [
    ...(accuracy === null ? [] : [[`  ${'judge'.padEnd(12)}`, accuracy] as const]),
    ...scores,
    ...(claims.length > copied
      ? [
          [
            `  ${'claims'.padEnd(12)}  ${formatNumber(supported - copied)}/${formatNumber(claims.length - copied)}`,
            `supported by their quotes${unchecked > 0 ? `, ${formatNumber(unchecked)} not checked` : ''}`,
          ] as const,
        ]
      : []),
    ...(copied > 0 ? [[`  ${'quotes'.padEnd(12)}  ${formatNumber(copied)}`, 'word for word'] as const] : []),
    ...doubtful
      .slice(0, claimsShown)
      .map((claim) => [`    ${claim.verdict}`, withoutBars(claim.text)] as const),
  ];
  return [
    paint('bold', `${scoreWords(verdict) ?? 'Verdict without a score'}, judged by ${oneLine(judged_by)}`),
    ...rows.flatMap(([left, text]) => hang(left, oneLine(text), { width, column: 23 })),
    ...(doubtful.length > claimsShown
      ? [`    and ${count(doubtful.length - claimsShown, 'more claim')}`]
      : []),
  ];
}

/** The score of a verdict under its name; one that is all there is under its own, since it is no judgment of the whole. */
export function scoreWords(verdict: Verdict): string | undefined {
  if (verdict.overall === null) return undefined;
  const name = nameScore(verdict);
  const said = `${verdict.overall.toFixed(2)} of 1`;
  const word = scoreWord(name);
  return name === 'score'
    ? `Verdict ${said}`
    : `${word[0]?.toUpperCase()}${word.slice(1)} ${said}, no other score`;
}
