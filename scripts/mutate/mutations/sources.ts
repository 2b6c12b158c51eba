import type { Mutation } from '../mutation.ts';

const services = ['lib/sources/tavily.test.ts', 'lib/sources/searxng.test.ts', 'lib/sources/brave.test.ts'];

/** What holds whatever a service of the web answers. */
export const sources: readonly Mutation[] = [
  {
    what: 'JSON for a service goes where it redirects to',
    in: 'lib/fetch-url',
    find: 'if (options.body !== undefined) throw',
    replace: 'if (false) throw',
    tests: ['lib/fetch-url/answers.test.ts'],
  },
  {
    what: 'a key that was refused is tried again',
    in: 'lib/sources/web-api',
    find: '(key.refusedBy ?? [401, 403]).includes(status)',
    replace: 'false',
    tests: services,
  },
  {
    what: 'nobody waits as long as a service asks for',
    in: 'lib/sources/web-api',
    find: 'quietUntil = Math.max(quietUntil, ',
    replace: 'quietUntil = Math.min(quietUntil, ',
    tests: services,
  },
  {
    what: 'addresses with a password are hits',
    in: 'lib/sources/web-search',
    find: ' || url.username || url.password',
    replace: '',
    tests: services,
  },
  {
    what: 'a domain is excluded where a service is asked for it and nowhere else',
    in: 'lib/sources/web-search',
    find: 'if (exclude_domains?.some(isOf)) return false;',
    replace: '',
    tests: ['lib/sources/web-search/within-filters.test.ts'],
  },
];
