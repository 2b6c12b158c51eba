import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createDocumentIndex, type DocumentIndex } from './document-index.ts';
import { prepareDocument } from './prepare-document.ts';
import { removeDocuments, storeDocuments } from './store-documents.ts';

const { signal } = new AbortController();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let root: string;
let running: DocumentIndex[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'search-documents-'));
  mkdirSync(path.join(root, 'library'));
});
afterEach(async () => {
  await Promise.all(running.map((index) => index.stop()));
  running = [];
  rmSync(root, { recursive: true });
});

async function indexOnce(): Promise<DocumentIndex> {
  const config = { DOCUMENTS_DIR: path.join(root, 'library') };
  const index = createDocumentIndex({ db, config, log: createLog('test', 'error') });
  running.push(index);
  index.start();
  await index.ready();
  return index;
}

const write = (name: string, text: string) => {
  const file = path.join(root, 'library', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const found = async (index: DocumentIndex, query: string) =>
  (await index.search(query, { limit: 10, signal })).map(({ url }) => url);

describe('links', () => {
  test('a page that shares no word with the question is found by the name of what connects them, with its way', async () => {
    write('club.md', '# Kestrel Society\n\nThe Kestrel Society was founded by Ada Quimby in a barn.');
    write('founder.md', '# Ada Quimby\n\nShe was born near Lake Orwen.');
    write('lake.md', '# Lake Orwen\n\nIts depth is 12 metres.');
    for (let at = 0; at < 20; at += 1) write(`other${at}.md`, `# Other ${at}\n\nWords about something else.`);
    const index = await indexOnce();
    const hits = await index.search(
      'How deep is the water where the founder of the Kestrel Society grew up?',
      { limit: 10, signal },
    );
    expect(hits.map(({ title, way = [] }) => [title, way.map(({ title, by }) => `${title} ${by}`)])).toEqual([
      ['Kestrel Society', []],
      ['Ada Quimby', ['Kestrel Society title']],
      ['Lake Orwen', ['Kestrel Society title', 'Ada Quimby title']],
    ]);
    const page = await index.read(hits[2]?.url ?? '');
    const [passage] = hits[2]?.passages ?? [];
    expect(page?.text.slice(passage?.start, passage?.end)).toBe('Its depth is 12 metres.');
  });

  test.each([
    ['a passage', 1_000, ['Ada Quimby']],
    ['data in one piece, such as the index of a search, which names everything,', 120_000, []],
  ])('%s of %i signs leads to the pages that it names: %j', async (_, length, named) => {
    const data = `kestrel society, Ada Quimby\n${'[0, 1, 2, 3],\n'.repeat(length / 14)}`;
    write('data.md', `# Data\n\n\`\`\`\n${data}\`\`\``);
    write('founder.md', '# Ada Quimby\n\nShe was born near a lake.');
    const index = await indexOnce();
    const hits = await index.search('kestrel society depth', { limit: 10, signal });
    expect(hits.map(({ title }) => title)).toEqual(['Data', ...named]);
  });

  test('a hyperlink leads to a page whose title is not named, also when that page comes later and goes again', async () => {
    write('a.md', '# Zebra crossings\n\nThe zebra crossing has [rules of its own](deep/b.md).');
    write('c.md', '# Something\n\nelse.');
    const first = await indexOnce();
    expect(await found(first, 'zebra crossing')).toEqual(['doc://library/a.md']);
    const file = write('deep/b.md', '# Traffic\n\nPeople go first.');
    const index = await indexOnce();
    const [, hit] = await index.search('zebra crossing priority', { limit: 10, signal });
    expect(hit).toMatchObject({
      url: 'doc://library/deep/b.md',
      way: [{ by: 'link', title: 'Zebra crossings' }],
    });
    rmSync(file);
    expect(await found(await indexOnce(), 'zebra crossing priority')).toEqual(['doc://library/a.md']);
  });
});

describe('meaning', () => {
  const fillers = ['rain', 'music', 'bread', 'stone', 'paper'];
  const library = (pages: Record<string, string>) => {
    for (const topic of fillers) write(`${topic}.md`, `# About ${topic}\n\nHere ${topic} is described.`);
    for (const [name, text] of Object.entries(pages)) write(name, text);
    return indexOnce();
  };
  const workshop =
    '# Workshop\n\nThe mechanic repairs automobiles and motors of any make within a day in town.';
  const fair = '# Fair\n\nA fair comes to town in spring, and the hall is open.';
  const pages = { 'workshop.md': workshop, 'fair.md': fair };

  test('a page that says it in other words comes before one that shares a common word', async () => {
    const index = await library(pages);
    const [first] = await found(index, 'Who can fix the broken engine of my car in town?');
    expect(first).toBe('doc://library/workshop.md');
  });

  test('a name is found where it stands, whatever else is near', async () => {
    const index = await library({ ...pages, 'values.md': '# Values\n\nTOWN_X7 is a number.' });
    const [first] = await found(index, 'What do people in town mean by TOWN_X7?');
    expect(first).toBe('doc://library/values.md');
  });

  test('a question in another language is answered by its words alone', async () => {
    const index = await library({
      'werkstatt.md': '# Werkstatt\n\nIn der Stadt repariert ein Mechaniker Automobile und Motoren.',
      'markt.md': '# Markt\n\nDer Markt kommt in die Stadt, und in der Stadt ist die Halle der Stadt offen.',
    });
    const [first] = await found(index, 'Wer kann in der Stadt den Motor meines Wagens reparieren?');
    expect(first).toBe('doc://library/werkstatt.md');
  });
});

test('somebody else’s upload is neither found, nor named, nor followed to; its owner finds it by the same way', async () => {
  write(
    'shared.md',
    '# Kestrel Society\n\nThe Kestrel Society keeps [its accounts](secret.md) with Ada Quimby.',
  );
  for (let at = 0; at < 5; at += 1) write(`other${at}.md`, `# Other ${at}\n\nWords about something else.`);
  write('secret.md', '# Ada Quimby\n\nThe balance is 12 marks.');
  const index = await indexOnce();
  const { id } = await db.upload.create({
    data: { id: randomUUID(), userId: 'owner', name: 'secret.md', sizeBytes: 1, sha256: 'x' },
  });
  await index.stop();
  const secret = await db.document.findUniqueOrThrow({ where: { url: 'doc://library/secret.md' } });
  const file = { path: write('secret.md', secret.text), url: secret.url, sizeBytes: 1, modifiedMs: 0 };
  const prepared = prepareDocument({ path: file.path, text: secret.text });
  await storeDocuments(db, [{ ...file, ...prepared, sha256: 'x', unread: null, uploadId: id }]);
  const asked = (query: string, userId?: string) =>
    index.search(query, { limit: 10, signal, ...(userId && { reach: { userId } }) });
  const urlsOf = async (hits: Promise<{ url: string }[]>) => (await hits).map(({ url }) => url);
  for (const query of [
    'What does Ada Quimby of the Kestrel Society balance?',
    'accounts of the Kestrel Society in marks',
    'Ada Quimby',
  ]) {
    for (const userId of [undefined, 'stranger'])
      expect(await urlsOf(asked(query, userId)), query).not.toContain('doc://library/secret.md');
    expect(await urlsOf(asked(query, 'owner')), query).toContain('doc://library/secret.md');
  }
  await removeDocuments(db, [secret.url]);
  await db.upload.delete({ where: { id } });
});

describe('languages', () => {
  test('a compound is found by its parts and parts by their compound, in the language of the question alone', async () => {
    write(
      'a.md',
      '# Anleitung\n\nDer Dienst hält einen Vorrat an Datenbankverbindungen und schließt sie nach zehn Minuten.',
    );
    write(
      'b.md',
      '# Pumpe\n\nDie Pumpe für Wärme entzieht der Umgebung Energie und füllt damit einen großen Speicher.',
    );
    write('c.md', '# Speicher\n\nDer Keller wird nicht geheizt, dort stehen Fahrräder und andere Dinge.');
    const index = await indexOnce();
    expect(await found(index, 'Wann wird die Verbindung zur Datenbank geschlossen?')).toContain(
      'doc://library/a.md',
    );
    expect((await found(index, 'Welche Wärmepumpe füllt den Speicher?'))[0]).toBe('doc://library/b.md');
  });

  test('a question in few words finds a page in other forms of them', async () => {
    write('ru.md', '# Библиотека\n\nКниги выдаются на месяц, продлить срок можно один раз.');
    write('en.md', '# Library\n\nBooks are lent for a month.');
    const index = await indexOnce();
    expect(await found(index, 'выдача книг')).toEqual(['doc://library/ru.md']);
  });
});
