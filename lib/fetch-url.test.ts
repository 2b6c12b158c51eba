import { connect as netConnect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AppError } from './errors.ts';
import { forbiddenUrls } from './fetch-url/test-corpus.ts';
import { startCanary, startHttpServer, startTcpServer, type TestServer } from './fetch-url/test-servers.ts';
import { type FetchOptions, fetchUrl, isUnreachable } from './fetch-url.ts';

let canary: Awaited<ReturnType<typeof startCanary>>;
const servers: TestServer[] = [];

beforeAll(async () => {
  canary = await startCanary();
});
afterAll(() => canary.stop());
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

/** The ports are widened to the canary's, so that it is the address that must be refused. */
const widened = () => ({
  signal: new AbortController().signal,
  ports: [80, 443, canary.port],
  connectTimeoutMs: 500,
});

const failure = (url: string, options: Partial<FetchOptions> = {}): Promise<AppError> =>
  fetchUrl(url, { ...widened(), ...options }).then(
    (page) => Promise.reject(new Error(`was read: ${page.text.slice(0, 80)}`)),
    (thrown) => thrown,
  );

/** A public address that is really the server on loopback: the only double of the network. */
const asPublic = (server: TestServer, dialled: string[] = []): Pick<FetchOptions, 'resolve' | 'connect'> => ({
  resolve: async () => ['93.184.216.34'],
  connect: ({ addresses }) => {
    dialled.push(...addresses);
    return netConnect({ host: '127.0.0.1', port: server.port });
  },
});

test('no forbidden address is connected to, whatever it is spelled like and its name resolves to', async () => {
  const urls = forbiddenUrls(canary.port);
  expect(new Set(urls).size).toBeGreaterThanOrEqual(180);
  for (const resolved of [['127.0.0.1'], ['::1'], ['127.0.0.1', '::ffff:127.0.0.1', '0.0.0.0', '::']]) {
    for (const url of urls) {
      const error = await failure(url, { resolve: async () => resolved });
      expect([url, error.code, error instanceof AppError]).toEqual([url, 'source_failed', true]);
    }
  }
  expect(canary.connections()).toBe(0);
});

test('the canary is reached when the operator allowed its origin', async () => {
  const page = await fetchUrl(canary.origin, { ...widened(), allow: [canary.origin] });
  expect(page).toMatchObject({ status: 200, mediaType: 'text/plain', text: 'canary' });
  expect(canary.connections()).toBe(1);
});

test('an address that is open, closed, silent, unknown or forbidden gives one and the same error', async () => {
  const closed = await startHttpServer(() => {});
  await closed.stop();
  const ports = [80, 443, canary.port, closed.port];
  const silent = async () => new Promise<string[]>(() => {});
  const unknown = async () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
  const refusing = { ...asPublic(closed), ports };
  const errors = [
    await failure(`http://127.0.0.1:${canary.port}/`, { ports }),
    await failure(`http://127.0.0.1:${closed.port}/`, { ports }),
    await failure('http://localhost/'),
    await failure('http://wiki.example.org/', { resolve: silent, connectTimeoutMs: 50 }),
    await failure('http://wiki.example.org/', { resolve: unknown }),
    await failure('http://wiki.example.org/', { resolve: async () => [] }),
    await failure('http://wiki.example.org/', refusing),
    await failure('http://10.0.0.1/'),
  ];
  expect(
    new Set(errors.map(({ code, message, retryAfterSeconds }) => `${code} ${message} ${retryAfterSeconds}`))
      .size,
  ).toBe(1);
  expect(errors.map(isUnreachable)).toEqual(errors.map(() => true));
});

test('a name that means something else at the second look-up is looked up once and reaches nothing private', async () => {
  const before = canary.connections();
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain').end('public'),
  );
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answers = [['93.184.216.34'], ['127.0.0.1'], ['::1']];
    let asked = 0;
    const dialled: string[] = [];
    const page = await fetchUrl(`http://rebind.example.org:${canary.port}/${attempt}`, {
      ...widened(),
      ...asPublic(server, dialled),
      resolve: async () => answers[asked++] ?? [],
    });
    expect([page.text, asked, dialled]).toEqual(['public', 1, ['93.184.216.34']]);
  }
  expect(canary.connections()).toBe(before);
});

test('of an answer that mixes public and private addresses only the public ones are dialled', async () => {
  const before = canary.connections();
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain').end('public'),
  );
  const dialled: string[] = [];
  await fetchUrl(`http://mixed.example.org:${canary.port}/`, {
    ...widened(),
    ...asPublic(server, dialled),
    resolve: async () => [
      '127.0.0.1',
      '93.184.216.34',
      '::1',
      'fd00::1',
      '169.254.169.254',
      '2606:4700::1111',
    ],
  });
  expect(dialled).toEqual(['93.184.216.34', '2606:4700::1111']);
  expect(canary.connections()).toBe(before);
});

test('the real dialler connects to the addresses that were checked and looks nothing up itself', async () => {
  const before = canary.connections();
  const origin = `http://wiki.example.org:${canary.port}`;
  const page = await fetchUrl(origin, { ...widened(), allow: [origin], resolve: async () => ['127.0.0.1'] });
  expect([page.text, canary.connections()]).toEqual(['canary', before + 1]);
});

test('a local name is not looked up, whatever a resolver would say', async () => {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    return ['93.184.216.34'];
  };
  for (const name of ['localhost', 'app.localhost', 'db.internal.', 'printer.local', 'nas.lan', 'redis']) {
    expect([name, isUnreachable(await failure(`http://${name}/`, { resolve }))]).toEqual([name, true]);
  }
  expect(asked).toEqual([]);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect with %i to a private address or name is not followed',
  async (status) => {
    const before = canary.connections();
    const targets = [
      `http://127.0.0.1:${canary.port}/`,
      `http://[::1]:${canary.port}/`,
      `//127.0.0.1:${canary.port}/`,
      `http://2130706433:${canary.port}/`,
      `http://home.example.org:${canary.port}/`,
      `http://localhost:${canary.port}/`,
      `http://user:secret@127.0.0.1:${canary.port}/`,
      'http://home.example.org:6379/',
      'file:///etc/passwd',
      'http://',
    ];
    for (const location of targets) {
      const server = await serve((_request, response) => response.writeHead(status, { location }).end());
      const viaPublic = asPublic(server);
      const publicFirst = await failure(`http://start.example.org:${canary.port}/`, {
        ...viaPublic,
        resolve: async (name) => (name.startsWith('start') ? ['93.184.216.34'] : ['127.0.0.1']),
      });
      const operatorFirst = await failure(server.origin, {
        allow: [server.origin],
        resolve: async () => ['127.0.0.1'],
      });
      expect([location, publicFirst.code, operatorFirst.code]).toEqual([
        location,
        'source_failed',
        'source_failed',
      ]);
    }
    expect(canary.connections()).toBe(before);
  },
);

test('a public page cannot redirect to an origin that the operator allowed', async () => {
  const before = canary.connections();
  const location = `${canary.origin}/`;
  const server = await serve((_request, response) => response.writeHead(302, { location }).end());
  const error = await failure(`http://start.example.org:${canary.port}/`, {
    ...asPublic(server),
    allow: [canary.origin],
  });
  expect([isUnreachable(error), canary.connections()]).toEqual([true, before]);
});

test('a site that redirects to itself is looked up again, and refused when its name has come home', async () => {
  const before = canary.connections();
  const server = await serve((_request, response) => response.writeHead(302, { location: '/next' }).end());
  const answers = [['93.184.216.34'], ['127.0.0.1']];
  const error = await failure(`http://rebind.example.org:${canary.port}/`, {
    ...asPublic(server),
    resolve: async () => answers.shift() ?? [],
  });
  expect([isUnreachable(error), canary.connections()]).toEqual([true, before]);
});

test('redirects within a site are followed, five at most', async () => {
  const server = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) return response.setHeader('content-type', 'text/plain').end('arrived');
    return response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  const allow = [server.origin];
  const page = await fetchUrl(`${server.origin}/5`, { ...widened(), allow });
  expect([page.text, page.url]).toEqual(['arrived', `${server.origin}/0`]);
  expect((await failure(`${server.origin}/6`, { allow })).message).toMatch(/more than 5 times/);
});

test('a page that reloads itself elsewhere by meta refresh is a page and nothing more', async () => {
  const before = canary.connections();
  const html = `<meta http-equiv="refresh" content="0;url=${canary.origin}/"><p>Moved</p>`;
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/html').end(html),
  );
  const page = await fetchUrl(server.origin, { ...widened(), allow: [server.origin] });
  expect([page.text, canary.connections()]).toEqual([html, before]);
});

test('headers of the caller go to the first origin only', async () => {
  const seen: (string | undefined)[] = [];
  const last = await serve((request, response) => {
    seen.push(request.headers['x-key'] as string | undefined);
    response.setHeader('content-type', 'text/plain').end('end');
  });
  const options: FetchOptions = { ...widened(), ...asPublic(last), headers: { 'x-key': 'secret' } };
  const first = await serve((request, response) => {
    seen.push(request.headers['x-key'] as string | undefined);
    response.writeHead(302, { location: `http://other.example.org:${canary.port}/` }).end();
  });
  let dials = 0;
  await fetchUrl(`http://first.example.org:${canary.port}/`, {
    ...options,
    connect: () => netConnect({ host: '127.0.0.1', port: dials++ === 0 ? first.port : last.port }),
  });
  expect(seen).toEqual(['secret', undefined]);
});

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
    const page = await fetchUrl(server.origin, { ...widened(), allow: [server.origin] });
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
    expect((await failure(server.origin, { allow: [server.origin] })).message).toMatch(message);
  }
  const busy = await serve((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
  expect((await failure(busy.origin, { allow: [busy.origin] })).retryAfterSeconds).toBe(7);
  const later = new Date(Date.now() + 90_000).toUTCString();
  const down = await serve((_request, response) => response.writeHead(503, { 'retry-after': later }).end());
  const { retryAfterSeconds } = await failure(down.origin, { allow: [down.origin] });
  expect(retryAfterSeconds).toBeGreaterThan(80);
  expect(retryAfterSeconds).toBeLessThanOrEqual(91);
});

test('what is asked for decides which types are read', async () => {
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<p>Sign in'),
  );
  const error = await failure(server.origin, { allow: [server.origin], accept: ['application/json'] });
  expect(error.message).toMatch(/answered text\/html where application\/json was expected/);
});

test('an endless, slow, silent, oversized, lying or broken answer ends in time, and its connection is closed', async () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
  const bomb = gzipSync(Buffer.alloc(20 * 2 ** 20));
  const block = Buffer.alloc(64 * 1024, 'a');
  const answers: [name: string, talk: Parameters<typeof startTcpServer>[0], message: RegExp][] = [
    [
      'endless chunks',
      (socket) =>
        pour(socket, {
          start: `${head}Transfer-Encoding: chunked\r\n\r\n`,
          block: Buffer.concat([Buffer.from('10000\r\n'), block, Buffer.from('\r\n')]),
        }),
      /larger than 1 MB/,
    ],
    ['endless bytes', (socket) => pour(socket, { start: `${head}\r\n`, block }), /larger than 1 MB/],
    [
      'gzip bomb',
      (socket) => socket.end(Buffer.concat([Buffer.from(`${head}Content-Encoding: gzip\r\n\r\n`), bomb])),
      /larger than 1 MB/,
    ],
    [
      'endless empty gzip members',
      (socket) =>
        pour(socket, {
          start: `${head}Content-Encoding: gzip\r\n\r\n`,
          block: Buffer.concat(Array(2000).fill(gzipSync(''))),
        }),
      /larger than 1 MB/,
    ],
    [
      'announced too large',
      (socket) => socket.write(`${head}Content-Length: 99999999\r\n\r\n`),
      /larger than 1 MB/,
    ],
    ['one byte at a time', (socket) => drip(socket, `${head}\r\n`), /took longer than 0.4 s/],
    [
      'headers byte by byte',
      (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-A: '),
      /did not answer within 0.2 s/,
    ],
    [
      'endless headers',
      (socket) =>
        pour(socket, { start: 'HTTP/1.1 200 OK\r\n', block: Buffer.from(`X-A: ${'a'.repeat(1000)}\r\n`) }),
      /too long a header/,
    ],
    [
      'endless interim answers',
      (socket) =>
        pour(socket, { start: '', block: Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)) }),
      /did not answer within|could not be read|took longer/,
    ],
    ['silence', () => {}, /did not answer within 0.2 s/],
    ['promised more', (socket) => socket.end(`${head}Content-Length: 100\r\n\r\nshort`), /broke off/],
    [
      'unfinished chunks',
      (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n`),
      /broke off/,
    ],
    ['no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), /did not answer in HTTP/],
    ['nothing', (socket) => socket.end(), /broke the connection off|without an answer/],
    [
      'another protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
      /./,
    ],
  ];
  for (const [name, speak, message] of answers) {
    let closed = false;
    const server = await talk((socket) => {
      socket
        .once('data', () => speak(socket))
        .on('close', () => {
          closed = true;
        });
    });
    const startedAt = performance.now();
    const error = await failure(server.origin, {
      allow: [server.origin],
      maxBytes: 2 ** 20,
      timeoutMs: 400,
      firstByteTimeoutMs: 200,
    });
    expect([name, error.code, error.message]).toEqual([
      name,
      'source_failed',
      expect.stringMatching(message),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await expect.poll(() => closed, { message: name }).toBe(true);
  }
});

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
    await failure(server.origin, { allow: [server.origin] });
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
  expect((await fetchUrl(server.origin, { ...widened(), allow: [server.origin] })).text).toBe('read');
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
      ...widened(),
      allow: [origin],
      resolve: async () => ['127.0.0.1'],
      ...options,
      connectTimeoutMs: 5000,
      signal: controller.signal,
    });
    const startedAt = performance.now();
    setTimeout(() => controller.abort(reason), 50);
    await expect(fetching, name).rejects.toBe(reason);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  }
  const aborted = AbortSignal.abort(reason);
  await expect(fetchUrl('http://example.org/', { signal: aborted })).rejects.toBe(reason);
});

function pour(socket: Socket, { start, block }: { start: string; block: Buffer }): void {
  socket.write(start);
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  more();
}

function drip(socket: Socket, start: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write('a'), 20);
  socket.on('close', () => clearInterval(timer));
}
