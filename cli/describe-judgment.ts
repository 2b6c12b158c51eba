import type { JobResult } from '#lib/job-types/job-type.ts';
import type { Comparison } from '#lib/schema/comparison.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import { describeVerdict } from './describe-verdict.ts';
import { hang } from './terminal/hang.ts';
import { oneLine } from './terminal/strip-controls.ts';
import type { Paint } from './terminal/style.ts';

type Look = { width: number; paint: Paint };

const winners = { a: 'the first text', b: 'the second text', tie: 'neither' };

/** What a judgment came to, in lines of at most `width` columns: a verdict, or which of two texts is better. */
export function describeJudgment(
  { verdict, comparison }: Pick<JobResult, 'verdict' | 'comparison'>,
  look: Look,
): string[] {
  return [
    ...(comparison ? describeComparison(comparison, look) : []),
    ...(verdict ? describeClaims(verdict, look) : []),
  ];
}

function describeComparison(comparison: Comparison, look: Look): string[] {
  const { winner, reason, criteria, compared_by, texts } = comparison;
  const { width, paint } = look;
  const row = (name: string, text: string) =>
    hang(`  ${name.padEnd(12)}`, oneLine(text), { width, column: 16 });
  return [
    paint('bold', `Better: ${winners[winner]}, compared by ${oneLine(compared_by)}`),
    ...row('why', reason),
    ...Object.entries(criteria).flatMap(([name, { winner, reason }]) =>
      row(name, `${winners[winner]}: ${reason}`),
    ),
    ...(['a', 'b'] as const).flatMap((name) => {
      const { verdict } = texts[name];
      return verdict ? ['', `Of ${winners[name]}:`, ...describeClaims(verdict, look)] : [];
    }),
  ];
}

/** Here the claims are what was asked for: each stands with its verdict and the reason. */
function describeClaims(verdict: Verdict, { width, paint }: Look): string[] {
  return [
    ...describeVerdict({ ...verdict, claims: [] }, { width, paint }),
    ...verdict.claims.flatMap(({ verdict, text, reason }) =>
      hang(`  ${verdict}`, oneLine(`${text} (${reason})`), { width, column: 16 }),
    ),
  ];
}
