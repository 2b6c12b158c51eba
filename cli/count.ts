import { count } from '#lib/schema/count.ts';

/** `1 page, 2 searches`: the counts that are not zero. */
export const listCounts = (counts: readonly (readonly [amount: number, noun: string])[]): string =>
  counts
    .filter(([amount]) => amount > 0)
    .map(([amount, noun]) => count(amount, noun))
    .join(', ');
