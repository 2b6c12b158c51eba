export type Day = 'Today' | 'Yesterday' | 'Earlier';

/** Parts a list that is sorted from new to old by the reader's days; a day without any is left out. */
export function groupByDay<Item extends { updated_at: string }>(
  items: Item[],
  now: Date,
): { day: Day; items: Item[] }[] {
  const groups = Map.groupBy(items, ({ updated_at }) => dayOf(new Date(updated_at), now));
  return [...groups].map(([day, members]) => ({ day, items: members }));
}

function dayOf(date: Date, now: Date): Day {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date >= midnight) return 'Today';
  return date >= before ? 'Yesterday' : 'Earlier';
}
