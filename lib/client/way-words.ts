import type { WayStep } from '#lib/schema/source.ts';

/** By what way a page was found, as a sentence; nothing where a search found it by its own words. */
export function wayWords(way: readonly WayStep[] | undefined): string {
  if (!way || way.length === 0) return '';
  const [first, ...rest] = way.map(
    ({ title, by }) => `“${title}”, which ${by === 'link' ? 'links to' : 'names'}`,
  );
  return `Found through ${[first, ...rest].join(' ')} it.`;
}
