import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AppError, causesOf } from '#lib/errors.ts';
import { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { startCanary, startHttpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { describeSource } from './source.contract.ts';
import type { Source } from './source.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

type Asked = { url: string; body: string; headers: IncomingMessage['headers'] };
type Answer = { body: string; type?: string; status?: number };

export type ServiceUnderTest = {
  /** The source where its service is at `origin`; the test's key, if it takes one, is `key`. */
  source(origin: string, options: Partial<WebApiOptions> & { fetchPage: typeof fetchUrl }): Source;
  /** What its service answers in its documented form; to a search with three results or more. */
  answer(asked: Asked): Answer;
  /** The same where nothing is found. */
  empty(asked: Asked): Answer;
  query: string;
  key?: string;
  /** What the service answers where a key is refused. */
  refused?: Answer;
  /** Its answers as XML are not changed field by field. */
  isXml?: true;
};

const unanswerable = 'zxqvunanswerable';
const hostile = `</title><script>alert(1)</script>\u202e\u0000\u200b[x](javascript:alert(1)) \ud800 ${'é'.repeat(5000)}`;

/** What is promised of a source that asks a service of the web, over real HTTP; beside what every source promises. */
export function describeService(given: ServiceUnderTest): void {
  const { query, key } = given;
  let server: TestServer;
  let asked: Asked[] = [];
  let respond: (asked: Asked, response: ServerResponse) => void;
  let clock = 0;
  const failures: unknown[] = [];

  const send = (response: ServerResponse, { body, type = 'application/json', status = 200 }: Answer) =>
    void response.writeHead(status, { 'content-type': type }).end(body);
  const well = (one: Asked, response: ServerResponse) => {
    const words = decodeURIComponent(one.url.replaceAll('+', ' ')) + one.body;
    send(response, words.includes(unanswerable) ? given.empty(one) : given.answer(one));
  };

  beforeAll(async () => {
    server = await startHttpServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const url = request.url ?? '';
        if (url.startsWith('/the-page?')) {
          const html = `<main><h1>A page</h1><p>This page stands at its address.</p></main>`;
          send(response, { body: html, type: 'text/html; charset=utf-8' });
          return;
        }
        const one = { url, body, headers: request.headers };
        asked.push(one);
        respond(one, response);
      });
    });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    asked = [];
    respond = well;
    clock = Date.parse('2026-11-29T12:00:00Z');
  });

  /** Pages of the web are read from the same server, whatever their address. */
  const fetchPage: typeof fetchUrl = (url, options) =>
    fetchUrl(`${server.origin}/the-page?${encodeURIComponent(url)}`, { ...options, allow: [server.origin] });
  const make = (options: Partial<WebApiOptions> = {}, origin = server.origin) =>
    given.source(origin, { pauseMs: 0, now: () => clock, fetchPage, ...options });
  const search = (source: Source, options: { signal?: AbortSignal; limit?: number; query?: string } = {}) =>
    source.search(options.query ?? query, {
      signal: options.signal ?? new AbortController().signal,
      limit: options.limit ?? 5,
    });
  const failure = async (source: Source): Promise<AppError> => {
    const thrown = await search(source).then(
      (hits) => Promise.reject(new Error(`it answered ${JSON.stringify(hits)}`)),
      (reason) => reason,
    );
    failures.push(thrown);
    return thrown;
  };

  describeSource({
    source: () => make(),
    query,
    unanswerable,
    unreachable: () => make({}, 'http://127.0.0.1:9'),
  });

  describe('as every source over a service', () => {
    test('an aborted search ends within a second, with the reason of its signal', async () => {
      respond = () => {};
      const controller = new AbortController();
      const searching = search(make(), { signal: controller.signal });
      await expect.poll(() => asked.length, { timeout: 30_000 }).toBeGreaterThan(0);
      const stopwatch = startStopwatch();
      controller.abort(new Error('cancelled'));
      await expect(searching).rejects.toThrow('cancelled');
      expect(stopwatch.ms()).toBeLessThan(1000);
    });

    test('a search without words asks nobody', async () => {
      expect(await search(make(), { query: '?!' })).toEqual([]);
      expect(asked).toEqual([]);
    });

    test('what was asked a moment ago is not asked again, by whatever job', async () => {
      const source = make();
      const hits = await search(source);
      const before = asked.length;
      expect(await search(source)).toEqual(hits);
      expect(asked).toHaveLength(before);
      clock += 3_600_000;
      await search(source);
      expect(asked.length).toBeGreaterThan(before);
    });

    test('the service learns who asks', async () => {
      await search(make());
      expect(asked[0]?.headers['user-agent']).toMatch(/^IntentUI-Research\/[\d.]+ \(/);
      const sent = asked.map(({ url, body, headers }) => url + body + JSON.stringify(headers)).join('\n');
      if (key) expect(sent).toContain(key);
    });

    test.runIf(given.refused)(
      'a key that is refused is told with its setting, and not tried again',
      async () => {
        respond = (_, response) => send(response, given.refused as Answer);
        const source = make();
        expect(await failure(source)).toMatchObject({
          code: 'source_unavailable',
          message: expect.stringMatching(/refused the key: correct [A-Z_]+ and start again/),
        });
        const before = asked.length;
        await failure(source);
        expect(asked).toHaveLength(before);
      },
    );

    test('401 is a failure in words', async () => {
      respond = (_, response) => send(response, { body: '{"message":"no"}', status: 401 });
      expect((await failure(make())).code).toMatch(/^source_(?:failed|unavailable)$/);
    });

    test('429 with a short Retry-After: the next request waits for it', async () => {
      const times: number[] = [];
      respond = (one, response) => {
        times.push(performance.now());
        if (times.length > 1) return well(one, response);
        response.writeHead(429, { 'retry-after': '1' }).end();
      };
      const source = make({ now: () => Date.now() });
      expect(await failure(source)).toMatchObject({ code: 'source_failed', retryAfterSeconds: 1 });
      expect((await search(source)).length).toBeGreaterThan(0);
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(950);
    });

    test('429 with a long Retry-After: it is left alone that long, and asked again after it', async () => {
      respond = (_, response) => void response.writeHead(429, { 'retry-after': '120' }).end();
      const source = make();
      const until = { code: 'source_unavailable', nextTryAt: new Date(clock + 120_000) };
      expect(await failure(source)).toMatchObject(until);
      clock += 119_000;
      expect(await failure(source)).toMatchObject({ code: 'source_unavailable' });
      expect(asked).toHaveLength(1);
      respond = well;
      clock += 1000;
      expect((await search(source)).length).toBeGreaterThan(0);
    });

    test('500 is a failure that may pass', async () => {
      respond = (_, response) => send(response, { body: 'oops', type: 'text/plain', status: 500 });
      expect(await failure(make())).toMatchObject({
        code: 'source_failed',
        message: expect.stringMatching(/answered 500/),
        retryable: true,
      });
    });

    test('a service that hangs is given up in time', async () => {
      respond = () => {};
      expect(await failure(make({ timeoutMs: 200 }))).toMatchObject({ code: 'source_failed' });
    });

    test.each([
      ['half an answer', (body: string) => body.slice(0, body.length / 2), undefined],
      ['nothing', () => '', undefined],
      ['another form', () => '{"results":"none","data":7,"items":{},"query":[]}', 'application/json'],
      ['a list of nonsense', () => '[1,2,3]', 'application/json'],
      ['null', () => 'null', 'application/json'],
      ['a page in place of data', () => '<h1>Sign in</h1>', 'text/html'],
    ])('malformed: %s is a failure in words', async (_name, spoil, type) => {
      respond = (one, response) => {
        const answer = given.answer(one);
        send(response, { ...answer, body: spoil(answer.body), ...(type && { type }) });
      };
      expect(await failure(make())).toMatchObject({
        code: 'source_failed',
        message: expect.stringMatching(/could not be understood|where .* was expected/),
      });
    });

    test('50 MB are not read', async () => {
      let sent = 0;
      respond = (one, response) => {
        response.writeHead(200, { 'content-type': given.answer(one).type ?? 'application/json' });
        const block = Buffer.alloc(1 << 20, ' ');
        const more = () => {
          while (sent < 50 && !response.destroyed) {
            sent += 1;
            if (!response.write(block)) return void response.once('drain', more);
          }
          response.end('{}');
        };
        more();
      };
      expect(await failure(make())).toMatchObject({ message: expect.stringMatching(/larger than/) });
      expect(sent).toBeLessThan(50);
    });

    test.skipIf(given.isXml)('fields that nobody knows yet, and null, change nothing', async () => {
      const plain = await search(make());
      respond = (one, response) => {
        const answer = given.answer(one);
        const grown = changed(JSON.parse(answer.body), (value) =>
          isRecord(value) ? { ...value, brand_new: { a: [1, null, { b: 'c' }] }, other_new: null } : value,
        );
        send(response, { ...answer, body: JSON.stringify(grown) });
      };
      expect(await search(make())).toEqual(plain);
    });

    test.skipIf(given.isXml)('one odd result costs only itself', async () => {
      const plain = await search(make(), { limit: 3 });
      respond = (one, response) => {
        const answer = given.answer(one);
        const odd = changed(JSON.parse(answer.body), (value) =>
          Array.isArray(value) && value.length > 2 && value.every(isRecord) ? [null, 7, {}, ...value] : value,
        );
        send(response, { ...answer, body: JSON.stringify(odd) });
      };
      const hits = await search(make(), { limit: 3 });
      expect(hits.map(({ url }) => url)).toEqual(plain.map(({ url }) => url));
    });

    test.skipIf(given.isXml)('hostile words arrive as one harmless line', async () => {
      respond = (one, response) => {
        const answer = given.answer(one);
        const spoilt = changed(JSON.parse(answer.body), (value) =>
          typeof value === 'string' && value.includes(' ') ? `${value} ${hostile}` : value,
        );
        send(response, { ...answer, body: JSON.stringify(spoilt) });
      };
      const hits = await search(make());
      expect(hits.length).toBeGreaterThan(0);
      for (const { title, snippet } of hits) {
        expect(`${title}\n${snippet}`.isWellFormed()).toBe(true);
        expect(`${title}${snippet}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u200b]/u);
        expect(title.length).toBeLessThanOrEqual(200);
        expect(snippet.length).toBeLessThanOrEqual(500);
      }
    });

    test.skipIf(given.isXml)('addresses that no browser should open are no hits', async () => {
      const addresses = ['javascript:alert(1)', 'file:///etc/passwd', 'http://a:b@c.example/', 'data:,x', ''];
      let at = 0;
      respond = (one, response) => {
        const answer = given.answer(one);
        const spoilt = changed(JSON.parse(answer.body), (value) => {
          if (typeof value !== 'string' || !/^https?:/.test(value)) return value;
          at += 1;
          return addresses[at % addresses.length];
        });
        send(response, { ...answer, body: JSON.stringify(spoilt) });
      };
      const hits = await search(make()).catch(() => []);
      for (const { url } of hits) {
        const { protocol, username, password } = new URL(url);
        expect([protocol.replace('s:', ':'), username, password]).toEqual(['http:', '', '']);
      }
    });

    test('where it redirects to a private address nothing is sent', async () => {
      const canary = await startCanary();
      respond = (_, response) =>
        void response.writeHead(302, { location: `http://127.0.0.1:${canary.port}/` }).end();
      expect((await failure(make())).code).toMatch(/^source_(?:failed|unavailable)$/);
      expect(canary.connections()).toBe(0);
      await canary.stop();
    });

    test('a hit at a private address is not opened', async () => {
      const canary = await startCanary();
      const url = `http://127.0.0.1:${canary.port}/wiki/x`;
      const source = given.source(server.origin, { pauseMs: 0, fetchPage: fetchUrl });
      const hit = { url, title: 'x', snippet: '', score: 1, passages: [] };
      await source.read(hit, { signal: new AbortController().signal }).catch(() => {});
      expect(canary.connections()).toBe(0);
      await canary.stop();
    });

    test('no failure tells a key', () => {
      expect(failures.length).toBeGreaterThan(8);
      const told = failures.flatMap((thrown) =>
        [...causesOf(thrown)].map((error) => `${error.message}\n${error.stack}\n${JSON.stringify(error)}`),
      );
      if (key) expect(told.join('\n')).not.toContain(key);
    });
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of JSON in which each value, the inner ones first, was changed. */
function changed(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return change(value.map((member) => changed(member, change)));
  if (!isRecord(value)) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changed(one, change)])));
}
