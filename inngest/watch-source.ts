import type { SourceStates } from '#lib/source-states.ts';
import type { Source } from '#lib/sources/source.ts';

/** The same source, with how each search and reading went remembered for whoever runs this installation. */
export function watchSource(source: Source, states: SourceStates): Source {
  return {
    ...source,
    search: (query, options) =>
      states.observe(source.id, () => source.search(query, options), {
        signal: options.signal,
        words: query,
      }),
    read: (hit, options) => states.observe(source.id, () => source.read(hit, options), options),
  };
}
