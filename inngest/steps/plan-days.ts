import { findTimeRange } from '#lib/research/find-time-range.ts';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import { runtime } from '#lib/server/runtime.ts';
import { chooseSources } from './choose-sources.ts';

/** The days that a question about appointments means, where one of the job's sources can be asked about days. */
export function planDays(
  question: string,
  {
    sourceIds,
    now,
    conversation,
  }: { sourceIds: readonly string[] | undefined; now: Date; conversation: readonly ChatMessage[] },
): TimeRange | undefined {
  if (!chooseSources(sourceIds).some(({ suits }) => suits === 'times')) return undefined;
  const earlier = conversation.flatMap(({ role, content }) => (role === 'user' ? [content] : []));
  return findTimeRange(question, { now, timeZone: runtime().config.TIME_ZONE, earlier }) ?? undefined;
}
