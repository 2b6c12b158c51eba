import type { Mutation } from '../mutation.ts';

/** Guards of what those who run the product see and count on. */
export const operations: readonly Mutation[] = [
  {
    what: 'a scrape counts every job that there ever was',
    in: 'lib/server/measure.ts',
    find: " WHERE status IN ('pending', 'in_progress', 'waiting') GROUP BY",
    replace: ' GROUP BY',
    tests: ['lib/server/measure.db.test.ts'],
  },
];
