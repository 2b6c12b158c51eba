import type { Db } from '#lib/db.ts';
import type { Respelling } from '#lib/schema/plan.ts';
import { editDistance } from '#lib/text/edit-distance.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { stopWordsOf } from '#lib/text/languages.ts';
import { fold, tokenize } from '#lib/text/tokenize.ts';
import { isEnglishWord } from '#lib/text/word-vectors/word-vectors.ts';
import { expandTerms, readLanguages } from './expand-terms.ts';
import { type Reach, shelvesOf } from './reach.ts';

/** Of a shorter word any other is near; from the second length on two letters may be wrong. */
const shortest = { one: 5, two: 7 };
/** Of a shorter word fewer are looked at: another word is sooner near to it than what was meant. */
const looked = { short: 8, long: 40 };
const most = { words: 3, terms: 2000, passages: 3, characters: 20_000 };
/** What the rules of stems may have cut off a word of the library. */
const longestEnding = 6;

const mostWrong = (word: string) => (word.length >= shortest.two ? 2 : 1);

/**
 * Words of a question that stand nowhere in the library, each with the nearest word of it: typing errors. A name, a word
 * that English has, and one in a language that no document is in is what it is: of it nothing is there.
 */
export async function findNearWords(
  db: Db,
  { question, reach }: { question: string; reach: Reach | undefined },
): Promise<Respelling[]> {
  const language = detectLanguage(question);
  const known = await readLanguages(db);
  if (!known.some((one) => one.language === (language ?? 'en'))) return [];
  const words = await absentWords(db, { words: wordsOf(question, language), language, reach, known });
  const near = await Promise.all(
    words.slice(0, most.words).map((written) => nearest(db, { written, language, reach })),
  );
  return near.filter((one) => one !== null);
}

/** Words that may be misspelled: no names, no code, no part of a path or an option. */
function wordsOf(question: string, language: string | undefined): string[] {
  // German writes every noun like a name.
  const isName = (word: string, at: number) =>
    language !== 'de' && at > 0 && /^\p{Lu}/u.test(word) && !/[.!?:]\s*$/.test(question.slice(0, at));
  const bare = question.replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  const found = [...bare.matchAll(/(?<![^\s("'“„«])\p{L}+(?=[)"'”“»]?[,;:.!?)]*(?:\s|$))/gu)];
  return [
    ...new Set(
      found.flatMap(({ 0: word, index }) =>
        word.length < shortest.one || /\p{L}\p{Lu}/u.test(word) || isName(word, index) ? [] : [word],
      ),
    ),
  ];
}

/** Of these words those that stand in no document, under whatever form. */
async function absentWords(
  db: Db,
  given: {
    words: readonly string[];
    language: string | undefined;
    reach: Reach | undefined;
    known: readonly { language: string }[];
  },
): Promise<string[]> {
  const { words, language, reach, known } = given;
  const forms = await expandTerms(db, { question: words.join(' '), reach, language, known });
  const shelf = { in: shelvesOf(reach) };
  const rows = await db.term.findMany({ where: { term: { in: [...forms.keys()] }, shelf } });
  const there = new Set(rows.flatMap(({ term }) => (forms.get(term) ?? []).map(({ term }) => term)));
  const asked = new Set([...forms.values()].flat().map(({ term }) => term));
  const silent = [...stopWordsOf(language ?? 'en')];
  return words.filter((word) => {
    const lower = word.toLowerCase();
    const [term, more] = tokenize(word);
    return (
      term !== undefined &&
      !more &&
      asked.has(term) &&
      !there.has(term) &&
      !isEnglishWord(lower) &&
      !isEnglishWord(lower.replace(/(?:e?s|ed|ing|ly)$/, '')) &&
      !silent.some((other) => other.length > 3 && editDistance(lower, other, 1) <= 1)
    );
  });
}

type Near = { distance: number; begins: number; passages: number };

/** The word of the library that is nearest to one as it is written; of several the one that begins like it, the most frequent. */
async function nearest(
  db: Db,
  given: { written: string; language: string | undefined; reach: Reach | undefined },
): Promise<Respelling | null> {
  const { written, language, reach } = given;
  const shelves = shelvesOf(reach);
  const word = fold(written.toLowerCase());
  const wrong = mostWrong(word);
  const [stem = word] = tokenize(word, language);
  // Wherever letters are wrong, a near word has no more than so many that are not there.
  const rows = await db.$queryRaw<{ term: string; passages: number }[]>`
    SELECT term, sum(passages)::int AS passages FROM term
    WHERE (term LIKE ${`${word.slice(0, 1)}%`} OR term LIKE ${`${word[1]}${word[0]}%`})
      AND length(term) BETWEEN ${word.length - longestEnding - wrong} AND ${word.length + wrong}
      AND length(translate(term, ${word + stem}, '')) <= ${wrong}
      AND shelf = ANY(${shelves}::text[])
    GROUP BY term ORDER BY passages DESC LIMIT ${most.terms}`;
  const terms = rows
    .filter(({ term }) => /^\p{L}{3,}$/u.test(term))
    .map((row) => ({
      ...row,
      begins: commonStart(word, row.term),
      distance: Math.min(editDistance(stem, row.term, wrong), toStem(word, row.term)),
    }))
    .filter(({ distance }) => distance <= wrong)
    .sort(byNearness)
    .slice(0, word.length < shortest.two ? looked.short : looked.long);
  const spelled = await readSpellings(db, { terms: terms.map(({ term }) => term), shelves });
  const near = terms.flatMap(({ term, begins, passages }) => {
    // A stem is shorter than its word, and less of it may be wrong.
    const inStem = stem.length < shortest.one ? 0 : mostWrong(stem);
    const toTerm = editDistance(stem, term, inStem);
    const ofStem = inStem > 0 && toTerm <= inStem ? toTerm : wrong + 1;
    const words = spelled.get(term) ?? [];
    const measured = words.map((other) => ({ word: other, ofWord: editDistance(word, fold(other), wrong) }));
    const [best] = measured.sort(byWord);
    const distance = Math.min(ofStem, best?.ofWord ?? ofStem);
    return best && distance <= wrong ? [{ ...best, distance, begins, passages }] : [];
  });
  // A stem may be near by what was cut off it: the word as it is written says which is meant.
  const [best] = near.sort(
    (one, other) => one.distance - other.distance || byWord(one, other) || byNearness(one, other),
  );
  return best ? { written, read: best.word } : null;
}

const byWord = (one: { ofWord: number }, other: { ofWord: number }) => one.ofWord - other.ofWord;
const byNearness = (one: Near, other: Near) =>
  one.distance - other.distance || other.begins - one.begins || other.passages - one.passages;

/** How many letters two words have in common before they differ. */
function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** How far a stem is at least from a word with any ending. */
function toStem(word: string, stem: string): number {
  const wrong = mostWrong(word);
  let least = wrong + 1;
  for (
    let end = Math.max(stem.length - wrong, 1);
    end <= Math.min(stem.length + wrong, word.length);
    end += 1
  )
    least = Math.min(least, editDistance(word.slice(0, end), stem, wrong));
  return least;
}

/** Whether a word may have this term, in which letters stand without their accents. */
const startsAlike = (word: string, term: string) => word[0] === term[0] || /^\P{ASCII}/u.test(word);

/** How the library spells terms by the rules of its languages, as far as the first passages tell. */
async function readSpellings(
  db: Db,
  { terms, shelves }: { terms: readonly string[]; shelves: readonly string[] },
): Promise<Map<string, string[]>> {
  if (terms.length === 0) return new Map();
  const rows = await db.$queryRaw<{ term: string; text: string; language: string }[]>`
    SELECT wanted.term, document.language,
      concat_ws(' ', document.title, array_to_string(passage.heading, ' '), left(passage.text, ${most.characters})) AS text
    FROM unnest(${[...terms]}::text[]) AS wanted(term), LATERAL (
      SELECT passage_id FROM posting
      WHERE posting.term = wanted.term AND shelf = ANY(${[...shelves]}::text[]) LIMIT ${most.passages}
    ) AS held JOIN passage ON passage.id = held.passage_id JOIN document ON document.id = passage.document_id`;
  const spelled = new Map<string, string[]>();
  for (const { term, text, language } of rows) {
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const own = words.filter((word) => startsAlike(word, term) && tokenize(word, language).includes(term));
    spelled.set(term, [...new Set([...(spelled.get(term) ?? []), ...own])]);
  }
  return spelled;
}
