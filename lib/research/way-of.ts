import type { WayStep } from '#lib/schema/source.ts';
import type { FoundFor } from './ports.ts';

/** The pages that led to a page; undefined where a search found it by its own words as well. */
export function wayOf(found: readonly Pick<FoundFor, 'way'>[]): WayStep[] | undefined {
  return found.every(({ way }) => way) ? found[0]?.way : undefined;
}
