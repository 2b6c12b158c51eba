import type { Db } from '#lib/db.ts';
import type { Hit, WayStep } from '#lib/schema/source.ts';
import { idf } from '#lib/text/bm25.ts';
import { clip } from '#lib/text/clip.ts';
import { followLinks, type Reached, type Standing } from '#lib/text/follow-links.ts';
import { namesIn } from '#lib/text/query-terms.ts';
import { type PageScore, rankPages } from '#lib/text/rank-pages.ts';
import type { Embedder } from './embeddings/embed-texts.ts';
import { joinSimilarities } from './embeddings/join-similarities.ts';
import { type Expansion, expandTerms } from './expand-terms.ts';
import { type Found, type FoundPassage, findPassages, passagesOf, readCollections } from './find-passages.ts';
import { joinMeanings } from './join-meanings.ts';
import type { Reach } from './reach.ts';
import { readPointers, titlesIn } from './read-pointers.ts';

const passagesPerHit = 6;
const snippetLength = 240;
const maxQueryLength = 10_000;

/**
 * Searches the stored documents: the postings give the passages that hold terms of the query, BM25 ranks them and their
 * pages, a page whose title stands in the query counts more, and links are followed from the best of them. Answers at
 * most `limit` pages with their best passages, the best first; one that others led to says by which way.
 */
export async function searchDocuments(
  db: Db,
  {
    query,
    limit,
    signal,
    embedder,
    reach,
  }: {
    query: string;
    limit: number;
    signal: AbortSignal;
    embedder?: Embedder | undefined;
    reach?: Reach | undefined;
  },
): Promise<Hit[]> {
  signal.throwIfAborted();
  const question = query.slice(0, maxQueryLength);
  const naming = titlesIn(db, { text: question, reach });
  // It is waited for further below, and there it fails.
  naming.catch(() => {});
  const forms = await expandTerms(db, { question, reach });
  const collections = await readCollections(db, { forms, reach });
  const found = await findPassages(db, { question, forms, collections, reach });
  signal.throwIfAborted();
  const ranked = rankPages({ question, ...found });
  if (ranked.length === 0) return [];
  const pages = withTitles(ranked, {
    query: question,
    named: await naming,
    found,
  });
  const reached = await follow(db, { forms, found, pages, reach });
  signal.throwIfAborted();
  const all = withReached(pages, { reached, found });
  const ordered = keepBest(all, { best: pages });
  const joined = embedder
    ? await joinSimilarities(db, { embedder, question, pages: ordered, signal })
    : await joinMeanings(db, { question, pages: ordered });
  return readHits(db, joined.slice(0, limit));
}

/** A page of the answer: its score and its passages by id, the best first. */
type Answer = { id: number; score: number; passages: { id: number; score: number }[]; way: Reached['way'] };

/** A page whose title stands in the question, written as a name, gains what the words of the title are worth. */
function withTitles(
  ranked: readonly PageScore[],
  { query, named, found }: { query: string; named: ReadonlyMap<number, string>; found: Found },
): Answer[] {
  const { passages: collection } = found.collections;
  const names = namesIn(query);
  return ranked
    .map(({ page, score, passages }): Answer => {
      const words = named.get(Number(page))?.split(' ') ?? [];
      const bonus = (words.some((term) => names.has(term)) ? words : [])
        .filter((term) => collection.documentFrequency(term) > 0)
        .reduce((sum, term) => sum + idf(term, collection), 0);
      const own = passages.map(({ index, score }) => ({
        id: (found.passages[index] as FoundPassage).id,
        score,
      }));
      return { id: Number(page), score: score + bonus, passages: own, way: [] };
    })
    .sort((left, right) => right.score - left.score);
}

/** Follows links from the best passage of each of the best pages. */
async function follow(
  db: Db,
  {
    forms,
    found,
    pages,
    reach,
  }: { forms: Expansion; found: Found; pages: readonly Answer[]; reach: Reach | undefined },
): Promise<Map<string, Reached>> {
  const terms = [...new Set([...forms.values()].flat().map(({ term }) => term))];
  const byId = new Map(found.passages.map((passage) => [passage.id, passage]));
  const scores = new Map(pages.map(({ id, score }) => [String(id), score]));
  const standing = ({ id, page, counts }: FoundPassage): Standing => ({
    passage: id,
    page,
    score: scores.get(page) ?? 0,
    terms: new Set(counts.keys()),
  });
  const seeds = pages.slice(0, mostSeeds).flatMap(({ passages: [best] }) => {
    const passage = best && byId.get(best.id);
    return passage ? [standing(passage)] : [];
  });
  return followLinks({
    seeds,
    weights: new Map(terms.map((term) => [term, idf(term, found.collections.passages)])),
    pointersOf: (passages) => readPointers(db, { passages, reach }),
    async open(ids) {
      const documents = ids.map(Number);
      const held = await passagesOf(db, { forms, documents, reach });
      const all = Map.groupBy(held.map(standing), ({ page }) => page);
      const bare = documents.filter((id) => !all.has(String(id)));
      for (const { id, documentId } of await firstPassages(db, bare))
        all.set(String(documentId), [
          standing({ id, page: String(documentId), counts: new Map(), length: 0 }),
        ]);
      return all;
    },
  });
}

const mostSeeds = 10;

const firstPassages = (db: Db, documents: number[]) =>
  documents.length === 0
    ? []
    : db.passage.findMany({
        where: { documentId: { in: documents } },
        distinct: ['documentId'],
        orderBy: [{ documentId: 'asc' }, { startOffset: 'asc' }],
        select: { id: true, documentId: true },
      });

/** Adds what pages gained by links, and the passages that links led to. */
function withReached(
  pages: readonly Answer[],
  { reached, found }: { reached: ReadonlyMap<string, Reached>; found: Found },
): Answer[] {
  const own = new Set(found.passages.map(({ page }) => page));
  const known = pages.map((page): Answer => {
    const link = reached.get(String(page.id));
    if (!link) return page;
    // A page that comes first by its own words owes nothing to a link.
    const way = link.gain > page.score ? link.way : [];
    return { ...page, score: page.score + link.gain, way, passages: withPassage(page.passages, link) };
  });
  const more = [...reached.values()]
    .filter(({ page }) => !own.has(page))
    .map((link): Answer => {
      return {
        id: Number(link.page),
        score: link.gain,
        way: link.way,
        passages: withPassage([], link),
      };
    });
  return [...known, ...more].sort((left, right) => right.score - left.score);
}

/**
 * The best pages by their own words keep a place, whatever links count: two stay first, the third among the first five.
 * A question that one page answers has no need of links, and nobody can tell such a question from the others.
 */
function keepBest(all: readonly Answer[], { best }: { best: readonly Answer[] }): Answer[] {
  const byId = new Map(all.map((page) => [page.id, page]));
  const own = best.slice(0, 3).flatMap(({ id }) => byId.get(id) ?? []);
  const first = own.slice(0, 2);
  const others = all.filter((page) => !first.includes(page));
  const third = own[2];
  const at = third ? others.indexOf(third) : -1;
  if (third && at > 2) others.splice(2, 0, ...others.splice(at, 1));
  const ordered = [...first, ...others];
  // Scores compare the hits of an answer, so they follow its order.
  let least = 0;
  return ordered
    .toReversed()
    .map((page) => {
      least = Math.max(least, page.score);
      return { ...page, score: least };
    })
    .toReversed();
}

function withPassage(passages: Answer['passages'], { passage, gain }: Reached): Answer['passages'] {
  if (passage === undefined) return passages;
  const known = passages.find(({ id }) => id === passage);
  const others = passages.filter(({ id }) => id !== passage);
  return [...others, { id: passage, score: (known?.score ?? 0) + gain }].sort(
    (left, right) => right.score - left.score,
  );
}

async function readHits(db: Db, answers: readonly Answer[]): Promise<Hit[]> {
  const best = new Map(answers.map(({ id, passages }) => [id, passages.slice(0, passagesPerHit)]));
  const onWay = answers.flatMap(({ way }) => way.map(({ page }) => Number(page)));
  const [documents, stored] = await Promise.all([
    db.document.findMany({
      where: { id: { in: [...best.keys(), ...onWay] } },
      select: { id: true, url: true, title: true },
    }),
    db.passage.findMany({ where: { id: { in: [...best.values()].flat().map(({ id }) => id) } } }),
  ]);
  const documentOf = new Map(documents.map((document) => [document.id, document]));
  const passageOf = new Map(stored.map((passage) => [passage.id, passage]));
  return answers.flatMap(({ id, score, way }): Hit[] => {
    const document = documentOf.get(id);
    if (!document) return [];
    const parts = (best.get(id) ?? []).flatMap((passage) => {
      const found = passageOf.get(passage.id);
      return found ? [{ found, score: passage.score }] : [];
    });
    const snippet = clip(parts[0]?.found.text ?? '', snippetLength).toWellFormed();
    const steps = way.flatMap(({ page, by }): WayStep[] => {
      const from = documentOf.get(Number(page));
      return from ? [{ url: from.url, title: from.title, by }] : [];
    });
    const passages = parts.map(({ found, score }) => ({
      start: found.startOffset,
      end: found.endOffset,
      heading: found.heading,
      score,
    }));
    const { url, title } = document;
    return [{ url, title, snippet, score, passages, ...(steps.length > 0 && { way: steps }) }];
  });
}
