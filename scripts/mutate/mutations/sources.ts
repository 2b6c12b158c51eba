import type { Mutation } from '../mutation.ts';

const services = ['lib/sources/tavily.test.ts', 'lib/sources/searxng.test.ts', 'lib/sources/brave.test.ts'];

const pages = ['lib/web-pages'];

/** What holds whatever a service of the web answers, and how pages of others are visited. */
export const sources: readonly Mutation[] = [
  {
    what: 'pages that robots.txt closes are read',
    in: 'lib/web-pages',
    find: 'if (robots.allows(address)) return robots;',
    replace: 'return robots;',
    tests: pages,
  },
  {
    what: 'the robots.txt of a site that a page redirects to is not asked for',
    in: 'lib/web-pages',
    find: 'if (landed.origin !== address.origin) await',
    replace: 'if (false) await',
    tests: pages,
  },
  {
    what: 'a site whose robots.txt fails is read all the same',
    in: 'lib/web-pages',
    find: '>= 500 ? nothing : everything',
    replace: '>= 500 ? everything : everything',
    tests: pages,
  },
  {
    what: 'what may not be stored is stored',
    in: 'lib/web-pages',
    find: '/\\bno-store\\b/i.test(cacheControl) || ',
    replace: '',
    tests: pages,
  },
  {
    what: 'pages of the web outlive the job that alone had read them',
    in: 'lib/jobs/erase-job.ts',
    find: 'DELETE FROM web_page WHERE url IN (',
    replace: 'DELETE FROM web_page WHERE url NOT IN (',
    tests: ['lib/jobs/erase-job.db.test.ts'],
  },
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
    in: 'lib/schema/search-filters.ts',
    find: 'if (exclude_domains?.some(isOf)) return false;',
    replace: '',
    tests: ['lib/sources/web-search/within-filters.test.ts'],
  },
  {
    what: 'the model is given the same text again for each address at which it stands',
    in: 'lib/research',
    find: 'if (stored.copy_of) return { read: 1, notes: 0 };',
    replace: '',
    tests: ['lib/research/stages/read-copies.test.ts'],
  },
  {
    what: 'the text of a paper outlives the job that alone had read it',
    in: 'lib/jobs/erase-job.ts',
    find: "SELECT jsonb_array_elements_text(data->'fetched') FROM source WHERE",
    replace: "SELECT jsonb_array_elements_text(data->'fetched') FROM source WHERE false AND",
    tests: ['lib/jobs/erase-job.db.test.ts'],
  },
  {
    what: 'the text of a paper goes with a job though another one rests on it',
    in: 'lib/jobs/erase-job.ts',
    find: "AND data->'fetched' ? web_page.url AND",
    replace: 'AND false AND',
    tests: ['lib/jobs/erase-job.db.test.ts'],
  },
  {
    what: 'a page that asks who one is, in the place of a PDF, is the paper',
    in: 'lib/sources/papers',
    find: "fetchPage && as === 'pdf' ?",
    replace: 'fetchPage && !as ?',
    tests: ['lib/sources/papers/read-open-text.test.ts'],
  },
  {
    what: 'two processes on a database visit a host as if each were alone',
    in: 'lib/web-pages/host-turns.ts',
    find: 'turn = await shared?.take(name, { signal, longestWaitMs });',
    replace: '',
    tests: ['lib/web-pages/shared-turns.db.test.ts'],
  },
  {
    what: 'links of pages lead to domains that the asker left out',
    in: 'lib/research/stages/follow-links.ts',
    find: ' || !isInDomains(link.url, filters)',
    replace: '',
    tests: ['lib/research/stages/follow-links.test.ts'],
  },
  {
    what: 'a page that is nothing but links has all of them read',
    in: 'lib/research/stages/follow-links.ts',
    find: 'if (!mayTake(page, most.ofPage) || !mayTake(part, most.ofPart)) continue;',
    replace: '',
    tests: ['lib/research/stages/follow-links.test.ts'],
  },
  {
    what: 'of pages that say the same each believes to be the first',
    in: 'lib/evidence/copies.ts',
    find: 'SELECT pg_advisory_xact_lock(',
    replace: 'SELECT abs(',
    tests: ['lib/evidence/evidence-store.db.test.ts'],
  },
];
