import type { Db } from '#lib/db.ts';
import { type RankedPage, rankByNearness } from '../rank-by-nearness.ts';
import type { Embedder } from './embed-texts.ts';
import { similarities } from './keep-embeddings.ts';

/** Of what words and links found, so many pages are looked at, by so many of their passages. */
const mostPages = 100;
const passagesPerPage = 3;
/** A question does not wait longer for its vector. */
const patienceMs = 3000;

/**
 * Ranks pages anew by their score and by how near their nearest passage is to the question, as `rankByNearness` does. A
 * server that does not answer, or has not embedded them, changes nothing.
 */
export async function joinSimilarities<Page extends RankedPage>(
  db: Db,
  {
    embedder,
    question,
    pages,
    signal,
  }: { embedder: Embedder; question: string; pages: readonly Page[]; signal: AbortSignal },
): Promise<Page[]> {
  const candidates = pages.slice(0, mostPages);
  const embedded = await embedder.embed([question], { signal, timeoutMs: patienceMs }).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
  const vector = embedded?.vectors[0];
  if (!vector) return [...pages];
  const best = (page: Page) => page.passages.slice(0, passagesPerPage).map(({ id }) => id);
  const near = await similarities(db, {
    model: embedder.model,
    vector,
    passages: candidates.flatMap(best),
  });
  if (near.size === 0) return [...pages];
  const known = [...near.values()];
  const least = Math.min(...known);
  const nearest = candidates.map((page) => Math.max(least, ...best(page).map((id) => near.get(id) ?? least)));
  return rankByNearness(pages, nearest);
}
