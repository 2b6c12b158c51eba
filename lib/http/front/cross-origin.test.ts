import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { AppError } from '#lib/errors.ts';
import { trustedProxies } from './caller-address.ts';
import { createFrontServer, type FrontOptions } from './front-server.ts';

const page = 'https://app.example';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(server: http.Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.closeAllConnections());
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}

async function front(options: Partial<FrontOptions> = {}) {
  const seen: string[] = [];
  const server = createFrontServer({
    doors: { publicUrl: null, isOpen: false, appName: undefined, pages: [page] },
    trusts: trustedProxies([]),
    engineUrl: 'http://127.0.0.1:9',
    handle(request, response) {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(200).end('{}');
    },
    ...options,
  });
  return { url: await listen(server), seen };
}

const preflight = (url: string, origin: string) =>
  fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

test('a page of a listed origin is told what it may send and read, without cookies', async () => {
  const { url, seen } = await front();
  const asked = await preflight(`${url}/api/v1/jobs`, page);
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-origin')).toBe(page);
  expect(asked.headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE');
  for (const name of ['authorization', 'content-type', 'idempotency-key', 'last-event-id'])
    expect(asked.headers.get('access-control-allow-headers')).toContain(name);
  expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  expect(seen).toEqual([]);

  const answer = await fetch(`${url}/api/v1/jobs`, { headers: { origin: page } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  for (const name of ['location', 'etag', 'ratelimit', 'ratelimit-policy', 'retry-after'])
    expect(answer.headers.get('access-control-expose-headers')).toContain(name);
  expect(answer.headers.get('vary')).toContain('Origin');
  expect(seen).toEqual(['GET /api/v1/jobs']);
});

test.each([
  'https://evil.example',
  'http://app.example',
  'https://app.example.evil.example',
  'null',
  'https://app.example:444',
])('a page of %s is told nothing', async (origin) => {
  const { url } = await front();
  for (const answer of [
    await preflight(`${url}/api/v1/jobs`, origin),
    await fetch(url, { headers: { origin } }),
  ])
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('nothing beside the API is told to pages of others', async () => {
  const { url } = await front();
  for (const path of ['/', '/jobs/1', '/apiary'])
    expect((await preflight(url + path, page)).headers.get('access-control-allow-origin')).toBeNull();
});

test('a WebSocket is passed on with the engine’s token, and ends with what let its holder in', async () => {
  const asked: string[] = [];
  const server = http.createServer();
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    asked.push(request.url ?? '');
    sockets.handleUpgrade(request, socket, head, (client) => client.send('hello'));
  });
  const ending = new AbortController();
  const left: string[] = [];
  const { url } = await front({
    engineUrl: await listen(server),
    async guard(token) {
      if (token !== 'given') throw new AppError('unauthorized', 'no');
      return { token: 'inner', signal: ending.signal, leave: () => void left.push(token) };
    },
  });
  const open = (token: string, origin = page) =>
    new WebSocket(`${url.replace('http', 'ws')}/v1/realtime/connect?token=${token}`, { origin });
  const client = open('given');
  await once(client, 'message');
  expect(asked).toEqual(['/v1/realtime/connect?token=inner']);

  const refusal = async (socket: WebSocket) => {
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    socket.terminate();
    return response.statusCode;
  };
  expect(await refusal(open('made-up'))).toBe(401);
  expect(await refusal(open('given', 'https://evil.example'))).toBe(403);

  const closed = once(client, 'close');
  ending.abort();
  await closed;
  await expect.poll(() => left).toEqual(['given']);
  expect(await refusal(open('given'))).toBe(401);
  expect(asked).toHaveLength(1);
});
