import type { Plan } from '#lib/schema/plan.ts';
import type { Desk, FoundPage } from '../ports.ts';
import { triage } from '../triage.ts';
import { wayOf } from '../way-of.ts';

/** Of the pages that earlier reports rest on, a reader looks at these many again. */
const pagesReadAgain = 5;

/**
 * The pages of earlier reports that a reader looks at again for this question, the best of them: what was noted on them
 * then is there already.
 */
export async function knownPages(desk: Desk): Promise<{ pages: FoundPage[] }> {
  return { pages: againFor(desk, await desk.store.found()).map(slim) };
}

function againFor(desk: Desk, found: readonly FoundPage[]): FoundPage[] {
  if (desk.isBuiltIn('reader')) return [];
  const scoreOf = (page: FoundPage) => Math.max(0, ...page.found.map(({ score }) => score));
  return found
    .filter(({ state }) => state === 'read')
    .sort((left, right) => scoreOf(right) - scoreOf(left))
    .slice(0, pagesReadAgain);
}

/** A page as a step is told of it. */
const slim = (page: FoundPage): FoundPage => ({ ...page, found: [], way: wayOf(page.found) });

/** What a round reads: the best of what was found and not read yet, and first, beside it, what earlier reports had read. */
export async function choosePages(
  desk: Desk,
  { plan, limit, isFirst }: { plan: Plan; limit: number; isFirst: boolean },
): Promise<{ pages: FoundPage[] }> {
  const found = await desk.store.found();
  const ownSources = new Set(desk.sources.filter(({ kind = 'web' }) => kind !== 'web').map(({ id }) => id));
  const inTime = new Set(desk.sources.filter(({ suits }) => suits === 'times').map(({ id }) => id));
  const open = found.filter(({ state }) => state === 'found');
  const read = found.filter(({ state }) => state === 'read');
  // What there is in a span of time is wanted whole.
  const all = open.filter(({ source_id }) => inTime.has(source_id));
  const rest = open.filter(({ source_id }) => !inTime.has(source_id));
  const pages = [...all, ...triage({ plan, found: rest, limit, ownSources, read })];
  const known = isFirst ? againFor(desk, read) : [];
  return { pages: [...known, ...pages].map(slim) };
}
