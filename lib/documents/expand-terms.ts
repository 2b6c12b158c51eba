import type { Db } from '#lib/db.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { languageOf, stopWordsOf } from '#lib/text/languages.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { type Reach, shelvesOf } from './reach.ts';

/** What stands for the words of a question in the index: terms with the term of the question they count for, and how far. */
export type Expansion = ReadonlyMap<string, { term: string; share: number }[]>;

/** What a compound counts for where one of its parts was asked for, and a part where the compound was. */
const partShare = 0.5;
const shortestPart = 4;
const mostCompounds = 30;

/**
 * Every form under which a term of the question may stand in the library: its stem by the rules of each language that
 * documents are written in, and for a question in a language that writes compounds as one word, compounds that begin or
 * end with it and the parts of compounds, as far as the library knows them.
 */
export async function expandTerms(
  db: Db,
  {
    question,
    reach,
    language = detectLanguage(question),
    known,
  }: {
    question: string;
    reach: Reach | undefined;
    language?: string | undefined;
    /** The languages of the library, where they were read already. */
    known?: readonly { language: string }[];
  },
): Promise<Expansion> {
  const codes = known ?? (await readLanguages(db));
  const forms = new Map<string, Map<string, number>>();
  const add = (form: string, term: string, share: number) => {
    const known = forms.get(form) ?? new Map<string, number>();
    known.set(term, Math.max(known.get(term) ?? 0, share));
    forms.set(form, known);
  };
  const silent = stopWordsOf(language ?? 'en');
  for (const word of question.split(/\s+/)) {
    const terms = tokenize(word);
    if (silent.has(word.toLowerCase().replace(/[^\p{L}\p{M}]/gu, ''))) continue;
    for (const term of terms) add(term, term, 1);
    for (const { language: code } of codes) {
      for (const [at, form] of tokenize(word, code).entries()) {
        const term = terms[at] ?? terms[0];
        if (term) add(form, term, 1);
      }
    }
  }
  // A word or two tell no language: then the library's count.
  const spoken = language === undefined ? codes.map(({ language }) => language) : [language];
  if (spoken.some((code) => languageOf(code).compounds)) {
    for (const [form, terms] of [...forms]) {
      for (const part of await compoundForms(db, { word: form, shelves: shelvesOf(reach) })) {
        for (const [term, share] of terms) if (part !== form) add(part, term, share * partShare);
      }
    }
  }
  return new Map(
    [...forms].map(([form, terms]) => [form, [...terms].map(([term, share]) => ({ term, share }))]),
  );
}

/** The languages of all documents, each looked up behind the one before: there are few of them and many documents. */
export const readLanguages = (db: Db) =>
  db.$queryRaw<{ language: string }[]>`
    WITH RECURSIVE known AS (
      (SELECT language FROM document ORDER BY language LIMIT 1)
      UNION ALL
      SELECT (SELECT language FROM document WHERE language > known.language ORDER BY language LIMIT 1)
      FROM known WHERE known.language IS NOT NULL
    )
    SELECT language FROM known WHERE language IS NOT NULL`;

/** Compounds of the library with this word at one end, and the two words of the library that it is made of. */
async function compoundForms(
  db: Db,
  { word, shelves }: { word: string; shelves: string[] },
): Promise<string[]> {
  if (word.length < shortestPart || !/^\p{L}+$/u.test(word)) return [];
  const rows = await db.$queryRaw<{ term: string }[]>`
    SELECT term FROM term
    WHERE (term LIKE ${`${word}%`} OR reverse(term) LIKE ${`${[...word].reverse().join('')}%`})
      AND length(term) >= ${word.length + shortestPart} AND shelf = ANY(${shelves}::text[])
    GROUP BY term ORDER BY sum(passages) DESC LIMIT ${mostCompounds}`;
  const splits = splitsOf(word);
  const known = await db.term.findMany({ where: { term: { in: splits.flat() }, shelf: { in: shelves } } });
  const has = new Set(known.map(({ term }) => term));
  const split = splits.find((parts) => parts.every((part) => has.has(part)));
  return [...rows.map(({ term }) => term), ...(split ?? [])];
}

/** Two parts of a word in every place, with and without what joins them in German and its neighbours. */
function splitsOf(word: string): [string, string][] {
  const splits: [string, string][] = [];
  for (let at = shortestPart; at <= word.length - shortestPart; at += 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    splits.push([left, right]);
    const bare = left.replace(/(?:es|en|er|s|n|e)$/, '');
    if (bare !== left && bare.length >= shortestPart) splits.push([bare, right]);
  }
  return splits;
}
