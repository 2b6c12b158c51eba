import type { Db } from '#lib/db.ts';
import { isEnglish } from '#lib/text/language.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { namesIn } from '#lib/text/query-terms.ts';
import { tellingWords } from '#lib/text/telling-words.ts';
import { meaningOf, nearness } from '#lib/text/word-vectors/word-vectors.ts';
import { type RankedPage, rankByNearness } from './rank-by-nearness.ts';

/** Of what words and links found, so many pages are compared, by so many of their passages. */
const mostPages = 30;
const passagesPerPage = 3;
/** What nearness counts beside words, for a question without names. */
const weight = 0.5;
/** Between the farthest and the nearest of many pages there is so much as a rule. */
const usualSpread = 0.5;

/** What passages are about that were compared lately, the latest last; null in another language than English. */
type Known = Map<number, Float32Array | null>;
const known = new WeakMap<Db, Known>();
/** Half a kilobyte each. */
const mostKnown = 16_000;

/**
 * Ranks pages anew by their score and by how near their nearest passage is in meaning to an English question, as
 * `rankByNearness` does: the less, the more of the question is names, which words alone can tell. A question in another
 * language changes nothing, and a page in one keeps its score.
 */
export async function joinMeanings<Page extends RankedPage>(
  db: Db,
  { question, pages }: { question: string; pages: readonly Page[] },
): Promise<Page[]> {
  const plain = plainQuestion(question);
  const words = 1 - shareOfNames(plain);
  const asked = isEnglish(question) && words > 0 ? meaningOf(plain) : undefined;
  if (!asked) return [...pages];
  const best = pages
    .slice(0, mostPages)
    .map(({ passages }) => passages.slice(0, passagesPerPage).map(({ id }) => id));
  const meanings = await readMeanings(db, best.flat());
  const near = best.map((ids) => {
    const each = ids.flatMap((id) => meanings.get(id) ?? []).map((meaning) => nearness(asked, meaning));
    return each.length > 0 ? Math.max(...each) : undefined;
  });
  return rankByNearness(pages, near, { weight: weight * words, leastSpread: usualSpread });
}

function shareOfNames(question: string): number {
  const names = namesIn(question);
  const words = tellingWords(question);
  return words.filter((word) => names.has(word)).length / Math.max(words.length, 1);
}

async function readMeanings(db: Db, ids: readonly number[]): Promise<Known> {
  const kept: Known = known.get(db) ?? new Map();
  known.set(db, kept);
  const rows = await db.passage.findMany({
    where: { id: { in: ids.filter((id) => !kept.has(id)) } },
    select: { id: true, heading: true, text: true, document: { select: { title: true, language: true } } },
  });
  const read = new Map(rows.map((row) => [row.id, meaningOfPassage(row)]));
  const meanings: Known = new Map();
  for (const id of ids) {
    const meaning = kept.get(id) ?? read.get(id) ?? null;
    meanings.set(id, meaning);
    kept.delete(id);
    kept.set(id, meaning);
  }
  for (const id of kept.keys()) {
    if (kept.size <= mostKnown) break;
    kept.delete(id);
  }
  return meanings;
}

function meaningOfPassage({
  heading,
  text,
  document: { title, language },
}: {
  heading: string[];
  text: string;
  document: { title: string; language: string };
}): Float32Array | null {
  if (language !== 'en' || !isLatin(text)) return null;
  return meaningOf([title, ...heading.filter((words) => words !== title), text].join('\n')) ?? null;
}

/** Texts in languages that the index has no rules for are kept as English ones. */
function isLatin(text: string): boolean {
  const letters = text.slice(0, 400).match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length >= letters.length / 2;
}
