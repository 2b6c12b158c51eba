import type { Db } from '#lib/db.ts';
import type { Embedder } from './embed-texts.ts';
import { similarities } from './keep-embeddings.ts';

/** Of what words and links found, so many pages are looked at, by so many of their passages. */
const mostPages = 100;
const passagesPerPage = 3;
/** A question does not wait longer for its vector. */
const patienceMs = 3000;

type Ranked = { score: number; passages: readonly { id: number; score: number }[] };

/**
 * Ranks pages anew by the sum of their score, as a share of the best, and of how near their nearest passage is to the
 * question, as a share between the least and the nearest of these pages. A server that does not answer, or has not embedded them, changes
 * nothing. Scores stay on their scale.
 */
export async function joinSimilarities<Page extends Ranked>(
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
  const byNearness = shares(nearest);
  const top = Math.max(...candidates.map(({ score }) => score));
  const joined = candidates
    .map((page, at) => ({ ...page, score: (page.score + top * (byNearness[at] ?? 0)) / 2 }))
    .sort((left, right) => right.score - left.score);
  const last = joined.at(-1)?.score ?? 0;
  return [
    ...joined,
    ...pages.slice(mostPages).map((page) => ({ ...page, score: Math.min(page.score, last) })),
  ];
}

function shares(values: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (most > least ? (value - least) / (most - least) : 1));
}
