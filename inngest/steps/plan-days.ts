import { findTimeRange } from '#lib/research/find-time-range.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import { runtime } from '#lib/server/runtime.ts';
import { chooseSources } from './choose-sources.ts';

/** The days that a question about appointments means, where one of the job's sources can be asked about days. */
export function planDays(
  question: string,
  { sourceIds, now }: { sourceIds: readonly string[] | undefined; now: Date },
): TimeRange | undefined {
  if (!chooseSources(sourceIds).some(({ suits }) => suits === 'times')) return undefined;
  return findTimeRange(question, { now, timeZone: runtime().config.TIME_ZONE }) ?? undefined;
}
