import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ApiError, createApiClient } from './api-client.ts';

const job = {
  job_id: '0198f000-0000-7000-8000-000000000001',
  user_id: 'local',
  job_type: 'research',
  status: 'pending',
  phase: null,
  priority: 5,
  input_data: { query: 'Why?', preset: 'standard' },
  result: null,
  error: null,
  progress: 0,
  attempt: 0,
  metadata: {},
  budget: null,
  usage: {},
  judge: null,
  rerun_of: null,
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: null,
  completed_at: null,
  deadline_at: null,
  last_seq: 1,
  urls: { self: '', stream: '', events: '', page: '' },
};
const counts = { pending: 1, in_progress: 0, waiting: 0, complete: 0, failed: 0, cancelled: 0 };

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** A client of a server that gives every request the same answer and remembers what it was asked. */
async function clientOf(answer: { status?: number; body: unknown; headers?: Record<string, string> }) {
  const seen: Seen[] = [];
  server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { api: createApiClient({ baseUrl: `http://127.0.0.1:${port}` }), seen };
}

test('a job is sent as JSON under its idempotency key, and the answer is the job', async () => {
  const { api, seen } = await clientOf({ status: 202, body: job });
  const created = await api.createJob(
    { job_type: 'research', input_data: { query: 'Why?' } },
    { idempotencyKey: 'k1' },
  );
  expect(created.job_id).toBe(job.job_id);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/v1/jobs' });
  expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': 'k1' });
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ job_type: 'research', input_data: { query: 'Why?' } });
});

test('a list asks only for what was chosen', async () => {
  const { api, seen } = await clientOf({
    body: { data: [{ ...job, partial: false, winner: null }], next_cursor: null, counts },
  });
  const list = await api.listJobs({ status: 'pending', q: 'a & b', cursor: undefined });
  expect(list.data).toHaveLength(1);
  expect(seen[0]?.url).toBe('/api/v1/jobs?status=pending&q=a+%26+b');
});

test('a conversation is removed without waiting for an answer that says anything', async () => {
  const { api, seen } = await clientOf({ status: 204, body: '' });
  await api.deleteConversation('c/1');
  expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/api/v1/conversations/c%2F1' });
});

test('a conversation that is not there is an error in the words of the server', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    detail: 'Gone.',
    code: 'not_found',
  };
  const { api } = await clientOf({ status: 404, body: { ...problem, request_id: 'r' } });
  await expect(api.deleteConversation('c')).rejects.toBeInstanceOf(ApiError);
  await expect(api.getConversation('c')).rejects.toMatchObject({ problem: { detail: 'Gone.' } });
});

test('an id cannot leave its place in the path', async () => {
  const { api, seen } = await clientOf({ body: job });
  await api.cancelJob('../x?y');
  expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/api/v1/jobs/..%2Fx%3Fy' });
});

test('a refusal is thrown with the Problem of the server', async () => {
  const problem = {
    type: 'about:blank',
    title: 'The request is not valid',
    status: 400,
    detail: 'Correct the fields.',
    code: 'invalid_request',
    request_id: 'r1',
    errors: [{ path: 'input_data.query', message: 'Ask a question' }],
  };
  const { api } = await clientOf({ status: 400, body: problem, headers: { 'retry-after': '3' } });
  const error = await api.getJob('x').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ message: 'Correct the fields.', problem, retryAfterSeconds: 3 });
});

test.each([
  ['a refusal that is no Problem', { status: 502, body: '<html>Bad gateway</html>' }, 502],
  ['an answer that is no JSON', { body: 'hello' }, 200],
  ['an answer of another shape', { body: { job_id: 1 } }, 200],
])('%s is thrown as unreadable', async (_, answer, status) => {
  const { api } = await clientOf(answer);
  await expect(api.getJob('x')).rejects.toMatchObject({ problem: { code: 'unreadable_answer', status } });
});

test('a server that is not there is thrown as unreachable', async () => {
  const { api } = await clientOf({ body: job });
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  await expect(api.getJob('x')).rejects.toMatchObject({ problem: { code: 'unreachable', status: 0 } });
});

test('a job is followed over the network', async () => {
  const event = {
    type: 'job-cancelled',
    status: 'cancelled',
    progress: 0.5,
    seq: 1,
    job_id: job.job_id,
    attempt: 1,
    at: job.created_at,
  };
  const body = `id: 1\nevent: job-cancelled\ndata: ${JSON.stringify(event)}\n\nevent: done\ndata: {}\n\n`;
  const { api, seen } = await clientOf({ body, headers: { 'content-type': 'text/event-stream' } });
  const types: string[] = [];
  await api.followJob(job.job_id, { onEvent: ({ type }) => types.push(type) });
  expect(types).toEqual(['job-cancelled']);
  expect(seen[0]?.url).toBe(`/api/v1/jobs/${job.job_id}/stream?starting_after=0`);
});
