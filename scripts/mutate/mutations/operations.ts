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
  {
    what: 'a trace tells the whole address of a page that was read',
    in: 'lib/server/watch-source.ts',
    find: 'new URL(url).host ||',
    replace: 'url ||',
    tests: ['inngest/traces.db.test.ts'],
  },
  {
    what: 'the spans of a step hang on nothing',
    in: 'lib/traces.ts',
    find: 'about.jobId ? ofJob(about.jobId) : ',
    replace: '',
    tests: ['inngest/traces.db.test.ts'],
  },
  {
    what: 'a key of an admin makes keys for the things of others',
    in: 'app/api/v1/api-keys/route.ts',
    find: 'if (userId && userId !== caller)',
    replace: 'if (userId && !caller)',
    tests: ['app/api/v1/api-keys/route.db.test.ts'],
  },
];
