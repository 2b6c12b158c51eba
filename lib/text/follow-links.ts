/** A passage from which links are followed: its page, what that is worth for the question, and the terms it has of it. */
export type Standing = { passage: number; page: string; score: number; terms: ReadonlySet<string> };

/** That a passage names a page or links to it, and how rare such a pointer is (as `idf` counts). */
export type Pointer = { passage: number; page: string; rarity: number; by: 'title' | 'link' };

/** A page that others point at: what it gains by it, its passage that has most of what was missing, and the way there. */
export type Reached = {
  page: string;
  gain: number;
  passage: number | undefined;
  /** The pages between the question and this one, each with how it points at the next. */
  way: { page: string; by: Pointer['by'] }[];
};

/** What one pointer counts for beside what is found behind it. */
const pointerWeight = 4;
const hopWeights = [1, 0.6];
/** Links are followed from these many passages, and again from the best that they led to. */
const mostSources = 10;

type Source = { at: Standing; share: number; way: Reached['way'] };

/**
 * Follows links in two hops from the best passages: a page that a passage points at gains the more, the rarer the
 * pointer is, the more the passage is worth and the more of the question is missing there, and by the missing words that it has itself. So a page that
 * shares no word with the question is found by the name of what connects them. `weights` says what the words of the
 * question are worth; `open` answers the passages of pages with what they are worth by themselves.
 */
export async function followLinks({
  seeds,
  weights,
  pointersOf,
  open,
}: {
  seeds: readonly Standing[];
  weights: ReadonlyMap<string, number>;
  pointersOf: (passages: number[]) => Promise<Pointer[]>;
  open: (pages: string[]) => Promise<Map<string, Standing[]>>;
}): Promise<Map<string, Reached>> {
  const reached = new Map<string, Reached>();
  const best = Math.max(...seeds.map(({ score }) => score), Number.MIN_VALUE);
  let sources = seeds.slice(0, mostSources).map((at): Source => ({ at, share: at.score / best, way: [] }));
  /** Words of the question that the way to a passage has had. */
  const had = new Map<number, ReadonlySet<string>>();
  for (const hopWeight of hopWeights) {
    if (sources.length === 0) break;
    const pointers = await pointersOf(sources.map(({ at }) => at.passage));
    const pages = await open([...new Set(pointers.map(({ page }) => page))]);
    const bySource = new Map(sources.map((source) => [source.at.passage, source]));
    const next = new Map<string, Source & { worth: number }>();
    for (const { passage, page, rarity, by } of pointers) {
      const source = bySource.get(passage);
      if (!source || source.at.page === page) continue;
      const known = union(source.at.terms, had.get(passage));
      const missing = [...weights].filter(([term]) => !known.has(term));
      const target = bestFor(pages.get(page) ?? [], missing);
      const found = missing.filter(([term]) => target?.terms.has(term));
      const lacks = Math.sqrt(sum(missing) / Math.max(sum([...weights]), Number.MIN_VALUE));
      const gain = hopWeight * source.share * (pointerWeight * rarity * lacks + sum(found));
      if (gain <= (reached.get(page)?.gain ?? 0)) continue;
      const way = [...source.way, { page: source.at.page, by }];
      reached.set(page, { page, gain, passage: target?.passage, way });
      if (!target) continue;
      const worth = target.score + gain;
      had.set(target.passage, union(known, target.terms));
      next.set(page, { at: target, share: worth, way, worth });
    }
    const most = Math.max(best, ...[...next.values()].map(({ worth }) => worth));
    sources = [...next.values()]
      .sort((left, right) => right.worth - left.worth)
      .slice(0, mostSources)
      .map(({ at, way, worth }) => ({ at, way, share: worth / most }));
  }
  return reached;
}

const sum = (words: readonly (readonly [string, number])[]) =>
  words.reduce((total, [, weight]) => total + weight, 0);

const union = (left: ReadonlySet<string>, right: ReadonlySet<string> = new Set()): ReadonlySet<string> =>
  new Set([...left, ...right]);

/** The passage with most of the missing words, else the one that is worth most by itself. */
function bestFor(
  passages: readonly Standing[],
  missing: readonly (readonly [string, number])[],
): Standing | undefined {
  const has = ({ terms }: Standing) => sum(missing.filter(([term]) => terms.has(term)));
  return passages.reduce<Standing | undefined>(
    (most, passage) => (most && has(most) >= has(passage) ? most : passage),
    undefined,
  );
}
