import { expect, test } from 'vitest';
import { SearchFilters } from './search-filters.ts';

test.each([
  ['example.org', 'example.org'],
  ['WWW.Example.ORG', 'example.org'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['a.b.co.uk.', 'a.b.co.uk'],
  ['https://example.org', null],
  ['example.org/path', null],
  ['example.org:8080', null],
  ['user@example.org', null],
  ['localhost', null],
  ['127.0.0.1', null],
  ['', null],
])('the domain %j is %j', (written, domain) => {
  const parsed = SearchFilters.safeParse({ include_domains: [written] });
  expect(parsed.success ? parsed.data.include_domains : null).toEqual(domain === null ? null : [domain]);
});

test.each([
  { published_after: '2026-13-01' },
  { published_after: '2026-02-02', published_before: '2026-02-01' },
  { language: 'German' },
  { language: 'de&x=1' },
  { include_domains: [] },
  { sites: ['example.org'] },
])('%j is refused', (filters) => {
  expect(SearchFilters.safeParse(filters).success).toBe(false);
});
