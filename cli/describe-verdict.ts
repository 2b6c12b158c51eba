import { count } from '#lib/client/count.ts';
import { describeAccuracy } from '#lib/client/describe-accuracy.ts';
import { nameScore } from '#lib/client/name-score.ts';
import { withoutBars } from '#lib/client/without-bars.ts';
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
  const supported = claims.filter((claim) => claim.verdict === 'supported').length;
  const doubtful = claims.filter((claim) => claim.verdict !== 'supported');
  const scores = Object.entries({ relevance, correctness, completeness }).map(
    ([name, { score, reason }]) => [`  ${name.padEnd(12)}  ${score?.toFixed(2) ?? '–'}`, reason] as const,
  );
  const accuracy = describeAccuracy(verdict);
  const rows = [
    ...(accuracy === null ? [] : [[`  ${'judge'.padEnd(12)}`, accuracy] as const]),
    ...scores,
    ...(claims.length > 0
      ? [[`  ${'claims'.padEnd(12)}  ${supported}/${claims.length}`, 'supported by their quotes'] as const]
      : []),
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
  return name === 'score'
    ? `Verdict ${said}`
    : `${name[0]?.toUpperCase()}${name.slice(1)} ${said}, no other score`;
}
