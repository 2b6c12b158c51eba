import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { parsePublicUrl } from '#lib/public-url.ts';
import type { Doors } from '../request-origin.ts';
import { trustedProxies } from './caller-address.ts';
import { createFrontServer, type FrontOptions, withPublicPath } from './front-server.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const deep: Doors = {
  publicUrl: parsePublicUrl('https://research.example/deep'),
  isOpen: false,
  appName: undefined,
};

type Seen = { url: string; headers: http.IncomingHttpHeaders };

async function listen(server: http.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.closeAllConnections());
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as net.AddressInfo).port;
}

/** A front server whose requests are remembered and answered with 204. */
async function front(options: Partial<FrontOptions> = {}) {
  const seen: Seen[] = [];
  const server = createFrontServer({
    doors: { publicUrl: null, isOpen: false, appName: undefined },
    trusts: trustedProxies([]),
    engineUrl: 'http://127.0.0.1:9',
    handle(request, response) {
      seen.push({ url: request.url ?? '', headers: request.headers });
      response.writeHead(204).end();
    },
    ...options,
  });
  return { port: await listen(server), seen };
}

/** Something that takes WebSockets as the engine does, sends back what it hears, and remembers how it was asked. */
async function engine() {
  const asked: Seen[] = [];
  const server = http.createServer();
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    if (request.url?.includes('token=bad'))
      return socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 3\r\n\r\nno.');
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.send('hello');
      client.on('message', (data) => client.send(`heard ${data}`));
    });
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, asked, sockets };
}

/** Sends bytes as they stand, and answers what comes until the connection ends. */
async function send(port: number, lines: string[]): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.end(`${lines.join('\r\n')}\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

test.each([
  ['/deep', '/', '/deep'],
  ['/deep', '/?q=1', '/deep?q=1'],
  ['/deep', '/deep', '/deep'],
  ['/deep', '/deep/', '/deep'],
  ['/deep', '/deep/?q=1', '/deep?q=1'],
  ['/deep', '/deep/jobs/1', '/deep/jobs/1'],
  ['/deep', '/jobs/1?a=/deep', '/deep/jobs/1?a=/deep'],
  ['/deep', '/deeper', '/deep/deeper'],
  ['/deep', '//jobs/1', '/deep/jobs/1'],
  ['', '//evil.example/a', '/evil.example/a'],
  ['/a/b', '/a/b/api/v1/jobs', '/a/b/api/v1/jobs'],
  ['/a/b', '/api/v1/jobs', '/a/b/api/v1/jobs'],
  ['', '/jobs/1', '/jobs/1'],
])('under "%s", %s is %s, whether or not a proxy took the path away', (path, asked, known) => {
  expect(withPublicPath(asked, path)).toBe(known);
});

test('nothing that a caller writes about the way reaches the product', async () => {
  const { port, seen } = await front({ trusts: () => false });
  const lies = ['X-Forwarded-For: 1.2.3.4', 'X-Forwarded-Host: evil.example', 'Forwarded: for=1.2.3.4'];
  await send(port, ['GET / HTTP/1.1', 'Host: x', ...lies, 'X-Real-IP: 1.2.3.4', 'Connection: close']);
  const { headers } = seen[0] as Seen;
  expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  expect(headers['x-forwarded-proto']).toBe('http');
  for (const name of ['x-forwarded-host', 'forwarded', 'x-real-ip']) expect(headers[name]).toBeUndefined();
});

test('a proxy that is trusted says who calls, and the public address how', async () => {
  const { port, seen } = await front({ doors: deep });
  const said = 'X-Forwarded-For: 6.6.6.6, 203.0.113.5';
  await send(port, ['GET /jobs HTTP/1.1', 'Host: Research.example:443', said, 'Connection: close']);
  await send(port, ['PUT /api/inngest HTTP/1.1', 'Host: 127.0.0.1:3000', 'Connection: close']);
  expect(seen[0]?.url).toBe('/deep/jobs');
  expect(seen[1]?.headers['x-forwarded-proto']).toBe('http'); // the engine, on this machine
  expect(seen[0]?.headers).toMatchObject({ 'x-forwarded-for': '203.0.113.5', 'x-forwarded-proto': 'https' });
});

test('a request that asks for HTTP/2 besides is answered as any other', async () => {
  const { port, seen } = await front();
  const wish = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
  const text = await send(port, ['GET /x HTTP/1.1', 'Host: x', ...wish]);
  expect(text).toMatch(/^HTTP\/1\.1 204 /);
  expect(seen).toHaveLength(1);
});

test.each([
  ['TRACE / HTTP/1.1', 405],
  ['GET /jobs/%FF HTTP/1.1', 400],
  ['GET /jobs/% HTTP/1.1', 400],
  ['GET /jobs/%00 HTTP/1.1', 400],
  ['GET /v1/realtime/connect HTTP/1.1', 426],
])('%s is refused with %i and never reaches the product', async (line, status) => {
  const { port, seen } = await front();
  const text = await send(port, [line, 'Host: x', 'Connection: close']);
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(text.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(seen).toEqual([]);
});

test.each(['/v1/realtime/connect', '/deep/v1/realtime/connect'])(
  'the socket at %s reaches the engine, under its own name and without the page that asks',
  async (path) => {
    const behind = await engine();
    const { port } = await front({
      doors: deep,
      engineUrl: behind.url,
    });
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}?token=good`, {
      headers: { host: 'research.example', origin: 'https://research.example', cookie: 'a=b' },
    });
    const [hello] = await once(socket, 'message');
    expect(String(hello)).toBe('hello');
    socket.send('you');
    const [heard] = await once(socket, 'message');
    expect(String(heard)).toBe('heard you');
    expect(behind.asked[0]).toMatchObject({ url: '/v1/realtime/connect?token=good' });
    expect(behind.asked[0]?.headers.host).toBe(behind.host);
    expect(behind.asked[0]?.headers.origin).toBeUndefined();
    expect(behind.asked[0]?.headers.cookie).toBeUndefined();
    const closed = once(socket, 'close');
    for (const client of behind.sockets.clients) client.close(1001, 'stopping');
    expect((await closed)[0]).toBe(1001);
  },
);

test.each([
  ['a foreign page', { origin: 'http://evil.example' }, 403],
  ['a foreign name', { host: 'evil.example' }, 403],
  ['a token that the engine refuses', {}, 401],
])('a socket of %s is refused', async (_, headers, status) => {
  const behind = await engine();
  const { port } = await front({ engineUrl: behind.url });
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/realtime/connect?token=bad`, { headers });
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, http.IncomingMessage];
  expect(answer.statusCode).toBe(status);
  expect(behind.asked).toHaveLength(status === 403 ? 0 : 1);
  socket.on('error', () => {});
  socket.terminate();
});

test('a socket is refused in words where the engine is away, and where none is', async () => {
  const { port } = await front();
  for (const [path, status] of [
    ['/v1/realtime/connect', 502],
    ['/elsewhere', 404],
  ] as const) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, http.IncomingMessage];
    expect(answer.statusCode).toBe(status);
    socket.on('error', () => {});
    socket.terminate();
  }
});
