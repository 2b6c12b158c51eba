import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, Page, SourceKind } from '#lib/schema/source.ts';

/**
 * A place where evidence is looked for. `search` answers hits, the best first, none when nothing fits; `read` answers
 * the page behind a hit. Both throw AppError `source_failed` with a reason that a person understands, and stop when
 * the signal aborts.
 */
export type Source = {
  id: string;
  name: string;
  /** What it is to an operator; a place on the web when it does not say. */
  kind?: SourceKind | undefined;
  /** `times`: asked only when a plan names a span of time, which `search` is then told. Otherwise asked always. */
  suits?: 'times';
  search(
    query: string,
    options: { signal: AbortSignal; limit: number; timeRange?: TimeRange | undefined },
  ): Promise<Hit[]>;
  read(hit: Hit, options: { signal: AbortSignal }): Promise<Page>;
};

/** A source that is not asked here, and why: a plain sentence that says what to do to have it. */
export type SourceThatIsOff = {
  id: string;
  name: string;
  kind?: SourceKind | undefined;
  off: string;
};
