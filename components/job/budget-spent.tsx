import { formatNumber } from '#components/format-count.ts';
import { formatCost } from '#components/format-usage.ts';
import type { Budget } from '#lib/schema/budget.ts';
import type { Usage } from '#lib/schema/job.ts';

/** What a job has spent of each cap of its budget; its clock is told elsewhere. */
export function BudgetSpent({ budget, usage }: { budget: Budget; usage: Usage }) {
  const { cost_usd, input_tokens, output_tokens, searches, pages } = usage;
  const rows = [
    { word: 'Cost', cap: budget.cost_usd, used: cost_usd ?? 0, format: formatCost },
    { word: 'Tokens', cap: budget.tokens, used: input_tokens + output_tokens, format: formatNumber },
    { word: 'Searches', cap: budget.searches, used: searches, format: formatNumber },
    { word: 'Pages', cap: budget.pages, used: pages, format: formatNumber },
  ].flatMap(({ cap, ...row }) => (cap === undefined ? [] : [{ ...row, cap }]));
  if (rows.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 px-4 pb-2 text-xs text-ink-3 tabular-nums max-mid:px-3">
      {rows.map(({ word, cap, used, format }) => (
        <div key={word} className="flex items-center gap-2">
          <dt>{word}</dt>
          <dd className="flex items-center gap-2">
            <meter min={0} max={cap} high={cap * 0.8} value={Math.min(used, cap)} className="w-16" />
            {format(used)} of {format(cap)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
