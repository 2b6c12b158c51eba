/** The most things that are counted at a time: what ends elsewhere, or is cancelled, is told to no counter. */
const mostCounted = 1000;

/** Counts one more of a thing; of many things the one that was counted longest ago is forgotten. */
export function countUp(counts: Map<string, number>, id: string, most = mostCounted): number {
  const count = (counts.get(id) ?? 0) + 1;
  counts.delete(id);
  counts.set(id, count);
  const [oldest] = counts.keys();
  if (counts.size > most && oldest !== undefined) counts.delete(oldest);
  return count;
}
