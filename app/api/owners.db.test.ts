import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey, revokeKey } from '#lib/access/api-keys.ts';
import { createDocumentIndex, type DocumentIndex } from '#lib/documents/index.ts';
import { createLog } from '#lib/log.ts';
import { runtime } from '#lib/server/runtime.ts';
import { documentsSource } from '#lib/sources/documents.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { files } from '#lib/testing/source-files.ts';

/*
 * Whose is whose, over every route and method that there is on disk. Two people with a key each: one has a job, a
 * conversation and a document whose words hold a canary; the other asks for each of them by its id.
 */

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Sent = { query?: string; body?: unknown; form?: FormData; headers?: Record<string, string> };
type Kind = 'job' | 'conversation' | 'document';
type Entry =
  /** Named by an id in its address: somebody else's looks as one that is not there. */
  | { of: Kind; send?: () => Sent; takes?: 'read' | 'write' }
  /** Answers with what is the caller's own, or makes it; `refers` sends ids of others in the body. */
  | {
      of: 'caller';
      send?: () => Sent;
      takes?: 'read' | 'write';
      refers?: Record<string, (id: string) => Sent & { kind: Kind }>;
    }
  /** The same for all: says nothing of anybody. */
  | {
      of: 'everybody';
      send?: () => Sent;
      takes?: 'read' | 'write' | 'admin';
      params?: Record<string, string>;
    }
  /** Answers whoever comes. */
  | { of: 'nobody'; send?: () => Sent };

const canary = 'zyzzyvaowl';
const question = { job_type: 'research', input_data: { query: `Where does the ${canary} nest?` } };
const upload = (name: string, text: string) => {
  const form = new FormData();
  form.set('file', new File([text], name, { type: 'text/markdown' }));
  return form;
};
const message = (more: object = {}) => ({
  id: randomUUID(),
  message: { id: randomUUID(), text: `What of the ${canary}?` },
  mode: 'answer',
  ...more,
});
const sendTurn = (more: object = {}) => {
  const { id: _, ...turn } = message(more);
  return turn;
};

const entries: Record<string, Entry> = {
  'GET /api/v1/jobs': { of: 'caller', send: () => ({ query: `?q=${canary}` }) },
  'POST /api/v1/jobs': {
    of: 'caller',
    send: () => ({ body: question, headers: { 'idempotency-key': 'the same for both' } }),
    refers: {
      documents: (id) => ({
        kind: 'document',
        body: { job_type: 'research', input_data: { query: 'Where?', documents: [id] } },
      }),
      evidence_from: (id) => ({
        kind: 'job',
        body: { job_type: 'research', input_data: { query: 'Where?', evidence_from: [id] } },
      }),
    },
  },
  'GET /api/v1/jobs/[id]': { of: 'job' },
  'DELETE /api/v1/jobs/[id]': { of: 'job', send: () => ({ query: '?erase=true' }) },
  'GET /api/v1/jobs/[id]/events': { of: 'job' },
  'GET /api/v1/jobs/[id]/evidence': { of: 'job' },
  'GET /api/v1/jobs/[id]/stream': { of: 'job' },
  'POST /api/v1/jobs/[id]/approve': { of: 'job', send: () => ({ body: {} }) },
  'POST /api/v1/jobs/[id]/finish': { of: 'job' },
  'GET /api/v1/conversations': { of: 'caller' },
  'GET /api/v1/conversations/[id]': { of: 'conversation' },
  'DELETE /api/v1/conversations/[id]': { of: 'conversation' },
  // Its id is made by the client: one that is not there is begun, somebody else's is not found.
  'POST /api/v1/conversations/[id]/turns': {
    of: 'caller',
    send: () => ({ body: sendTurn() }),
    refers: { about_job_id: (id) => ({ kind: 'job', body: sendTurn({ about_job_id: id }) }) },
  },
  'POST /api/chat': {
    of: 'caller',
    send: () => ({ body: message() }),
    refers: { about_job_id: (id) => ({ kind: 'job', body: message({ about_job_id: id }) }) },
  },
  'GET /api/chat/[id]/stream': { of: 'conversation' },
  'GET /api/v1/documents': { of: 'caller' },
  'POST /api/v1/documents': {
    of: 'caller',
    send: () => ({ form: upload('plain.md', '# Plain\n\nNothing.') }),
  },
  'GET /api/v1/documents/[id]': { of: 'document' },
  'DELETE /api/v1/documents/[id]': { of: 'document' },
  'POST /api/v1/documents/look-again': { of: 'everybody' },
  'GET /api/v1/estimate': { of: 'caller' },
  'GET /api/v1/models': { of: 'everybody' },
  'GET /api/v1/sources': { of: 'everybody' },
  'POST /api/v1/sources/[id]/try': {
    of: 'everybody',
    params: { id: 'documents' },
    send: () => ({ body: { query: canary } }),
  },
  'POST /api/v1/realtime/token': {
    of: 'caller',
    takes: 'read',
    send: () => ({ body: {} }),
    refers: { job_id: (id) => ({ kind: 'job', body: { job_id: id } }) },
  },
  'GET /api/v1/session': { of: 'caller' },
  'POST /api/v1/session': { of: 'nobody', send: () => ({ body: { key: 'none' } }) },
  'DELETE /api/v1/session': { of: 'nobody' },
  'GET /api/v1/api-keys': { of: 'everybody', takes: 'admin' },
  'POST /api/v1/api-keys': { of: 'everybody', takes: 'admin', send: () => ({ body: { name: canary } }) },
  'DELETE /api/v1/api-keys/[id]': { of: 'everybody', takes: 'admin' },
  'GET /metrics': { of: 'everybody', takes: 'admin' },
  'GET /api/healthz': { of: 'nobody' },
  'GET /api/readyz': { of: 'nobody' },
  ...Object.fromEntries(
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [
      `${method} /api/[...path]`,
      { of: 'everybody', takes: method === 'GET' ? 'read' : 'write' } as Entry,
    ]),
  ),
};
/** Called by the engine alone, which signs what it sends. */
const signed = ['/api/inngest'];

type Handlers = Record<
  Method,
  (request: Request, context: { params: Promise<unknown> }) => Promise<Response>
>;
const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const routes = new Map<string, Handlers>();
const root = mkdtempSync(path.join(os.tmpdir(), 'owners-'));
const secrets = { owner: '', other: '', reader: '', ended: '' };
type Who = keyof typeof secrets | null;
const owned: Record<Kind, string> = { job: '', conversation: '', document: '' };
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
let index: DocumentIndex;

async function call(who: Who, name: string, sent: Sent & { id?: string } = {}): Promise<Response> {
  const [method, pattern = ''] = name.split(' ') as [Method, string];
  const leaving = new AbortController();
  const request = new Request(`http://127.0.0.1:3000${pattern}${sent.query ?? ''}`, {
    method,
    signal: leaving.signal,
    headers: {
      ...(who && { authorization: `Bearer ${secrets[who]}` }),
      ...(sent.body !== undefined && { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    body: sent.form ?? (sent.body === undefined ? null : JSON.stringify(sent.body)),
  });
  const params = Promise.resolve({ id: sent.id });
  const response = await (routes.get(pattern) as Handlers)[method](request, { params });
  // Of a stream its beginning: what there is of the log.
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
  const reader = response.body?.getReader();
  let text = '';
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    text += new TextDecoder().decode(piece.value);
    if (/job-created|"type":"start"/.test(text)) break;
  }
  leaving.abort();
  return new Response(text, { status: response.status, headers: response.headers });
}

/** All that can be seen of an answer, but for the number of the request and how often it may be made. */
async function seen(response: Response) {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !name.startsWith('ratelimit')));
  const text = (await response.text()).replace(/"request_id":"[^"]+"/, '');
  return { status: response.status, headers, text };
}

beforeAll(async () => {
  mkdirSync(path.join(root, 'notes'));
  testing = await startTestRuntime({
    env: {
      REQUIRE_KEY: 'true',
      KEY_REQUESTS: '100000',
      DATA_DIR: root,
      DOCUMENTS_DIR: path.join(root, 'notes'),
    },
  });
  index = createDocumentIndex({ db: testing.db, config: runtime().config, log: createLog('test', 'error') });
  runtime().documents = index;
  runtime().sources = [documentsSource(index)];
  index.start();
  await index.ready();
  for (const file of files.filter((file) => /^app\/.*route\.ts$/.test(file))) {
    const place = `../../${file}`;
    routes.set(`/${path.dirname(file)}`.replace('/app', ''), await import(/* @vite-ignore */ place));
  }
  for (const who of ['owner', 'other', 'reader', 'ended'] as const) {
    const scope = who === 'reader' ? 'read' : 'write';
    const key = await createKey(testing.db, { name: who, scope });
    secrets[who] = key.secret;
    if (who === 'ended') await revokeKey(testing.db, key.id);
  }
  const made = async (name: string, sent: Sent & { id?: string }) => (await call('owner', name, sent)).json();
  const headers = { 'idempotency-key': 'the same for both' };
  owned.job = (await made('POST /api/v1/jobs', { body: question, headers })).job_id;
  owned.conversation = randomUUID();
  await made('POST /api/v1/conversations/[id]/turns', { id: owned.conversation, body: sendTurn() });
  const form = upload(`${canary}.md`, `# The ${canary}\n\nThe ${canary} nests in old barns.`);
  owned.document = (await made('POST /api/v1/documents', { form })).document_id;
});
afterAll(async () => {
  await index.stop();
  await testing.stop();
  rmSync(root, { recursive: true, force: true });
});

const named = (kind: Entry['of'][]) =>
  Object.entries(entries).filter(([, entry]) => kind.includes(entry.of)) as [string, Entry][];
const unknown = '0198c0de-0000-7000-8000-000000000000';

test('every method of every route on disk has its entry, and no entry is of a route that is gone', async () => {
  expect(routes.size).toBeGreaterThan(20);
  const there: string[] = [];
  for (const [pattern, handlers] of routes) {
    if (signed.includes(pattern)) continue;
    for (const method of methods) {
      const name = `${method} ${pattern}`;
      // What a route does not take is answered with 405, whatever is asked.
      const { status } = entries[name] ? { status: 200 } : await call('owner', name, { id: unknown });
      if (handlers[method] && status !== 405) there.push(name);
    }
  }
  expect(there.sort()).toEqual(Object.keys(entries).sort());
});

describe('without a key', () => {
  test.each(named(['job', 'conversation', 'document', 'caller', 'everybody']))(
    '%s lets nobody in, nor anybody with a key that was revoked',
    async (name, entry) => {
      for (const who of [null, 'ended'] as const) {
        const response = await call(who, name, { id: unknown, ...entry.send?.() });
        expect([response.status, response.headers.has('www-authenticate')]).toEqual([401, true]);
      }
    },
  );

  test.each(named(['nobody']))('%s says nothing of anybody', async (name, entry) => {
    const { status, text } = await seen(await call(null, name, entry.send?.()));
    expect(text).not.toContain(canary);
    expect(status).toBe(name === 'POST /api/v1/session' ? 401 : name.startsWith('GET') ? 200 : 204);
  });
});

test.each(
  named(['job', 'conversation', 'document', 'caller', 'everybody']).filter(
    ([name, entry]) => !name.startsWith('GET') && !('takes' in entry && entry.takes === 'read'),
  ),
)('%s takes more than a key that may only read', async (name, entry) => {
  expect((await call('reader', name, { id: unknown, ...entry.send?.() })).status).toBe(403);
});

test.each(named(['everybody']).filter(([, entry]) => 'takes' in entry && entry.takes === 'admin'))(
  '%s takes a key that may run the place',
  async (name, entry) => {
    expect((await call('owner', name, { id: unknown, ...entry.send?.() })).status).toBe(403);
  },
);

describe('of somebody else', () => {
  test.each(named(['job', 'conversation', 'document']))(
    '%s looks as if it were not there',
    async (name, entry) => {
      const sent = () => entry.send?.() ?? {};
      const foreign = await seen(await call('other', name, { ...sent(), id: owned[entry.of as Kind] }));
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await seen(await call('other', name, { ...sent(), id: unknown })));
      expect(foreign.text).not.toContain(canary);
    },
  );

  test.each(
    named(['caller']).flatMap(([name, entry]) =>
      Object.entries(('refers' in entry && entry.refers) || {}).map(
        ([field, refer]) => [`${name} with ${field}`, name, refer] as const,
      ),
    ),
  )('%s looks as if it were not there', async (_, name, refer) => {
    const ask = async (id: string) => seen(await call('other', name, { id: randomUUID(), ...refer(id) }));
    const foreign = await ask(owned[refer(unknown).kind]);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await ask(unknown));
  });

  test('POST /api/v1/conversations/[id]/turns and /api/chat add nothing to it', async () => {
    const id = owned.conversation;
    const turn = await call('other', 'POST /api/v1/conversations/[id]/turns', { id, body: sendTurn() });
    expect(turn.status).toBe(404);
    expect((await call('other', 'POST /api/chat', { body: message({ id }) })).status).toBe(404);
    expect(await testing.db.turn.count({ where: { conversationId: id } })).toBe(1);
  });

  test.each(named(['caller', 'everybody']))('%s says nothing', async (name, entry) => {
    const { params } = entry as { params?: { id: string } };
    const { text } = await seen(
      await call('other', name, { id: params?.id ?? randomUUID(), ...entry.send?.() }),
    );
    for (const id of Object.values(owned)) expect(text).not.toContain(id);
    // The caller's own words come back to them; a list or a search holds nothing else.
    if (name.startsWith('GET') || name.includes('try')) expect(text).not.toContain(canary);
  });
});

test('an Idempotency-Key is the caller’s own', async () => {
  const headers = { 'idempotency-key': 'the same for both' };
  const body = { ...question, priority: 7 };
  const response = await call('other', 'POST /api/v1/jobs', { body, headers: { 'idempotency-key': 'mine' } });
  expect([response.status, response.headers.get('idempotent-replayed')]).toEqual([202, null]);
  expect((await call('owner', 'POST /api/v1/jobs', { body, headers })).status).toBe(422);
});

test('the owner finds all of it as it was', async () => {
  for (const [name, entry] of named(['job', 'conversation', 'document'])) {
    if (name.startsWith('DELETE')) continue;
    const response = await call('owner', name, { ...entry.send?.(), id: owned[entry.of as Kind] });
    expect([name, response.status === 404]).toEqual([name, false]);
  }
  const found = await (await call('owner', 'GET /api/v1/jobs', { query: `?q=${canary}` })).json();
  expect(found.data.map(({ job_id }: { job_id: string }) => job_id)).toContain(owned.job);
  for (const [name, entry] of named(['job', 'conversation', 'document'])) {
    if (!name.startsWith('DELETE')) continue;
    const id = owned[entry.of as Kind];
    expect((await call('owner', name, { ...entry.send?.(), id })).status).toBeLessThan(300);
  }
});

test('every page that shows something asks who looks at it', async () => {
  const pages = files.filter((file) => /^app\/.*page\.tsx$/.test(file) && file !== 'app/sign-in/page.tsx');
  expect(pages.length).toBeGreaterThan(4);
  expect(pages.filter((file) => !readFileSync(file, 'utf8').includes('await letIn()'))).toEqual([]);
});
