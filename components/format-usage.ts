import type { Usage } from '#lib/schema/job.ts';
import { formatCount, formatNumber } from './format-count.ts';

/** What models were given and wrote, and what it cost; null where none was asked. A null cost is an unknown one. */
export function formatUsage({ input_tokens, output_tokens, cost_usd }: Usage): string | null {
  if (input_tokens + output_tokens === 0) return null;
  return `${formatCount(input_tokens, 'token')} in, ${formatNumber(output_tokens)} out · ${formatCost(cost_usd)}`;
}

/** `$1.20`, `$0.0042`, `under $0.0001`, `cost unknown`. */
export function formatCost(usd: number | null): string {
  if (usd === null) return 'cost unknown';
  if (usd === 0) return '$0.00';
  if (usd < 0.0001) return 'under $0.0001';
  return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}
