import { isInDomains, type SearchFilters } from '#lib/schema/search-filters.ts';
import type { Hit } from '#lib/schema/source.ts';
import { detectLanguage } from '#lib/text/language.ts';
import type { Source } from '../source.ts';

/** Fewer letters than these do not tell a language for certain. */
const tellingLength = 80;

/**
 * The same source, whose hits of the web keep to the filters, whether or not it could be asked for that: their domain,
 * their day where it is known, and their language where title and snippet are long enough to tell.
 */
export function withinFilters(source: Source): Source {
  if (source.kind !== undefined && source.kind !== 'web') return source;
  return {
    ...source,
    async search(query, options) {
      const hits = await source.search(query, options);
      const { filters } = options;
      return filters ? hits.filter((hit) => fits(hit, filters)) : hits;
    },
  };
}

function fits(hit: Hit, filters: SearchFilters): boolean {
  const { published_after, published_before, language } = filters;
  if (!isInDomains(hit.url, filters)) return false;
  if (hit.published && published_after && hit.published < published_after) return false;
  if (hit.published && published_before && hit.published > published_before) return false;
  const words = `${hit.title}\n${hit.snippet}`;
  if (!language || (words.match(/\p{L}/gu)?.length ?? 0) < tellingLength) return true;
  const primary = (code: string) => code.split('-', 1)[0];
  return primary(detectLanguage(words) ?? language) === primary(language);
}
