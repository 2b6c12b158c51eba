import type { Hit, Page } from '#lib/schema/source.ts';

/**
 * A place where evidence is looked for. `search` answers hits, the best first, none when nothing fits; `read` answers
 * the page behind a hit. Both throw AppError `source_failed` with a reason that a person understands, and stop when
 * the signal aborts.
 */
export type Source = {
  id: string;
  name: string;
  search(query: string, options: { signal: AbortSignal; limit: number }): Promise<Hit[]>;
  read(hit: Hit, options: { signal: AbortSignal }): Promise<Page>;
};
