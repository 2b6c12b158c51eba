import type { Source } from '#lib/sources/source.ts';
import { type SpanAbout, withSpan } from '#lib/traces.ts';
import type { SourceStates } from './source-states.ts';

/**
 * The same source, with how each search went remembered for whoever runs this installation. A reading says little of a
 * source: many are from memory, and one that fails is about its page.
 */
export function watchSource(source: Source, states: SourceStates): Source {
  const { forJob } = source;
  const about = (what: string, more = {}): SpanAbout => ({
    name: `source ${what} ${source.id}`,
    kind: 'client',
    attributes: { 'intentui.source_id': source.id, ...more },
  });
  return {
    ...source,
    ...(forJob && { forJob: (job) => watchSource(forJob(job), states) }),
    search: (query, options) =>
      withSpan(about('search'), async (span) => {
        const hits = await states.observe(source.id, () => source.search(query, options), {
          signal: options.signal,
          words: query,
        });
        span.set({ 'intentui.hits': hits.length });
        return hits;
      }),
    read: (hit, options) =>
      withSpan(about('read', { 'server.address': hostOf(hit.url) }), () => source.read(hit, options)),
  };
}

/** The rest of an address may hold what was asked. */
const hostOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).host || undefined : undefined;
