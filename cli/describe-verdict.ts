import { count } from '#lib/client/count.ts';
import { describeAccuracy } from '#lib/client/describe-accuracy.ts';
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
  const given = (['relevance', 'correctness', 'completeness'] as const).filter(
    (name) => verdict[name].score !== null,
  );
  const [only] = given;
  if (verdict.overall === null || only === undefined) return undefined;
  const name = given.length === 1 ? `${only[0]?.toUpperCase()}${only.slice(1)}` : 'Verdict';
  return `${name} ${verdict.overall.toFixed(2)} of 1${given.length === 1 ? ', no other score' : ''}`;
}
