import { formatCount } from '#components/format-count.ts';
import { formatCost } from '#components/format-usage.ts';
import type { Budget } from '#lib/schema/budget.ts';

/** The caps of an answer in a few words: `Limits: $0.50, 20 pages`; without any, `No limits`. */
export function describeCaps({ cost_usd, tokens, searches, pages, seconds }: Budget): string {
  const counted = { token: tokens, search: searches, page: pages, second: seconds };
  const caps = [
    ...(cost_usd === undefined ? [] : [formatCost(cost_usd)]),
    ...Object.entries(counted).flatMap(([noun, cap]) => (cap === undefined ? [] : [formatCount(cap, noun)])),
  ];
  return caps.length === 0 ? 'No limits' : `Limits: ${caps.join(', ')}`;
}
