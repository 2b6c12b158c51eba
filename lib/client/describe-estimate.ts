import { count } from '#lib/schema/count.ts';
import type { Estimate } from '#lib/schema/estimate.ts';

/** An estimate in one sentence that says what it rests on. */
export function describeEstimate({ jobs, calls, tokens, pages, cost_usd, seconds }: Estimate): string {
  const parts = [
    ...(seconds === null ? [] : [formatSeconds(seconds)]),
    count(pages, 'page'),
    ...(calls === 0 ? ['no model calls'] : [count(calls, 'model call'), count(roundTokens(tokens), 'token')]),
    ...(calls === 0 || cost_usd === null ? [] : [formatUsd(cost_usd)]),
  ];
  const basis =
    jobs === 0
      ? 'a guess, since none like it has run here yet'
      : `the middle of your last ${jobs === 1 ? 'one' : jobs} like it`;
  return `About ${parts.join(', ')}: ${basis}.`;
}

/** Two digits are as much as is known. */
const roundTokens = (tokens: number): number => Number(tokens.toPrecision(2));

function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.round(seconds / 60)} min`;
}

const formatUsd = (usd: number): string =>
  usd > 0 && usd < 0.001 ? 'under $0.001' : `$${Number(usd.toPrecision(2))}`;
