import { formatCount } from '#components/format-count.ts';
import { describeDays } from '#components/plan/describe-days.ts';
import { Fold } from '#components/ui/fold.tsx';
import type { Plan } from '#lib/schema/plan.ts';

/** What the job set out to find: the parts of the question and what is searched for each. */
export function PlanFold({ plan }: { plan: Plan }) {
  const { sub_questions: parts, time_range: range } = plan;
  const searches = parts.reduce((sum, { queries }) => sum + queries.length, 0);
  const words = [
    formatCount(parts.length, 'sub-question'),
    formatCount(searches, 'search'),
    ...(range ? [describeDays(range)] : []),
  ];
  return (
    <Fold name="Plan" words={words.join(', ')}>
      <ol className="flex flex-col gap-2">
        {parts.map(({ question, queries }, index) => (
          <li key={question} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-1">
            <span className="text-ink-3 tabular-nums">{index + 1}</span>
            <span>
              <bdi>{question}</bdi>
              <span className="block text-xs text-ink-3">{queries.join(' · ')}</span>
            </span>
          </li>
        ))}
      </ol>
      {range && (
        <p className="mt-2 border-t border-line pt-2 text-xs text-ink-2">
          “{range.words}” is read as {describeDays(range)}.
        </p>
      )}
    </Fold>
  );
}
