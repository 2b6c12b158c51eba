import { SearchFilters } from '#lib/schema/search-filters.ts';
import type { OptionSet } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Options that limit what is found on the web. */
export const searchOptions = {
  after: { type: 'string', value: 'DAY', help: 'Only pages of the web published on this day or later' },
  before: { type: 'string', value: 'DAY', help: 'Only those published on this day or earlier' },
  language: { type: 'string', value: 'CODE', help: 'Only pages in this language, such as de' },
  site: {
    type: 'string',
    value: 'DOMAIN',
    multiple: true,
    help: 'Only pages of this site; can be given several times',
  },
  'not-site': { type: 'string', value: 'DOMAIN', multiple: true, help: 'No pages of this site; the same' },
} as const satisfies OptionSet;

type Values = {
  after?: string;
  before?: string;
  language?: string;
  site?: string[];
  'not-site'?: string[];
};

/** The option for each field of the API, and what it takes. */
const options = {
  published_after: ['after', 'a day, such as 2026-01-31'],
  published_before: ['before', 'a day, such as 2026-01-31, and none before --after'],
  language: ['language', 'a language, such as de or pt-BR'],
  include_domains: ['site', 'a domain, such as example.org, 20 times at most'],
  exclude_domains: ['not-site', 'a domain, such as example.org, 20 times at most'],
} as const;

/** What a search of the web is limited to; undefined where nothing was said. */
export function readSearch(values: Values): SearchFilters | undefined {
  const { after, before, language, site, 'not-site': notSite } = values;
  const given = {
    ...(after !== undefined && { published_after: after }),
    ...(before !== undefined && { published_before: before }),
    ...(language !== undefined && { language }),
    ...(site && { include_domains: site }),
    ...(notSite && { exclude_domains: notSite }),
  };
  if (Object.keys(given).length === 0) return undefined;
  const { data, error } = SearchFilters.safeParse(given);
  if (data) return data;
  const [field = '', at] = error.issues[0]?.path ?? [];
  const [option, takes] = options[field as keyof typeof options];
  const value = [given[field as keyof typeof given]].flat()[Number(at ?? 0)];
  throw new UsageError(`--${option} takes ${takes}, not “${value}”.`);
}
