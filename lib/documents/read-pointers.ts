import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';
import { idf } from '#lib/text/bm25.ts';
import type { Pointer } from '#lib/text/follow-links.ts';
import { namesIn } from '#lib/text/query-terms.ts';
import { placeWords, standsIn } from '#lib/text/title-words.ts';
import { asTheyAre, readCollections } from './find-passages.ts';
import { isReached, type Reach, shelvesOf } from './reach.ts';

/** A title that more documents bear names none of them. */
const mostNamesakes = 3;
/** Text of more signs in one piece is data, such as the index of a search: what names everything points at nothing. */
const longestPointing = 100_000;
/** What words are worth that are a title, but not written as a name: they may just be words. */
const wordsShare = 0.3;

/** The documents whose title stands in a text, by id, with the words of it. */
export async function titlesIn(
  db: Db,
  { text, reach }: { text: string; reach: Reach | undefined },
): Promise<Map<number, string>> {
  const named = await readTitles(db, { texts: [text], reach });
  return new Map(named.map(({ documentId, words }) => [documentId, words]));
}

/**
 * What these passages point at: documents whose title stands in their words, and documents that they link to. A
 * pointer is as rare as the rarest word of the title, or as the links to that document.
 */
export async function readPointers(
  db: Db,
  { passages, reach }: { passages: readonly number[]; reach: Reach | undefined },
): Promise<Pointer[]> {
  const [rows, links] = await Promise.all([
    db.$queryRaw<{ id: number; text: string }[]>`
      SELECT id, text FROM passage WHERE id = ANY(${[...passages]}::int[]) AND length(text) <= ${longestPointing} ORDER BY id`,
    readLinks(db, { passages, reach }),
  ]);
  const titles = await readTitles(db, { texts: rows.map(({ text }) => text), reach });
  const { passages: collection } = await readCollections(db, {
    forms: asTheyAre(titles.flatMap(({ words }) => words.split(' '))),
    reach,
  });
  /** Everyday words are in no index, and no rarer for it. */
  const rarity = (words: string) =>
    Math.max(
      0,
      ...words
        .split(' ')
        .filter((term) => collection.documentFrequency(term) > 0)
        .map((term) => idf(term, collection)),
    );
  const named = new Set(titles.map(({ text }) => text));
  const names = rows.map(({ text }, at) => (named.has(at) ? namesIn(text) : new Set<string>()));
  const byTitle = titles.flatMap(({ text, documentId, words }): Pointer[] => {
    const passage = rows[text]?.id;
    if (passage === undefined) return [];
    const isName = words.split(' ').some((term) => names[text]?.has(term));
    const share = isName ? 1 : wordsShare;
    return [{ passage, page: String(documentId), rarity: share * rarity(words), by: 'title' }];
  });
  const byLink = links.map(({ passage_id, document_id, links }): Pointer => {
    const frequency = { size: collection.size, documentFrequency: () => Number(links) };
    return { passage: passage_id, page: String(document_id), rarity: idf('', frequency), by: 'link' };
  });
  return [...byLink, ...byTitle];
}

type NamedTitle = { text: number; documentId: number; words: string };

/** The titles that stand in each of the texts, by the index of the text. */
async function readTitles(
  db: Db,
  { texts, reach }: { texts: readonly string[]; reach: Reach | undefined },
): Promise<NamedTitle[]> {
  const placed = texts.map(placeWords);
  const keys = [...new Set(placed.flatMap(({ numbers }) => [...numbers.keys()]))];
  const titles = await db.$queryRaw<{ document_id: number; words: string; key: string }[]>`
    SELECT document_id, words, key FROM title
    WHERE key = ANY(${keys}::text[]) AND shelf = ANY(${shelvesOf(reach)}::text[])
    ${reach?.uploads ? Prisma.sql`AND document_id IN (SELECT id FROM document WHERE ${isReached(reach)})` : Prisma.empty}`;
  const namesakes = Map.groupBy(titles, ({ words }) => words);
  return [...namesakes].flatMap(([words, documents]) => {
    if (documents.length > mostNamesakes) return [];
    const key = documents[0]?.key ?? '';
    const inTexts = placed.flatMap((text, at) => (standsIn({ words, key }, text) ? [at] : []));
    return inTexts.flatMap((text) =>
      documents.map(({ document_id }) => ({ text, documentId: document_id, words })),
    );
  });
}

/** The documents that passages link to, and how many passages link to each. */
async function readLinks(
  db: Db,
  { passages, reach }: { passages: readonly number[]; reach: Reach | undefined },
) {
  return db.$queryRaw<{ passage_id: number; document_id: number; links: bigint }[]>`
    SELECT link.passage_id, document.id AS document_id,
      (SELECT count(*) FROM link AS other WHERE other.url = link.url AND other.shelf = ANY(${shelvesOf(reach)}::text[])) AS links
    FROM link JOIN document ON document.url = link.url
    WHERE link.passage_id = ANY(${[...passages]}::int[]) AND ${isReached(reach)}`;
}
