import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentFolders } from '#lib/documents/document-folders.ts';
import { createDocumentIndex, type DocumentIndex } from '#lib/documents/index.ts';
import { cleanUploads } from '#lib/documents/keep-upload.ts';
import { eraseJob } from '#lib/jobs/erase-job.ts';
import { cancelJob, insertJob } from '#lib/jobs/jobs.ts';
import { createLog } from '#lib/log.ts';
import { DocumentList, FolderFiles, UploadedDocument } from '#lib/schema/document.ts';
import { runtime } from '#lib/server/runtime.ts';
import { documentsSource } from '#lib/sources/documents.ts';
import { findWord } from '#lib/testing/find-word.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { serveRoutes } from '#lib/testing/serve-routes.ts';
import * as one from './[id]/route.ts';
import * as again from './look-again/route.ts';
import * as all from './route.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'documents-route-'));
const dataDir = path.join(root, 'data ü & [1]');
const folder = path.join(root, 'notes');
let served: Awaited<ReturnType<typeof serveRoutes>>;
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
let index: DocumentIndex;

beforeAll(async () => {
  mkdirSync(dataDir);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'a.md'), '# Plover\n\nThe plover nests on the ground.');
  testing = await startTestRuntime({ env: { DATA_DIR: dataDir, DOCUMENTS_DIR: folder } });
  const log = createLog('test', 'error');
  index = createDocumentIndex({ db: testing.db, config: runtime().config, log });
  runtime().documents = index;
  runtime().documentFolders = documentFolders(runtime().config);
  index.start();
  await index.ready();
  served = await serveRoutes({
    '/api/v1/documents': all,
    '/api/v1/documents/look-again': again,
    '/api/v1/documents/[id]': one,
  });
});
afterAll(async () => {
  await served.stop();
  await index.stop();
  await testing.stop();
  rmSync(root, { recursive: true });
});
beforeEach(async () => {
  for (const { document_id } of (await list()).data) await remove(document_id);
});

const address = (id = '') => `${served.url}/api/v1/documents${id && `/${id}`}`;
const send = (content: string | Uint8Array, name: string) => {
  const form = new FormData();
  form.append('file', new File([content as BlobPart], name));
  return fetch(address(), { method: 'POST', body: form });
};
const upload = async (content: string | Uint8Array, name: string) => {
  const response = await send(content, name);
  expect(response.status, await response.clone().text()).toBe(201);
  return UploadedDocument.parse(await response.json());
};
const list = async () => DocumentList.parse(await (await fetch(address())).json());
const remove = (id: string, query = '') => fetch(`${address(id)}${query}`, { method: 'DELETE' });
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { status, code, detail } = (await response.json()) as {
    status: number;
    code: string;
    detail: string;
  };
  return { status, code, detail };
};
/** Files in the data directory: what is half there, and copies of what is just being read. */
const kept = () =>
  readdirSync(path.join(dataDir, 'uploads'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
const halfThere = () => kept().filter(({ parentPath }) => path.basename(parentPath) === '.incoming');
const { signal } = new AbortController();
const search = async (words: string, job: { userId: string; documents?: string[] }) => {
  const hits = await documentsSource(index).forJob?.(job).search(words, { signal, limit: 10 });
  return hits?.map(({ url }) => url);
};

describe('an upload', () => {
  test('is kept byte for byte, can be found at once by its owner, and goes without a trace', async () => {
    const content = '# Dotterel\n\nThe dotterel breeds on 7 fells.';
    const document = await upload(content, 'birds.md');
    expect(document).toMatchObject({
      name: 'birds.md',
      size_bytes: content.length,
      state: 'read',
      reason: null,
    });
    const row = await testing.db.upload.findUniqueOrThrow({ where: { id: document.document_id } });
    expect(row.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(await search('dotterel fells', { userId: 'local' })).toEqual([document.url]);
    expect(await search('plover', { userId: 'local' })).toEqual(['doc://notes/a.md']);
    expect((await list()).data).toEqual([document]);
    expect((await fetch(address(document.document_id))).status).toBe(200);
    expect((await remove(document.document_id)).status).toBe(204);
    expect((await remove(document.document_id)).status).toBe(404);
    expect(await search('dotterel fells', { userId: 'local' })).toEqual([]);
    expect(kept()).toEqual([]);
    expect(await testing.db.document.count({ where: { uploadId: { not: null } } })).toBe(0);
    const [orphans] = await testing.db.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM posting WHERE passage_id NOT IN (SELECT id FROM passage)`;
    expect(orphans?.count).toBe(0n);
  });

  test('of somebody else looks like none: it is not found, listed, removed, searched or named in a job', async () => {
    const { document_id: id, url } = await upload('The whimbrel calls.', 'w.txt');
    await testing.db.upload.update({ where: { id }, data: { userId: 'other' } });
    const foreign = await (await fetch(address(id))).text();
    const unknown = await (await fetch(address(randomUUID()))).text();
    const plain = (text: string) => text.replace(/"request_id":"[^"]*"/, '');
    expect(plain(foreign)).toBe(plain(unknown));
    expect((await remove(id)).status).toBe(404);
    expect((await list()).data).toEqual([]);
    expect(await search('whimbrel', { userId: 'local' })).toEqual([]);
    expect(await search('whimbrel', { userId: 'local', documents: [id] })).toEqual([]);
    expect(await search('whimbrel', { userId: 'other' })).toEqual([url]);
    expect(await index.read(url, { userId: 'local' })).toBeUndefined();
    expect(await index.read(url)).toBeUndefined();
    const job = newJob([id]);
    await expect(testing.db.$transaction((tx) => insertJob(tx, job))).rejects.toMatchObject({
      code: 'not_found',
    });
    await testing.db.upload.update({ where: { id }, data: { userId: 'local' } });
    expect(await testing.db.$transaction((tx) => insertJob(tx, job))).toMatchObject({ status: 'pending' });
  });

  test('that is named is all that is searched', async () => {
    const [first, second] = [
      await upload('The curlew one.', '1.md'),
      await upload('The curlew two.', '2.md'),
    ];
    const within = (...documents: string[]) => search('curlew plover', { userId: 'local', documents });
    expect(await within(first.document_id)).toEqual([first.url]);
    expect((await within(first.document_id, second.document_id))?.sort()).toEqual(
      [first.url, second.url].sort(),
    );
    expect((await search('curlew plover', { userId: 'local' }))?.length).toBe(3);
  });

  test.each([
    'файл отчёта.md',
    '報告書 (最終).txt',
    'ملف التقرير.md',
    'דוח סופי.md',
    'रिपोर्ट.md',
    'รายงาน.md',
    'Ätna naïve Ωmega.md',
    '👩🏽‍🚀 note 🎉.md',
    '../../etc/cron.d/evil.md',
    '..\\..\\evil.md',
    '.hidden.md',
    'a "quoted" name; x=1.md',
    `${'ж'.repeat(297)}.md`,
    '\u202egpj.md',
    'con.md',
    '%2e%2e%2f.md',
  ])('keeps the name that people gave it: %s', async (name) => {
    const { url, state } = await upload('The ruff displays.', name);
    expect(state).toBe('read');
    expect((await list()).data.map((document) => document.name)).toEqual([name]);
    expect(await search('ruff', { userId: 'local' })).toEqual([url]);
    await expect.poll(kept).toEqual([]);
  });

  test('has a name that can be shown, whatever bytes were sent as one', async () => {
    const sent = await sendRaw(bodyOf('a\u0000b\u0007.md', 'The knot winters.'));
    expect(sent.status).toBe(201);
    expect((await list()).data.map(({ name }) => name)).toEqual(['ab.md']);
    expect((await problem(await send('x', `${'n'.repeat(498)}.md`))).detail).toMatch(
      'at most 500 characters, this has 501',
    );
  });

  test('that turns out not to be readable says why, and stays until it is removed', async () => {
    const { state, reason } = await upload(
      new Uint8Array(4000).map((_, at) => (at % 7 ? 0 : at)),
      'odd.md',
    );
    expect([state, reason]).toEqual(['unread', 'encoding']);
    expect((await upload('   \n', 'blank.md')).reason).toBe('empty');
  });
});

describe('what cannot be taken', () => {
  const refused = async (response: Response, status: number, words: RegExp) => {
    const told = await problem(response);
    expect(told.status).toBe(status);
    expect(told.detail).toMatch(words);
    await expect.poll(halfThere).toEqual([]);
    expect((await list()).data).toEqual([]);
  };

  test('is refused by its head: size, kind, type of the body', async () => {
    await refused(await send('x', 'picture.xyz'), 422, /kind \(\.xyz\) cannot be read/);
    await refused(await send('x', 'noending'), 422, /no ending/);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    await refused(await fetch(address(), json), 415, /multipart\/form-data/);
    const form = new FormData();
    form.append('note', 'no file');
    await refused(await fetch(address(), { method: 'POST', body: form }), 400, /no file/);
    form.append('a', new File(['a'], 'a.md'));
    form.append('b', new File(['b'], 'b.md'));
    await refused(await fetch(address(), { method: 'POST', body: form }), 400, /one file a request/);
  });

  test('is refused in words before its bytes are read when the head tells its size', async () => {
    const claimed = await sendRaw(null, { 'content-length': String(40 * 2 ** 20) });
    expect(claimed.status).toBe(413);
    expect(JSON.parse(claimed.text).detail).toMatch(/32 MB .* documents folder/);
  });

  test('is refused when it is too much, whatever its head says, and one byte less is taken', async () => {
    const { head, tail } = bodyOf('big.txt', '');
    const most = 32 * 2 ** 20;
    const block = Buffer.from('The godwit flies far.\n'.repeat(3000));
    function* body(bytes: number) {
      yield head;
      for (let left = bytes; left > 0; left -= block.length)
        yield block.subarray(0, Math.min(left, block.length));
      yield tail;
    }
    const before = process.memoryUsage().rss;
    const refusedOne = await sendRaw(body(most + 1));
    expect(refusedOne.status).toBe(413);
    await expect.poll(halfThere).toEqual([]);
    const taken = await sendRaw(body(most));
    expect(taken.status).toBe(201);
    expect(JSON.parse(taken.text).size_bytes).toBe(most);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });

  test('is not half there when the line is cut, at any point', async () => {
    const { head } = bodyOf('cut.md', '');
    for (const begun of [head.subarray(0, 20), head, Buffer.concat([head, Buffer.alloc(300_000, 'x')])]) {
      await sendRaw([begun], {}, { cutAfterMs: 150 });
      await expect.poll(halfThere).toEqual([]);
    }
    await refused(
      await fetch(address(), { method: 'POST', headers: multipart, body: head }),
      400,
      /broke off/,
    );
    expect(await testing.db.upload.count()).toBe(0);
  });

  test('leaves nothing after a crash either', async () => {
    const half = path.join(dataDir, 'uploads', '.incoming');
    mkdirSync(half, { recursive: true });
    writeFileSync(path.join(half, randomUUID()), 'half');
    mkdirSync(path.join(dataDir, 'uploads', randomUUID()));
    await upload('The snipe drums.', 's.md');
    await cleanUploads(testing.db, { dataDir, databaseUrl: testing.url });
    expect(readdirSync(path.join(dataDir, 'uploads'))).toEqual([]);
  });
});

describe('erasing', () => {
  test('takes text and quotes out of the evidence of ended jobs, and waits for those that run', async () => {
    const { document_id: id, url } = await upload('The dunlin feeds.', 'd.md');
    const { jobId } = await testing.db.$transaction((tx) => insertJob(tx, newJob([id])));
    const text = 'The dunlin feeds.\n';
    const snapshot = { id: randomUUID(), sha256: randomUUID(), text };
    await testing.db.snapshot.create({ data: snapshot });
    const page = { jobId, url, snapshotId: snapshot.id };
    await testing.db.source.create({
      data: { ...page, id: randomUUID(), sourceId: 'documents', title: 'd' },
    });
    await testing.db.quote.create({
      data: {
        ...page,
        id: randomUUID(),
        number: 1,
        startOffset: 0,
        endOffset: 17,
        text: 'The dunlin feeds.',
      },
    });
    // As it stands in the file, in the index, and in what was read.
    await expect.poll(() => search('dunlin', { userId: 'local' })).toEqual([url]);
    expect(Object.keys(await findWord(testing.db, 'dunlin'))).toEqual(
      expect.arrayContaining(['public.passage', 'public.posting', 'public.snapshot', 'public.quote']),
    );
    expect((await problem(await remove(id, '?erase=true'))).code).toBe('conflict');
    expect((await list()).data).toHaveLength(1);
    await cancelJob(testing.db, { jobId, userId: 'local' });
    expect((await remove(id, '?erase=true')).status).toBe(204);
    expect(await testing.db.quote.count()).toBe(0);
    expect(await testing.db.snapshot.count()).toBe(0);
    expect(await testing.db.source.findFirst({ where: { jobId } })).toMatchObject({
      snapshotId: null,
      failure: 'This document was erased.',
    });
    expect(kept()).toEqual([]);
    expect(await findWord(testing.db, 'dunlin')).toEqual({});
    await eraseJob(testing.db, { jobId, userId: 'local' });
  });
});

test('looking again answers what became of every file, new ones included', async () => {
  writeFileSync(path.join(folder, 'b.md'), 'The avocet wades.');
  writeFileSync(path.join(folder, 'c.xyz'), 'x');
  const response = await fetch(address('look-again'), { method: 'POST' });
  const { files, folders } = FolderFiles.parse(await response.json());
  expect(folders).toEqual(['notes']);
  expect(files).toEqual({
    seen: 3,
    read: 2,
    waiting: 0,
    unread: [{ reason: 'kind', count: 1, examples: ['notes/c.xyz'] }],
  });
  expect(await search('avocet', { userId: 'local' })).toEqual(['doc://notes/b.md']);
  expect(existsSync(path.join(folder, 'b.md'))).toBe(true);
});

const newJob = (documents: string[]) => ({
  userId: 'local',
  jobType: 'research',
  input: { query: 'q', documents },
  priority: 5,
  metadata: {},
  deadlineSeconds: 60,
});

const boundary = 'edge';
const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` };
function bodyOf(name: string, content: string) {
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}`,
  );
  return { head, tail: Buffer.from(`\r\n--${boundary}--\r\n`) };
}

/** Sends a body as it is, without a length where none is given; `null` sends the head alone. */
function sendRaw(
  body: Iterable<Buffer> | { head: Buffer; tail: Buffer } | null,
  headers: Record<string, string> = {},
  { cutAfterMs }: { cutAfterMs?: number } = {},
): Promise<{ status: number; text: string }> {
  const chunks = body && 'head' in body ? [body.head, body.tail] : (body ?? []);
  return new Promise((resolve) => {
    const request = httpRequest(address(), { method: 'POST', headers: { ...multipart, ...headers } });
    request.on('error', () => resolve({ status: 0, text: '' }));
    request.on('response', async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
      request.destroy();
    });
    const closed = once(request, 'close').catch(() => {});
    const run = async () => {
      for (const chunk of chunks) {
        if (request.destroyed) return;
        if (!request.write(chunk)) await Promise.race([once(request, 'drain'), closed]).catch(() => {});
      }
      if (body === null) request.flushHeaders();
      else if (cutAfterMs === undefined) request.end();
      else setTimeout(() => request.destroy(), cutAfterMs);
    };
    void run();
  });
}
