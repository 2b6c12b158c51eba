import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { FetchedPage } from '#lib/fetch-url/fetch-url.ts';
import { describeSource } from '#lib/sources/source.contract.ts';
import type { Source, SourceThatIsOff } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import {
  encodedTwice,
  type Misbehave,
  startMcpServer,
  type TestMcpServer,
} from '#lib/testing/mcp-http-server.ts';
import { createMcpServers, type McpServers } from './index.ts';

const { signal } = new AbortController();
const asking = { signal, limit: 5 };
const stopping: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((one) => one.stop()));
});

const results = [
  {
    title: 'Tidal\u0007 power',
    link: 'https://a.example/tides',
    content: 'Barrages hold water back.',
    media: 'm',
  },
  {
    title: 'Turbines',
    link: 'https://b.example/turbines',
    content: 'Turbines turn both ways.',
    refer: 'ref_2',
  },
  { title: 'Script', link: 'javascript:alert(1)', content: 'No address at all.', refer: 'ref_3' },
];
const pages: Record<string, string> = {
  'https://a.example/tides':
    '<title>Tides</title><main><h1>Tides</h1><p>Tidal barrages have sluices.</p></main>',
};
const fetchPage = async (url: string): Promise<FetchedPage> => {
  const text = pages[url];
  if (!text) throw new AppError('source_failed', 'The page answered 403 Forbidden.');
  return { url, status: 200, mediaType: 'text/html', text };
};

function zai(
  url: string,
  key = 'key-of-the-test',
): { servers: McpServers; source: Source; logged(): string } {
  const { log, text } = createTestLog();
  const config = readConfig({ ZAI_API_KEY: key, ZAI_BASE_URL: url });
  const servers = createMcpServers({ config, log, fetchPage, limits: { callMs: 30_000 } });
  stopping.push(servers);
  return { servers, source: servers.sources().at(-1) as Source, logged: text };
}

async function serving(options: Parameters<typeof startMcpServer>[0] = {}): Promise<TestMcpServer> {
  const server = await startMcpServer({ text: () => encodedTwice(results), ...options });
  stopping.push(server);
  return server;
}

test('without a key it is off, and says how to have it', () => {
  const servers = createMcpServers({ config: readConfig({}), log: createTestLog().log });
  const off = servers.sources().at(-1) as SourceThatIsOff;
  expect(off).toMatchObject({ id: 'zai-web-search', off: 'Set ZAI_API_KEY to have it.' });
});

test('results that are encoded twice are hits; pages are read, and a page that is not is told by its hit', async () => {
  const server = await serving();
  const { source, logged } = zai(server.origin);
  const hits = await source.search('tidal power', asking);
  expect(hits.map(({ url, title, snippet }) => [url, title, snippet])).toEqual([
    ['https://a.example/tides', 'Tidal power', 'Barrages hold water back.'],
    ['https://b.example/turbines', 'Turbines', 'Turbines turn both ways.'],
    ['mcp://zai-web-search/search?query=tidal%20power#3', 'Script', 'No address at all.'],
  ]);
  expect(server.calls).toEqual([{ name: 'web_search_prime', args: { search_query: 'tidal power' } }]);
  expect(server.requests.every(({ authorization }) => authorization === 'Bearer key-of-the-test')).toBe(true);
  const [read, unread] = await Promise.all(hits.map((hit) => source.read(hit, { signal })));
  expect(read).toMatchObject({
    title: 'Tides',
    text: expect.stringContaining('Tidal barrages have sluices.'),
  });
  expect(unread).toMatchObject({
    title: 'Turbines (as the search describes it)',
    text: 'Turbines turn both ways.\n',
  });
  expect(logged()).toContain('The page answered 403 Forbidden.');
});

test('the tool may have the name that the documentation says', async () => {
  const inputSchema = { type: 'object', properties: { search_query: { type: 'string' } } };
  const server = await serving({ tools: [{ name: 'webSearchPrime', inputSchema }] });
  expect(await zai(server.origin).source.search('x', asking)).toHaveLength(3);
  expect(server.calls[0]?.name).toBe('webSearchPrime');
});

test.each(['[]', '"[]"', '', '""'])('the empty answer %s is no hit and no failure', async (text) => {
  const server = await serving({ text: () => text });
  expect(await zai(server.origin).source.search('x', asking)).toEqual([]);
});

test('a key that is refused is told, never shown, and not tried again in a loop', async () => {
  const server = await serving({ misbehave: refuse(401) });
  const { source, logged } = zai(server.origin);
  const error = await source.search('x', asking).catch((thrown) => thrown);
  expect(error).toMatchObject({
    code: 'source_unavailable',
    message: 'ZAI_API_KEY was refused: correct it and start again (401).',
  });
  const before = server.requests.length;
  await expect(source.search('y', asking)).rejects.toThrow('was not asked: ZAI_API_KEY was refused');
  expect(server.requests.length).toBe(before);
  expect(logged() + error.message).not.toContain('key-of-the-test');
});

test('a short wait that it asks for is passed on; for a long one it is left alone', async () => {
  let wait = '3';
  const server = await serving({
    misbehave: (message, response) =>
      message.method === 'tools/call' &&
      refuse(429, { 'retry-after': wait })(message, response, null as never),
  });
  const { source } = zai(server.origin);
  await expect(source.search('x', asking)).rejects.toMatchObject({
    code: 'source_failed',
    retryAfterSeconds: 3,
    message: 'Z.AI web search is limiting requests (429): 3 s.',
  });
  wait = '300';
  await expect(source.search('x', asking)).rejects.toMatchObject({ code: 'source_unavailable' });
  await expect(source.search('x', asking)).rejects.toThrow('was not asked');
  expect(server.calls).toHaveLength(2);
});

describe('as a source', () => {
  let server: TestMcpServer | undefined;
  describeSource({
    source: () => {
      const started = startMcpServer({
        text: ({ search_query: query }) => (query === 'xyzzy' ? '[]' : encodedTwice(results)),
      });
      return later(async () => {
        server = await started;
        stopping.push(server);
        return zai(server.origin).source;
      });
    },
    query: 'tidal power',
    unanswerable: 'xyzzy',
    unreachable: () =>
      later(async () => {
        server = await serving({ misbehave: refuse(500) });
        return zai(server.origin).source;
      }),
  });
});

/** A source whose server is still being started. */
function later(start: () => Promise<Source>): Source {
  let started: Promise<Source> | undefined;
  const source = () => {
    started ??= start();
    return started;
  };
  return {
    id: 'zai-web-search',
    name: 'Z.AI web search',
    search: async (query, options) => (await source()).search(query, options),
    read: async (hit, options) => (await source()).read(hit, options),
  };
}

function refuse(status: number, headers: Record<string, string> = {}): Misbehave {
  return (_message, response) => {
    response.writeHead(status, headers).end('{"error":{"message":"no"}}');
    return true;
  };
}
