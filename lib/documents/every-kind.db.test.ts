import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { makeLibrary } from '#lib/testing/make-files/make-library.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { createDocumentIndex, type DocumentIndex } from './document-index.ts';
import { documentUrl, pathOfDocument } from './document-url.ts';
import { readFile } from './read-file.ts';
import { isUnread } from './unread.ts';

const { files, damaged } = makeLibrary();
const { signal } = new AbortController();
let root: string;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: DocumentIndex;

beforeAll(async () => {
  database = await createTestDatabase();
  root = mkdtempSync(path.join(os.tmpdir(), 'every-kind-'));
  for (const { name, bytes } of [...files, ...damaged]) {
    const file = path.join(root, 'library', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  index = createDocumentIndex({
    db: database.db,
    config: { DOCUMENTS_DIR: path.join(root, 'library') },
    log: createLog('test', 'error'),
  });
  index.start();
  await index.ready();
}, 120_000);
afterAll(async () => {
  await index.stop();
  await database.drop();
  rmSync(root, { recursive: true });
});

const pathIn = (name: string) => path.join(root, 'library', name);

/** Each quotable unit of the passages that answer best, with the file that it stands in. */
async function unitsFor(question: string) {
  const hits = await index.search(question, { limit: 3, signal });
  const found: { name: string; text: string }[] = [];
  for (const { url, passages } of hits) {
    const page = await index.read(url);
    const name = pathOfDocument(url)?.replace(/^library\//, '') ?? '';
    for (const passage of passages) {
      for (const { start, end } of splitUnits(page?.text ?? '', passage)) {
        found.push({ name, text: page?.text.slice(start, end) ?? '' });
      }
    }
  }
  return found;
}

test('there are enough of them', () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
  expect(damaged.length).toBeGreaterThanOrEqual(24);
});

test.each(files.filter((file) => 'question' in file))(
  '$name is found by a question, with the right quote',
  async ({ name, question, quote }) => {
    expect(await unitsFor(question)).toContainEqual({ name, text: quote });
  },
);

test.each(files.filter((file) => 'reasons' in file))(
  '$name is not read, and the reason is named',
  async ({ name, reasons }) => {
    const outcome = await readFile({ path: pathIn(name), file: pathIn(name) });
    expect(reasons.map((reason) => ({ reason, words: expect.stringMatching(/^[A-Z].*\.$/) }))).toContainEqual(
      outcome,
    );
  },
);

test.each(damaged)('$name is read as far as it goes, or the reason is named', async ({ name, reasons }) => {
  const outcome = await readFile({ path: pathIn(name), file: pathIn(name) });
  if (isUnread(outcome)) expect(reasons).toContain(outcome.reason);
  else expect(outcome.text).not.toContain('\ufffd');
});

test.each(files.filter((file) => 'question' in file))(
  '$name gives the same text in any process: that of a worker is the one that is stored',
  async ({ name }) => {
    const stored = await database.db.document.findFirst({ where: { url: documentUrl(`library/${name}`) } });
    expect(stored?.text).toBeTruthy();
    expect(await readFile({ path: name, file: pathIn(name) })).toMatchObject({ text: stored?.text });
  },
);

test('no quote holds a sign that stands for bytes that could not be read', async () => {
  const pages = await database.db.document.findMany({ select: { url: true, text: true } });
  expect(pages.filter(({ text }) => text.includes('\ufffd'))).toEqual([]);
});
