import { connect as netConnect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AppError, isAppError } from '#lib/errors.ts';
import { forbiddenUrls } from '#lib/testing/hostile-addresses.ts';
import { startCanary, startHttpServer, startTcpServer, type TestServer } from '#lib/testing/web-servers.ts';
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
      expect([url, error.code, isAppError(error)]).toEqual([url, 'source_failed', true]);
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

test('an https address behind which nobody speaks TLS counts as not reached', async () => {
  const server = await startTcpServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'));
  servers.push(server);
  const error = await failure('https://wiki.example.org/', asPublic(server));
  expect([error.code, isUnreachable(error)]).toEqual(['source_failed', true]);
});

test('a name that the operator allowed is looked up by the system', async () => {
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain').end('mirror'),
  );
  const origin = `http://localhost:${server.port}`;
  expect((await fetchUrl(origin, { ...widened(), allow: [origin] })).text).toBe('mirror');
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
