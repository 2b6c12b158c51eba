import { daysAgo } from '#components/format-when.ts';

type Day = 'Today' | 'Yesterday' | 'Earlier';

/** Parts a list that is sorted from new to old by the reader's days; a day without any is left out. */
export function groupByDay<Item extends { updated_at: string }>(
  items: Item[],
  now: Date,
): { day: Day; items: Item[] }[] {
  const groups = Map.groupBy(items, ({ updated_at }) => dayOf(new Date(updated_at), now));
  return [...groups].map(([day, members]) => ({ day, items: members }));
}

function dayOf(date: Date, now: Date): Day {
  const days = daysAgo(date, now);
  if (days <= 0) return 'Today';
  return days === 1 ? 'Yesterday' : 'Earlier';
}
