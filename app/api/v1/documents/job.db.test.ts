import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Source } from '#lib/sources/source.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { serveRoutes } from '#lib/testing/serve-routes.ts';
import * as turns from '../conversations/[id]/turns/route.ts';
import * as jobs from '../jobs/route.ts';

const source = (id: string): Source => ({
  id,
  name: id,
  search: async () => [],
  read: async () => {
    throw new Error('not read');
  },
});
const id = randomUUID();
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
let served: Awaited<ReturnType<typeof serveRoutes>>;

beforeAll(async () => {
  testing = await startTestRuntime({ sources: [source('documents'), source('wikipedia')] });
  served = await serveRoutes({ '/api/v1/jobs': jobs, '/api/v1/conversations/[id]/turns': turns });
  await testing.db.upload.create({
    data: { id, userId: 'local', name: 'a.md', sizeBytes: 1, sha256: 'x' },
  });
});
afterAll(async () => {
  await served.stop();
  await testing.stop();
});

const post = (path: string, body: object) =>
  fetch(served.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const ask = (input: object) =>
  post('/api/v1/jobs', { job_type: 'research', input_data: { query: 'q', ...input } });

test.each([
  ['uploads of one’s own', { documents: [id] }, 202],
  ['uploads and more sources', { documents: [id], sources: ['documents', 'wikipedia'] }, 202],
  ['uploads where own documents are left out', { documents: [id], sources: ['wikipedia'] }, 400],
  ['an upload that is unknown, or somebody else’s', { documents: [id, randomUUID()] }, 404],
  ['what is no id', { documents: ['../a.md'] }, 400],
  ['too many', { documents: Array.from({ length: 21 }, () => id) }, 400],
])('a job that names %s', async (_, input, status) => {
  const response = await ask(input);
  expect(response.status, await response.clone().text()).toBe(status);
});

test.each([
  ['uploads of one’s own', [id], 202],
  ['an upload that is unknown, or somebody else’s', [randomUUID()], 404],
  ['what is no id', ['../a.md'], 400],
])('a prompt and a message that name %s', async (_, documents, status) => {
  const prompt = await post('/api/v1/jobs', { job_type: 'stream', input_data: { prompt: 'q?', documents } });
  expect(prompt.status, await prompt.clone().text()).toBe(status);
  for (const mode of ['answer', 'research']) {
    const message = { id: randomUUID(), text: 'What does it say?' };
    const sent = await post(`/api/v1/conversations/${randomUUID()}/turns`, { message, mode, documents });
    const text = await sent.text();
    expect(sent.status, text).toBe(status);
    if (status === 202) expect(JSON.parse(text).job.input_data.documents).toEqual(documents);
  }
});
