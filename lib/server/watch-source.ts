import type { Source } from '#lib/sources/source.ts';
import type { SourceStates } from './source-states.ts';

/**
 * The same source, with how each search went remembered for whoever runs this installation. A reading says little of a
 * source: many are from memory, and one that fails is about its page.
 */
export function watchSource(source: Source, states: SourceStates): Source {
  const { forJob } = source;
  return {
    ...source,
    ...(forJob && { forJob: (job) => watchSource(forJob(job), states) }),
    search: (query, options) =>
      states.observe(source.id, () => source.search(query, options), {
        signal: options.signal,
        words: query,
      }),
  };
}
