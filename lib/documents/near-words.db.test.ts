import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { findNearWords } from './near-words.ts';
import { prepareDocument } from './prepare-document.ts';
import { storeDocuments } from './store-documents.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;

const texts = {
  'strings.md':
    'How to truncate a string. The environment variable holds the configuration of the receiver. Commits are squashed, and others stashed. A repository keeps a temporary table.',
  'branches.md':
    'Each branch of the repository keeps the commits of the team. A docked window stays. What you change is stored. The teams merge, and so does mrg. A har and an xar.',
  'feuilles.md':
    'Si vous voulez imprimer les lignes de la feuille sur chaque page, choisissez les réglages dans le menu. Les étiquettes sont collées sur la feuille de calcul.',
  'ebenen.md':
    'Mit diesem Befehl können Sie die Größe der Ebene an das Bild anpassen. Die Einstellungen stehen im Menü, und die Auswahl wird nicht verschoben.',
  'more-names.md': 'And lap, lan, las, lax, lay, lad, lab, lag and lam are set anew.',
  'names.md':
    'The variables hist, histo, histr, hisst, hitst, hirst, hoist, histt, host, hiist, hits, lap, lan, las, lax, lay, lad, lab, lag, lam and lause are set. What was typed stands in the history.',
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await storeDocuments(
    db,
    Object.entries(texts).map(([path, text]) => ({
      ...{ path, url: `doc://a/${path}`, sizeBytes: 1, modifiedMs: 0, sha256: 'x', unread: null },
      ...prepareDocument({ path, text }),
    })),
  );
}, 60_000);
afterAll(() => database.drop());

const near = async (question: string) =>
  (await findNearWords(db, { question, reach: undefined })).map(({ written, read }) => `${written} ${read}`);

test.each([
  ['How do I trucate a string?', ['trucate truncate']],
  ['enviroment variable', ['enviroment environment']],
  ['Enviroment variable', ['Enviroment environment']],
  ['which configuraton has it', ['configuraton configuration']],
  ['how are comits sqashed', ['comits commits', 'sqashed squashed']],
  ['how do they mrege', ['mrege merge']],
  ['a tempory tabel', ['tempory temporary', 'tabel table']],
  ['the repositry of the team', ['repositry repository']],
  ['what is in the histroy', ['histroy history']],
])('typing errors are read as the nearest words: %s', async (question, words) => {
  expect(await near(question)).toEqual(words);
});

test.each([
  ['Je voudrais imprimer les lignes de la feuille', []],
  ['Comment choisir les réglagess de la feuille', ['réglagess réglages']],
  ['Où sont les étiqettes de la feuille ?', ['étiqettes étiquettes']],
  ['Wo sind die Enstellungen für das Bild?', ['Enstellungen einstellungen']],
  ['Wird die Auswhal nicht verschoben?', ['Auswhal auswahl']],
])('in other languages too, and none is read as the stem of another: %s', async (question, words) => {
  expect(await near(question)).toEqual(words);
});

test.each(['change', 'truncate', 'environment', 'repository', 'squashed'])(
  'a slip is read wherever it stands in %s',
  async (word) => {
    const letters = [...word].map((_, at) => at);
    const swapped = letters
      .slice(1)
      .map((at) => word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1));
    const doubled = letters.map((at) => word.slice(0, at) + word[at] + word.slice(at));
    const missing = letters.slice(1).map((at) => word.slice(0, at) + word.slice(at + 1));
    const wrong: string[] = [];
    for (const slip of [...swapped, ...doubled, ...missing]) {
      const [read] = await near(`how is it ${slip} there`);
      // A slip in the ending may leave the stem as it is, which is there.
      if (tokenize(slip)[0] !== tokenize(word)[0] && read !== `${slip} ${word}`)
        wrong.push(`${slip}: ${read}`);
    }
    expect(wrong).toEqual([]);
  },
);

test.each([
  ['what stands there', 'How do I truncate the strings of a repository?'],
  ['names', 'Does it run on Branchy or with Tabel?'],
  ['names in lower case that are no slip of a letter', 'how do I run docker on kubernetes'],
  ['words that English has', 'What does sarcasm mean for a string?'],
  ['forms of words that English has', 'What is it without harming the hares?'],
  ['words whose stem is short', 'how do they xarming'],
  ['a short word that resembles many names', 'does that lapse'],
  ['code, options and paths', 'What do `trucate`, --comits, /enviroment/x and branchHeads do?'],
  ['small words', 'whats the way betwen them'],
  ['another language than that of the documents', 'Comment tronquer une chaîne de caractères ?'],
])('%s: nothing is read as something else', async (_, question) => {
  expect(await near(question)).toEqual([]);
});
