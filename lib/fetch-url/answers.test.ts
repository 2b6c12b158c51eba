import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import type { AppError } from '#lib/errors.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { hostileAnswers } from '#lib/testing/web-answers.ts';
import { pour, startHttpServer, startTcpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { type FetchOptions, fetchUrl } from './fetch-url.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(...arguments_: Parameters<typeof startHttpServer>): Promise<TestServer> {
  const server = await startHttpServer(...arguments_);
  servers.push(server);
  return server;
}
async function talk(...arguments_: Parameters<typeof startTcpServer>): Promise<TestServer> {
  const server = await startTcpServer(...arguments_);
  servers.push(server);
  return server;
}

const { signal } = new AbortController();
const read = (server: TestServer, options: Partial<FetchOptions> = {}) =>
  fetchUrl(server.origin, { signal, allow: [server.origin], ...options });

const failure = (server: TestServer, options: Partial<FetchOptions> = {}): Promise<AppError> =>
  read(server, options).then(
    (page) => Promise.reject(new Error(`was read: ${page.text.slice(0, 80)}`)),
    (thrown) => thrown,
  );

test('a page is decoded by its mark, its header, its own declaration, and else as UTF-8 or windows-1252', async () => {
  const pages: [contentType: string, body: Buffer, text: string][] = [
    ['text/plain', Buffer.from('Zürich'), 'Zürich'],
    ['text/plain; charset=iso-8859-1', Buffer.from('Zürich', 'latin1'), 'Zürich'],
    [
      'text/html',
      Buffer.from('<meta charset="windows-1251">\xcf\xf0\xe8', 'latin1'),
      '<meta charset="windows-1251">При',
    ],
    ['text/html', Buffer.from('<p>Z\xfcrich', 'latin1'), '<p>Zürich'],
    ['text/html; charset=latin1', Buffer.from('\ufeffZürich'), 'Zürich'],
    [
      'text/xml',
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>\xfc</a>', 'latin1'),
      '<?xml version="1.0" encoding="iso-8859-1"?><a>ü</a>',
    ],
    ['text/plain; charset=nonsense', Buffer.from('Zürich'), 'Zürich'],
    ['text/plain; charset=utf-16le', Buffer.from('Zürich', 'utf16le'), 'Zürich'],
  ];
  for (const [contentType, body, text] of pages) {
    const server = await serve((_request, response) =>
      response.setHeader('content-type', contentType).end(body),
    );
    const page = await read(server);
    expect(page.text).toBe(text);
  }
});

test('statuses, types and packings that are of no use are told in words, with the time to wait', async () => {
  const answers: [status: number, headers: Record<string, string>, message: RegExp][] = [
    [404, {}, /answered 404 Not Found\.$/],
    [500, {}, /answered 500 Internal Server Error\.$/],
    [302, {}, /answered 302 Found\.$/],
    [
      200,
      { 'content-type': 'application/pdf' },
      /answered application\/pdf where a text page was expected\.$/,
    ],
    [200, { 'content-type': 'text/plain', 'content-encoding': 'gzip, gzip' }, /not understood/],
    [200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }, /could not be unpacked/],
  ];
  for (const [status, headers, message] of answers) {
    const server = await serve((_request, response) => response.writeHead(status, headers).end('body'));
    expect((await failure(server)).message).toMatch(message);
  }
  const busy = await serve((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
  expect((await failure(busy)).retryAfterSeconds).toBe(7);
  const later = new Date(Date.now() + 90_000).toUTCString();
  const down = await serve((_request, response) => response.writeHead(503, { 'retry-after': later }).end());
  const { retryAfterSeconds } = await failure(down);
  expect(retryAfterSeconds).toBeGreaterThan(80);
  expect(retryAfterSeconds).toBeLessThanOrEqual(91);
});

test('a proxy that the environment names is not used', async () => {
  let proxied = 0;
  const proxy = await talk((socket) => {
    proxied += 1;
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nproxy');
  });
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain').end('direct'),
  );
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  const script = `
    import { fetchUrl } from './lib/fetch-url/fetch-url.ts';
    const { signal } = new AbortController();
    console.log((await fetchUrl('${server.origin}', { signal, allow: ['${server.origin}'] })).text);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      NO_PROXY: '',
      no_proxy: '',
      NODE_USE_ENV_PROXY: '1',
      ...Object.fromEntries(names.map((name) => [name, proxy.origin])),
    },
  });
  expect([stdout.trim(), proxied]).toEqual(['direct', 0]);
});

test('what is asked for decides which types are read', async () => {
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<p>Sign in'),
  );
  const error = await failure(server, { accept: ['application/json'] });
  expect(error.message).toMatch(/answered text\/html where application\/json was expected/);
});

test.each(hostileAnswers)(
  '$name: it ends in time, in words, and the connection is closed',
  async ({ speak, reason }) => {
    let closed = false;
    const server = await talk((socket) => {
      socket.once('data', () => speak(socket));
      socket.on('close', () => {
        closed = true;
      });
    });
    const stopwatch = startStopwatch();
    // What is told by its size may take its time on a busy machine; what is told by its time may not.
    const isTimed = /longer|answer within/.test(String(reason));
    const limits = isTimed
      ? { maxBytes: 2 ** 20, timeoutMs: 400, firstByteTimeoutMs: 200 }
      : { maxBytes: 2 ** 20, timeoutMs: 10_000, firstByteTimeoutMs: 10_000 };
    expect(await failure(server, limits)).toMatchObject({
      code: 'source_failed',
      message: expect.stringMatching(reason),
    });
    expect(stopwatch.ms()).toBeLessThan(10_000);
    await expect.poll(() => closed).toBe(true);
  },
);

test('a connection whose answer is of no use is closed, though the answer goes on', async () => {
  const heads = ['302 Found\r\nLocation: http://localhost/', '500 Oops', '200 OK\r\nContent-Type: video/mp4'];
  for (const head of heads) {
    let closed = false;
    const server = await talk((socket) => {
      socket.once('data', () =>
        pour(socket, { start: `HTTP/1.1 ${head}\r\n\r\n`, block: Buffer.alloc(65_536) }),
      );
      socket.on('close', () => {
        closed = true;
      });
    });
    await failure(server);
    await expect.poll(() => closed, { message: head }).toBe(true);
  }
});

test('what a server sends beyond the length that it named is left unread', async () => {
  const server = await talk((socket) => {
    socket.once('data', () =>
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nreadHTTP/1.1 200 OK',
      ),
    );
  });
  expect((await read(server)).text).toBe('read');
});

test('the signal ends a request at once, in each phase, with its own reason', async () => {
  const reason = new Error('cancelled');
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n';
  const phases: [name: string, options: Partial<FetchOptions>, talk: Parameters<typeof startTcpServer>[0]][] =
    [
      ['look-up', { resolve: () => new Promise(() => {}) }, () => {}],
      ['head', {}, () => {}],
      ['body', {}, (socket) => socket.write(head)],
    ];
  for (const [name, options, speak] of phases) {
    const server = await talk((socket) => void socket.once('data', () => speak(socket)));
    const origin = `http://wiki.example.org:${server.port}`;
    const controller = new AbortController();
    const fetching = fetchUrl(origin, {
      allow: [origin],
      resolve: async () => ['127.0.0.1'],
      ...options,
      connectTimeoutMs: 5000,
      signal: controller.signal,
    });
    const stopwatch = startStopwatch();
    setTimeout(() => controller.abort(reason), 50);
    await expect(fetching, name).rejects.toBe(reason);
    expect(stopwatch.ms()).toBeLessThan(1000);
  }
  const aborted = AbortSignal.abort(reason);
  await expect(fetchUrl('http://example.org/', { signal: aborted })).rejects.toBe(reason);
});

test('JSON is posted to the first address alone: a redirect is not followed', async () => {
  const got: string[] = [];
  const server = await serve((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      got.push(
        `${request.method} ${request.headers['content-type']} ${request.headers['content-length']} ${body}`,
      );
      if (request.url === '/moved')
        return void response.writeHead(307, { location: `${server.origin}/` }).end();
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  expect((await read(server, { body: '{"q":"é"}' })).text).toBe('{}');
  const moved = fetchUrl(`${server.origin}/moved`, { signal, allow: [server.origin], body: '{}' });
  await expect(moved).rejects.toMatchObject({
    code: 'source_failed',
    message: expect.stringMatching(/redirect/),
  });
  expect(got).toEqual(['POST application/json 10 {"q":"é"}', 'POST application/json 2 {}']);
});
