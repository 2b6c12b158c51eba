import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { makeIndexPage } from '#lib/testing/make-files/make-index-page.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { createDocumentIndex, type DocumentIndex } from './document-index.ts';

const { signal } = new AbortController();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let root: string;
let folder: string;
let running: DocumentIndex[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'document-index-'));
  folder = path.join(root, 'library');
  mkdirSync(folder);
});
afterEach(async () => {
  await Promise.all(running.map((index) => index.stop()));
  running = [];
  rmSync(root, { recursive: true });
});

function open(options: { rescanMs?: number; dir?: string } = {}): DocumentIndex {
  const { dir = folder, ...rest } = options;
  const index = createDocumentIndex({
    db,
    config: { DOCUMENTS_DIR: dir },
    log: createLog('test', 'error'),
    ...rest,
  });
  running.push(index);
  index.start();
  return index;
}

async function indexOnce(): Promise<DocumentIndex> {
  const index = open();
  await index.ready();
  return index;
}

const write = (name: string, text: string | Buffer) => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const urls = async () => (await db.document.findMany({ orderBy: { url: 'asc' } })).map(({ url }) => url);
const found = async (index: DocumentIndex, query: string) =>
  (await index.search(query, { limit: 10, signal })).map(({ url }) => url);

test('what is counted of the library is what stands in it, whatever came and went', async () => {
  write('a.md', '# A\n\nwalrus walrus narwhal');
  write('b.md', '# B\n\nwalrus\n\n## C\n\nwalrus seal');
  await indexOnce();
  write('a.md', '# A\n\nnarwhal only now');
  rmSync(path.join(folder, 'b.md'));
  write('d.md', '# D\n\nnarwhal');
  await indexOnce();
  const counted = await db.$queryRaw<{ term: string; shelf: string; passages: bigint; documents: bigint }[]>`
    SELECT term, shelf, count(*) AS passages, count(DISTINCT document_id) AS documents
    FROM posting GROUP BY term, shelf ORDER BY term`;
  const kept = await db.term.findMany({ orderBy: { term: 'asc' } });
  expect(kept).toEqual(
    counted.map(({ term, shelf, ...counts }) => ({
      ...{ term, shelf },
      passages: Number(counts.passages),
      documents: Number(counts.documents),
    })),
  );
  const sums = await db.passage.aggregate({ _count: true, _sum: { termCount: true } });
  expect(await db.librarySize.findFirst()).toMatchObject({
    documents: 2,
    passages: sums._count,
    terms: BigInt(sums._sum.termCount ?? 0),
  });
});

describe('the first pass', () => {
  test('every text file below the folder can be found and read, by an address that holds its path', async () => {
    write('a.md', '# Walrus\n\nThe walrus has tusks.');
    write('deep/er/b c#1.mdx', '<Note>The narwhal has **one** tusk.</Note>');
    write('c.html', '<html><head><title>Seal</title></head><body><p>The seal has none.</p></body></html>');
    write('d.txt', 'An otter.');
    write('e.xyz', 'of no known kind');
    const index = await indexOnce();
    expect(await urls()).toEqual([
      'doc://library/a.md',
      'doc://library/c.html',
      'doc://library/d.txt',
      'doc://library/deep/er/b%20c%231.mdx',
    ]);
    expect(await found(index, 'narwhal tusk')).toEqual([
      'doc://library/deep/er/b%20c%231.mdx',
      'doc://library/a.md',
    ]);
    expect(await index.read('doc://library/deep/er/b%20c%231.mdx')).toEqual({
      url: 'doc://library/deep/er/b%20c%231.mdx',
      title: 'b c#1',
      text: 'The narwhal has one tusk.\n',
    });
    expect(await index.read('doc://library/none.md')).toBeUndefined();
    expect(index.status()).toMatchObject({ ready: true, pages: 4, failure: null });
  });

  test('every file is accounted for: what was read and each reason why not add up to what was seen', async () => {
    write('a.md', 'visible');
    write('deep/b.txt', 'Grüße');
    write('latin.txt', Buffer.from('Grüße', 'latin1'));
    write('binary.md', Buffer.from('\0\u0001\u0002'.repeat(500)));
    write('blank.md', ' \n\n ');
    write('empty.md', '');
    write('photo.jpg', 'x');
    write('ix01.html', makeIndexPage());
    write('.git/b.md', 'hidden');
    symlinkSync(root, path.join(folder, 'loop'));
    symlinkSync('a.md', path.join(folder, 'again.md'));
    const index = await indexOnce();
    expect(await urls()).toHaveLength(6);
    const { files, pages } = index.status();
    expect(files).toEqual({
      seen: 11,
      read: 3,
      waiting: 0,
      unread: [
        { reason: 'kind', count: 1, examples: ['library/photo.jpg'] },
        { reason: 'empty', count: 2, examples: ['library/blank.md', 'library/empty.md'] },
        { reason: 'encoding', count: 1, examples: ['library/binary.md'] },
        { reason: 'link', count: 1, examples: ['library/loop'] },
        { reason: 'duplicate', count: 1, examples: ['library/again.md'] },
        { reason: 'hidden', count: 1, examples: ['library/.git/'] },
        { reason: 'index', count: 1, examples: ['library/ix01.html'] },
      ],
    });
    expect(files.unread.reduce((sum, { count }) => sum + count, files.read)).toBe(files.seen);
    expect(pages).toBe(3);
    expect(await index.read('doc://library/ix01.html')).toBeUndefined();
    expect(await index.read('doc://library/binary.md')).toBeUndefined();
    expect((await index.read('doc://library/latin.txt'))?.text).toContain('Grüße');
    await index.stop();
    const again = await indexOnce();
    expect(again.status().files).toEqual(files);
  });

  test('several folders are searched together, and one in another only once', async () => {
    write('a.md', 'A quokka.');
    write('inner/b.md', 'A numbat.');
    mkdirSync(path.join(root, 'other/library'), { recursive: true });
    writeFileSync(path.join(root, 'other/library/a.md'), 'A bilby.');
    const dir = [folder, path.join(folder, 'inner'), path.join(root, 'other/library')].join(', ');
    await open({ dir }).ready();
    expect(await urls()).toEqual([
      'doc://library/a.md',
      'doc://library/inner/b.md',
      'doc://other/library/a.md',
    ]);
  });

  test('a text of many megabytes is read in parts, each of which can be found and quoted', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, at) => `Line ${at} of the log 😀 says nothing new at all.`,
    );
    lines[50_000] = 'The thylacine was seen here.';
    write('big.txt', lines.join('\n'));
    const index = open();
    await index.ready();
    await expect.poll(() => index.status().files, { timeout: 60_000 }).toMatchObject({ seen: 1, read: 1 });
    const [hit] = await index.search('thylacine', { limit: 1, signal });
    expect(hit?.url).toBe('doc://library/big.txt#part=3');
    const page = await index.read(hit?.url ?? '');
    expect(page?.title).toBe('big, part 3');
    expect(page?.text).toContain('The thylacine was seen here.');
    const parts = await db.document.findMany({ select: { text: true }, orderBy: { id: 'asc' } });
    expect(parts.reduce((sum, { text }) => sum + text.split('\n').filter(Boolean).length, 0)).toBe(60_000);
    write('big.txt', 'The thylacine is gone.');
    await index.lookAgain();
    expect(await urls()).toEqual(['doc://library/big.txt']);
  });

  test('passages are exactly the words between their offsets, whatever the characters', async () => {
    write('a.md', '# 😀 Ünï\n\nÉtude 国際化 😀.\n\n## Two\n\n- item 😀\n\n```js\n"x"\n```\n');
    const index = await indexOnce();
    const [hit] = await index.search('étude item', { limit: 1, signal });
    const page = await index.read(hit?.url ?? '');
    const words = hit?.passages.map(({ start, end }) => page?.text.slice(start, end));
    expect(words?.toSorted()).toEqual(['- item 😀\n\n```js\n"x"\n```', 'Étude 国際化 😀.']);
  });
});

describe('a later pass', () => {
  test('reads what has changed and nothing else', async () => {
    write('a.md', 'An aardvark.');
    const touched = write('b.md', 'A badger.');
    write('c.md', 'A coyote.');
    await (await indexOnce()).stop();
    const before = await db.document.findMany({ orderBy: { url: 'asc' } });

    utimesSync(touched, new Date(), new Date(2020, 1, 1));
    write('c.md', 'A caribou.');
    write('d.md', 'A dormouse.');
    const index = await indexOnce();
    const after = await db.document.findMany({ orderBy: { url: 'asc' } });

    expect(after.slice(0, 2).map(({ id }) => id)).toEqual(before.slice(0, 2).map(({ id }) => id));
    expect(after[1]?.modifiedMs).toBe(BigInt(new Date(2020, 1, 1).getTime()));
    expect(after[2]?.id).not.toBe(before[2]?.id);
    expect(await found(index, 'coyote')).toEqual([]);
    expect(await found(index, 'caribou')).toEqual(['doc://library/c.md']);
    expect(await found(index, 'dormouse')).toEqual(['doc://library/d.md']);
  });

  test('what is removed leaves the index with all that was counted of it', async () => {
    const gone = write('a.md', 'A fox.\n\n## More\n\nA fox again.');
    write('b.md', 'A wolf.');
    await (await indexOnce()).stop();
    rmSync(gone);
    const index = await indexOnce();
    expect(await found(index, 'fox')).toEqual([]);
    expect(await urls()).toEqual(['doc://library/b.md']);
    expect(await db.passage.count()).toBe(1);
    expect((await db.posting.findMany()).map(({ term }) => term).sort()).toEqual(['wolf']);
  });

  test('comes by itself', async () => {
    write('a.md', 'A lynx.');
    const index = open({ rescanMs: 50 });
    await index.ready();
    write('b.md', 'A puma.');
    await expect.poll(() => found(index, 'puma')).toEqual(['doc://library/b.md']);
  });

  test('a new, a changed and a removed file are seen by themselves within five seconds', async () => {
    write('a.md', 'A fossa.');
    const other = write('deep/b.md', 'An indri.');
    const index = await indexOnce();
    const changes: [() => void, string, string[]][] = [
      [() => write('deep/new/c.md', 'A tenrec.'), 'tenrec', ['doc://library/deep/new/c.md']],
      [() => write('a.md', 'A sifaka.'), 'sifaka', ['doc://library/a.md']],
      [() => rmSync(other), 'indri', []],
    ];
    for (const [change, word, urls] of changes) {
      const stopwatch = startStopwatch();
      change();
      await expect.poll(() => found(index, word)).toEqual(urls);
      expect(stopwatch.ms()).toBeLessThan(5000);
    }
  });

  test('looking again finds at once what was written before', async () => {
    write('a.md', 'An okapi.');
    const index = open({ rescanMs: 3_600_000 });
    await index.ready();
    for (let at = 0; at < 5; at += 1) {
      write(`${at}.md`, `A bongo${at}.`);
      await index.lookAgain();
      expect(await found(index, `bongo${at}`)).toEqual([`doc://library/${at}.md`]);
    }
  });

  test('ten thousand terms at once are searched for without harm', async () => {
    write('a.md', 'A yak.');
    const index = await indexOnce();
    const words = Array.from({ length: 3000 }, (_, at) => `w${at}`).join(' ');
    expect(await found(index, `yak ${words}`)).toEqual(['doc://library/a.md']);
    expect(await found(index, '')).toEqual([]);
    expect(await found(index, "'); DROP TABLE document; -- \\ %")).toEqual([]);
  });
});

describe('two at once', () => {
  test('index the same folder without a document twice or a posting lost', async () => {
    for (let at = 0; at < 30; at += 1) write(`${at}.md`, `Number n${at}.`);
    await Promise.all([indexOnce(), indexOnce()]);
    expect(await db.document.count()).toBe(30);
    expect(await db.passage.count()).toBe(30);
    const [orphans] = await db.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM posting WHERE passage_id NOT IN (SELECT id FROM passage)`;
    expect(orphans?.count).toBe(0n);
  });
});

describe('trouble', () => {
  test('a folder that is not there is told, and the index tries again', async () => {
    const later = path.join(root, 'later');
    const index = open({ dir: later, rescanMs: 50 });
    await expect(index.ready()).rejects.toMatchObject({ code: 'invalid_configuration' });
    expect(index.status()).toMatchObject({
      ready: false,
      failure: 'A folder of DOCUMENTS_DIR cannot be read.',
    });
    mkdirSync(later);
    await expect.poll(() => index.status()).toMatchObject({ ready: true, failure: null });
  });

  test('stopping in the middle of the first pass ends it, and the next start finishes it', async () => {
    for (let at = 0; at < 60; at += 1) write(`${at}.md`, `# N${at}\n\n${'words here. '.repeat(1500)}`);
    const index = open();
    await expect
      .poll(() => db.document.count({ where: { url: { contains: 'library' } } }))
      .toBeGreaterThan(0);
    await index.stop();
    const next = await indexOnce();
    expect(next.status().pages).toBe(60);
    expect(await db.document.count()).toBe(60);
  });
});
