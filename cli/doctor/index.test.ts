import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import type { SourceState } from '#lib/schema/source.ts';
import { summaryOf } from '../commands/doctor.ts';
import type { Probe, Readiness } from '../probe.ts';
import type { Check } from './check.ts';
import { browser, checkNode, data, findBrowser } from './machine-checks.ts';
import { judgeModel, model } from './model.ts';
import { database, documents, engine, judgeDocuments, product } from './product-checks.ts';
import { judgeSources } from './sources.ts';

const ready = (told: Partial<Readiness>): Probe => ({
  state: 'ready',
  readiness: { status: 'ready', ...told },
});
const notReady = (code: string): Probe => ({ state: 'not ready', code, detail: 'It is away.' });
const ask = ({ check }: Check, found: Probe, env: Record<string, string> = {}) =>
  check({
    config: readConfig(env),
    baseUrl: 'http://127.0.0.1:3000',
    found,
    signal: new AbortController().signal,
  });

test('Node.js is well from 22.19 on', () => {
  expect(['22.19.0', '22.20.1', '24.0.0'].map((version) => checkNode(version).state)).toEqual(
    Array(3).fill('well'),
  );
  expect(['22.18.9', '20.20.0'].map((version) => checkNode(version).state)).toEqual(Array(2).fill('fault'));
});

test('a data directory is well when it is or can be written', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-cli-'));
  const there = await ask(data, { state: 'absent' }, { DATA_DIR: folder });
  const later = await ask(data, { state: 'absent' }, { DATA_DIR: path.join(folder, 'a/b') });
  const never = await ask(data, { state: 'absent' }, { DATA_DIR: path.join(process.execPath, 'no') });
  rmSync(folder, { recursive: true });
  expect(there).toEqual({ state: 'well', text: folder });
  expect(later.text).toContain('created by the first start');
  expect(never).toMatchObject({ state: 'fault', advice: expect.stringContaining('DATA_DIR') });
  expect(await ask(data, ready({}), { INTENTUI_URL: 'http://there' })).toMatchObject({ state: 'note' });
});

test('an absent product, one that is not ready and another program each have their own advice', async () => {
  const states: Probe[] = [
    { state: 'absent' },
    notReady('timeout'),
    { state: 'foreign', detail: 'readyz answered 404 in another form' },
  ];
  const found = await Promise.all(states.map((state) => ask(product, state)));
  expect(new Set(found.map(({ advice }) => advice)).size).toBe(3);
  expect(found.map(({ state }) => state)).toEqual(['fault', 'fault', 'fault']);
  expect((await ask(product, { state: 'absent' }, { INTENTUI_URL: 'http://there' })).advice).toContain(
    'check INTENTUI_URL',
  );
});

test('a database that is away is named as embedded or as your own', async () => {
  const away = notReady('database_unavailable');
  expect((await ask(database, away)).advice).toContain('npm start');
  expect((await ask(database, away, { DATABASE_URL: 'postgres://x' })).advice).toContain('DATABASE_URL');
  expect(await ask(database, notReady('not_ready'))).toMatchObject({ state: 'note' });
});

test('engine, documents and model are told as readyz tells them', async () => {
  expect(await ask(engine, ready({}))).toMatchObject({ state: 'well' });
  expect(await ask(engine, notReady('timeout'))).toMatchObject({ state: 'note' });
  expect(await ask(documents, ready({}))).toMatchObject({ state: 'note' });
  expect(judgeModel({ status: 'ready', model: 'built-in' }, [])).toEqual({ state: 'well', text: 'built-in' });
  expect(await ask(model, ready({ model: { writer: 'a' } }))).toEqual({
    state: 'well',
    text: '{"writer":"a"}',
  });
  expect(await ask(model, ready({}))).toMatchObject({ state: 'note' });
});

test('files that are not read are a note with their reasons and names, and nothing to search is a fault', () => {
  const files = { seen: 3, read: 3, waiting: 0, unread: [] };
  const told = { folders: ['notes'], looked_at: null, failure: null };
  expect(judgeDocuments(3, { ...told, files })).toEqual({
    state: 'well',
    text: '3 of 3 files can be searched, in notes',
  });
  const unread = [
    { reason: 'kind' as const, count: 7, examples: ['notes/a.jpg', 'notes/b.jpg'] },
    { reason: 'hidden' as const, count: 1, examples: ['notes/.git/'] },
  ];
  expect(judgeDocuments(3, { ...told, files: { ...files, seen: 11, unread } })).toEqual({
    state: 'note',
    text: '3 of 10 files can be searched; 7 are not read: 7 of a kind that is not read, in notes',
    details: [
      { name: '7 of a kind that is not read', text: 'notes/a.jpg, notes/b.jpg and 5 more' },
      { name: '1 hidden or installed, left out on purpose', text: 'notes/.git/' },
    ],
  });
  expect(judgeDocuments(0, { ...told, files: { ...files, seen: 0, read: 0 } })).toMatchObject({
    state: 'fault',
    text: 'there is nothing to search',
  });
  expect(judgeDocuments(3, { ...told, files, failure: 'It is gone.' }).state).toBe('fault');
});

test('a server of models on this machine is offered beside the built-in model, and only there', () => {
  const local_models = [{ name: 'Ollama', base_url: 'http://127.0.0.1:11434/v1', models: ['qwen3:8b'] }];
  expect(judgeModel({ status: 'ready', model: 'built-in', local_models })).toMatchObject({
    state: 'well',
    details: [{ name: 'Ollama', text: expect.stringContaining('MODEL=qwen3:8b') }],
  });
  expect(judgeModel({ status: 'ready', model: 'large', local_models })).toEqual({
    state: 'well',
    text: 'large',
  });
});

test('a browser that is named and missing, or missing, is a note and no fault', async () => {
  expect(await ask(browser, ready({}), { PLAYWRIGHT_CHROMIUM: '/there/is/none' })).toMatchObject({
    state: 'note',
  });
  expect(await ask(browser, ready({}), { PLAYWRIGHT_CHROMIUM: process.execPath })).toMatchObject({
    state: 'well',
  });
  expect(findBrowser(undefined, [])).toMatchObject({
    state: 'note',
    advice: expect.stringContaining('Chromium'),
  });
});

test('each source is told with how it does: well while all answer, a note while one fails, a fault without any', () => {
  const now = new Date('2026-01-02T12:00:00Z');
  const source = (id: string, over: Partial<SourceState> = {}): SourceState => ({
    ...{ id, name: id, kind: 'web', state: 'on', reason: null },
    ...{ last_used_at: null, last_error: null, latency_ms: null, ...over },
  });
  const at = '2026-01-02T11:50:00Z';
  const well = source('documents', { last_used_at: at, latency_ms: 12 });
  const failing = source('wikipedia', { last_used_at: at, last_error: { message: 'It is down.', at } });
  const off = source('arxiv', { state: 'off', reason: 'Add it to SOURCES.' });
  const pictures = source('zai-vision', { kind: 'pictures' });
  expect(judgeSources([well, off, pictures], now)).toEqual({
    state: 'well',
    text: '2 of 3 are on',
    details: [
      { name: 'documents', text: 'on, asked 10 min ago, last answer in 12 ms' },
      { name: 'arxiv', text: 'off: Add it to SOURCES.' },
      { name: 'zai-vision', text: 'on, not asked yet' },
    ],
  });
  const note = judgeSources([well, failing], now);
  expect(note).toMatchObject({ state: 'note', text: '2 of 2 are on; failing: wikipedia' });
  expect(note.details?.[1]?.text).toBe('failing, asked 10 min ago, last error 10 min ago: It is down.');
  expect(judgeSources([off, pictures], now).state).toBe('fault');
});

test('all is well only where nothing was noted; what is not, or is worth a look, is named', () => {
  expect(summaryOf({ faults: [], notes: [] })).toBe('All is well.');
  expect(summaryOf({ faults: [], notes: ['Sources'] })).toBe('It works. Worth a look: Sources.');
  expect(summaryOf({ faults: ['Engine'], notes: [] })).toBe('One thing is not well: Engine.');
  expect(summaryOf({ faults: ['Engine', 'Data'], notes: ['Sources'] })).toBe(
    '2 things are not well: Engine, Data. Worth a look: Sources.',
  );
});
