import { formatNumber } from '#components/format-count.ts';
import { formatCost } from '#components/format-usage.ts';
import type { Budget } from '#lib/schema/budget.ts';

/** The caps of an answer in a few words: `Limits: $0.50, 20 pages`; without any, `No limits`. */
export function describeCaps({ cost_usd, tokens, searches, pages, seconds }: Budget): string {
  const counted = { tokens, searches, pages, seconds };
  const caps = [
    ...(cost_usd === undefined ? [] : [formatCost(cost_usd)]),
    ...Object.entries(counted).flatMap(([name, cap]) =>
      cap === undefined
        ? []
        : [`${formatNumber(cap)} ${cap === 1 ? singular[name as keyof typeof counted] : name}`],
    ),
  ];
  return caps.length === 0 ? 'No limits' : `Limits: ${caps.join(', ')}`;
}

const singular = { tokens: 'token', searches: 'search', pages: 'page', seconds: 'second' };
