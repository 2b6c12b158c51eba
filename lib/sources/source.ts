import type { Respelling, TimeRange } from '#lib/schema/plan.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Hit, Page, SourceKind } from '#lib/schema/source.ts';

/**
 * A place where evidence is looked for. `search` answers hits, the best first, none when nothing fits; `read` answers
 * the page behind a hit. Both throw AppError `source_failed` with a reason that a person understands, or
 * `source_unavailable` where asking again soon would be for nothing, and stop when the signal aborts.
 */
export type Source = {
  id: string;
  name: string;
  /** What it is to an operator; a place on the web when it does not say. */
  kind?: SourceKind | undefined;
  /**
   * The questions that it is for, where it is not for all. `times`: those of a plan that names a span of time, which
   * `search` is then told. Otherwise what it is good for, in words for a planner and as a rule where no planner chooses:
   * where the rule says `maybe` it is asked one query to see.
   */
  suits?: 'times' | { goodFor: string; rule: (question: string) => 'yes' | 'maybe' | 'no' };
  /** It reads what stands at any address of the web, also where a page that it found links to. */
  followsLinks?: true | undefined;
  search(query: string, options: SearchOptions): Promise<Hit[]>;
  /** Words of a question that stand nowhere in it, each with the nearest one that does; absent where it cannot tell. */
  nearWords?(question: string, options: { signal: AbortSignal }): Promise<Respelling[]>;
  read(hit: Hit, options: { signal: AbortSignal }): Promise<Page>;
  /** The same source as one job may ask it: for what its user has uploaded, or for the uploads that it names alone. */
  forJob?(job: { userId: string; documents?: readonly string[] | undefined }): Source;
};

export type SearchOptions = {
  signal: AbortSignal;
  limit: number;
  timeRange?: TimeRange | undefined;
  /** What the hits are limited to; a source asks its service for it where it can, the rest is done afterwards. */
  filters?: SearchFilters | undefined;
  /** The language of whoever asks (BCP 47), for a source that has a place for each. */
  language?: string | undefined;
};

/** A source that is not asked here, and why: a plain sentence that says what to do to have it. */
export type SourceThatIsOff = {
  id: string;
  name: string;
  kind?: SourceKind | undefined;
  off: string;
};
