import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHttpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { describeService } from './service.contract.ts';
import { wikipediaSource } from './wikipedia.ts';

const answer = (name: string) =>
  readFileSync(path.join(import.meta.dirname, 'fixtures', `wikipedia-${name}.json`), 'utf8');
const { signal } = new AbortController();

let server: TestServer;
let asked: URLSearchParams[] = [];
let respond: (parameters: URLSearchParams) => { body: string; type?: string; status?: number };

beforeEach(async () => {
  asked = [];
  respond = (parameters) => ({ body: answer(parameters.has('srsearch') ? 'search' : 'article') });
  server = await startHttpServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    if (url.pathname !== '/w/api.php') return response.writeHead(404).end();
    asked.push(url.searchParams);
    const { body, type = 'application/json; charset=utf-8', status = 200 } = respond(url.searchParams);
    return response.writeHead(status, { 'content-type': type }).end(body);
  });
});
afterEach(() => server.stop());

const source = () => wikipediaSource({ WIKIPEDIA_URL: server.origin, CONTACT: undefined });

test('a question is searched for by its words; hits name the article and say why it fits', async () => {
  const hits = await source().search('How does "tidal power" work?', { signal, limit: 2 });
  expect(asked.map((parameters) => parameters.get('srsearch'))).toEqual(['tidal power work']);
  expect(hits).toEqual([
    {
      url: `${server.origin}/wiki/Tidal_power`,
      title: 'Tidal power',
      snippet:
        'Tidal power turns the movement of the tides into electricity. Of all renewable sources it is "the most predictable"',
      score: 1,
      passages: [],
    },
    {
      url: `${server.origin}/wiki/Tidal_barrage`,
      title: 'Tidal barrage',
      snippet:
        'A tidal barrage is a dam-like structure that captures energy from water flowing in & out of a bay',
      score: 0.5,
      passages: [],
    },
  ]);
});

test('any title survives the way through an address', async () => {
  const hits = await source().search('tidal', { signal, limit: 5 });
  const odd = hits.find(({ title }) => title.startsWith('AC/DC'));
  await source().read(odd ?? expect.fail(), { signal });
  expect(asked.at(-1)?.get('titles')).toBe("AC/DC: C'est la vie, 100% (2nd edition)");
});

test('where no article has all the words, one that has most of them in title and snippet is taken', async () => {
  respond = (parameters) => ({
    body: answer(parameters.get('srsearch')?.includes(' OR ') ? 'search' : 'empty'),
  });
  const hits = await source().search('Do tidal barrages capture energy?', { signal, limit: 5 });
  expect(asked.map((parameters) => parameters.get('srsearch'))).toEqual([
    'tidal barrages capture energy',
    'tidal OR barrages OR capture OR energy',
  ]);
  expect(hits.map(({ title }) => title)).toEqual(['Tidal barrage']);
});

test('a question without words, and one that nothing fits, have no hits', async () => {
  respond = () => ({ body: answer('empty') });
  expect(await source().search('?', { signal, limit: 5 })).toEqual([]);
  expect(asked).toEqual([]);
  expect(await source().search('zxqv', { signal, limit: 5 })).toEqual([]);
});

test('an article is read as text whose heading is its title', async () => {
  const url = `${server.origin}/wiki/Tidal_power`;
  const page = await source().read(
    { url, title: 'Tidal power', snippet: '', score: 1, passages: [] },
    { signal },
  );
  expect(asked[0]?.get('titles')).toBe('Tidal power');
  expect(page).toMatchObject({ url, title: 'Tidal power' });
  expect(page.text).toMatch(/^# Tidal power\n\nTidal power turns the movement/);
  expect(page.text).not.toMatch(/See also|Official website|<|https?:/);
});

test('a hit decides about a title only, never about where a request goes', async () => {
  let reached = 0;
  const counting = await startHttpServer((_request, response) => {
    reached += 1;
    response.end();
  });
  const hit = { url: `${counting.origin}/wiki/Tidal_power`, title: 'x', snippet: '', score: 1, passages: [] };
  await source().read(hit, { signal });
  await expect(source().read({ ...hit, url: counting.origin }, { signal })).rejects.toMatchObject({
    code: 'source_failed',
  });
  await expect(
    source().read({ ...hit, url: `${counting.origin}/wiki/%E0%A4%A` }, { signal }),
  ).rejects.toMatchObject({ code: 'source_failed' });
  expect([reached, asked.length]).toEqual([0, 1]);
  await counting.stop();
});

test.each([
  ['a page instead of data', () => ({ body: '<h1>Sign in</h1>', type: 'text/html' }), /answered text\/html/],
  ['a page that says it is data', () => ({ body: '<h1>Sign in</h1>' }), /could not be understood/],
  ['data of another kind', () => ({ body: '{"query":{"search":"none"}}' }), /could not be understood/],
  ['a fault with status 200', () => ({ body: answer('fault') }), /Waiting for a database server/],
  ['a fault of the server', () => ({ body: '', status: 503 }), /answered 503 Service Unavailable/],
  ['a refusal', () => ({ body: '', status: 403 }), /answered 403 Forbidden/],
])('%s is a failure that is told in words', async (_name, answering, reason) => {
  respond = answering;
  const search = source().search('tidal power', { signal, limit: 3 });
  await expect(search).rejects.toMatchObject({
    code: 'source_failed',
    message: expect.stringMatching(reason),
  });
});

test('an article that is gone is a failure', async () => {
  respond = () => ({ body: answer('missing') });
  const hit = { url: `${server.origin}/wiki/Nosuchthing`, title: '', snippet: '', score: 1, passages: [] };
  await expect(source().read(hit, { signal })).rejects.toMatchObject({ code: 'source_failed' });
});

test('an aborted search stops with the reason of its signal', async () => {
  const reason = new Error('cancelled');
  const aborted = AbortSignal.abort(reason);
  await expect(source().search('tidal power', { signal: aborted, limit: 3 })).rejects.toBe(reason);
  const hit = { url: `${server.origin}/wiki/X`, title: '', snippet: '', score: 1, passages: [] };
  await expect(source().read(hit, { signal: aborted })).rejects.toBe(reason);
  expect(asked).toEqual([]);
});

test('a question is looked for in the edition of its language, in English where that has nothing', async () => {
  const seen: string[] = [];
  const edition = (empty: boolean) =>
    startHttpServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://x');
      seen.push(searchParams.get('srsearch') ?? `read ${searchParams.get('titles')}`);
      const name = searchParams.has('titles') ? 'article' : empty ? 'empty' : 'search';
      response.setHeader('content-type', 'application/json').end(answer(name));
    });
  const [german, english] = [await edition(true), await edition(false)];
  const reached: string[] = [];
  const fetching = (language: string) => {
    reached.push(language);
    return language === 'de' ? german.origin : english.origin;
  };
  const open = (WIKIPEDIA_URL?: string) =>
    wikipediaSource({ WIKIPEDIA_URL, CONTACT: undefined }, { editionAt: fetching, mayBePrivate: true });
  const options = { signal, limit: 3, language: 'de' };
  const found = await open().search('Gezeitenkraftwerk Wirkungsgrad', options);
  expect(seen).toEqual(['Gezeitenkraftwerk Wirkungsgrad', 'Gezeitenkraftwerk Wirkungsgrad']);
  expect(found[0]?.url).toBe(`${english.origin}/wiki/Tidal_power`);
  seen.length = 0;
  reached.length = 0;
  await open().search('how do tidal barrages capture energy', options);
  expect(reached).not.toContain('de');
  seen.length = 0;
  await open().read({ ...(found[0] ?? expect.fail()), url: `${german.origin}/wiki/Ebbe` }, { signal });
  expect(seen).toEqual(['read Ebbe']);
  await Promise.all([german.stop(), english.stop()]);
});

describeService({
  source: (WIKIPEDIA_URL, options) => wikipediaSource({ WIKIPEDIA_URL, CONTACT: undefined }, options),
  query: 'tidal',
  answer: ({ url }) => ({ body: answer(url.includes('titles=') ? 'article' : 'search') }),
  empty: () => ({ body: answer('empty') }),
});
