import type { Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';

/** A source that finds each of these pages for whatever is searched. */
export function pageSource(
  pages: readonly Page[],
  { id = 'documents', name = 'Documents' }: { id?: string; name?: string } = {},
): Source {
  return {
    id,
    name,
    search: async () => pages.map(({ url, title }) => ({ url, title, snippet: '', score: 1, passages: [] })),
    read: async ({ url }) => pages.find((page) => page.url === url) ?? { url, title: '', text: '' },
  };
}
