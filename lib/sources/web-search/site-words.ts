import type { SearchFilters } from '#lib/schema/search-filters.ts';

/** Domains in the operators that the large search engines share: `(site:a.org OR site:b.org) -site:c.org`. */
export function siteWords({ include_domains = [], exclude_domains = [] }: SearchFilters): string {
  const sites = include_domains.map((domain) => `site:${domain}`);
  const included = sites.length > 1 ? `(${sites.join(' OR ')})` : (sites[0] ?? '');
  return [included, ...exclude_domains.map((domain) => `-site:${domain}`)].filter(Boolean).join(' ');
}
