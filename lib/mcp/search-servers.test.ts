import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { describeSource } from '#lib/sources/source.contract.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { sendEvent, startMcpServer, type TestMcpServer } from '#lib/testing/mcp-http-server.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import type { ToolAnswer } from './connection.ts';
import { createMcpServers } from './index.ts';

const { signal } = new AbortController();
const stopping: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
});

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as {
    tool: { name: string; inputSchema: unknown };
    answers: Record<string, ToolAnswer>;
  };

/** A web of which each page says its own address. */
const web: typeof fetchUrl = async (url, { signal }) => {
  signal.throwIfAborted();
  const text = `<html><head><title>The page</title></head><body><main><p>What stands at ${url}, in full: autovacuum waits for fifty rows and a fifth of the table.</p></main></body></html>`;
  return { url, mediaType: 'text/html', text } as Awaited<ReturnType<typeof fetchUrl>>;
};

/** A server at an address that answers what is given, as a source. */
async function sourceThat(
  answer: (args: Record<string, unknown>, tool: string) => unknown,
  {
    tools = [
      { name: 'search', inputSchema: { type: 'object', properties: { query: { type: 'string' } } } },
    ] as unknown[],
    allowed = ['search'],
    fetchPage = web as typeof fetchUrl | undefined,
    limits = {},
  } = {},
): Promise<{ source: Source; server: TestMcpServer; stop: () => Promise<void> }> {
  const server = await startMcpServer({
    tools,
    misbehave: ({ id, method, params }, response) => {
      if (method !== 'tools/call') return false;
      const result = answer(params?.arguments ?? {}, params?.name ?? '');
      if (result !== undefined) sendEvent(response, { jsonrpc: '2.0', id, result });
      return true;
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-'));
  const file = path.join(folder, 'mcp.json');
  writeFileSync(
    file,
    JSON.stringify({ mcpServers: { web: { url: `${server.origin}/mcp`, tools: allowed } } }),
  );
  const { log } = createTestLog();
  const servers = createMcpServers({ config: readConfig({ MCP_CONFIG: file }), log, fetchPage, limits });
  const stop = async () => {
    await servers.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  stopping.push(stop);
  return { source: servers.sources()[0] as Source, server, stop };
}

const text = (words: string) => ({ content: [{ type: 'text', text: words }] });

describe.each([
  ['mcp-searxng'],
  ['tavily-mcp'],
  ['exa-mcp-server'],
  ['brave-search-mcp-server'],
  ['duckduckgo-mcp-server-npm'],
  ['duckduckgo-mcp-server-pypi'],
])('%s as it answers', (name) => {
  test('is a search: its hits are web pages, and what is read is what stands there', async () => {
    const { tool, answers } = recorded(name);
    const { source, server } = await sourceThat(() => answers.list, { tools: [tool], allowed: [tool.name] });
    const hits = await source.search('autovacuum threshold', { signal, limit: 10 });
    expect(hits.map(({ url }) => url)).toEqual([
      'https://docs.example.org/routine-vacuuming.html',
      'https://blog.example.com/a(b)?q=1&lang=de#s2',
      'https://ja.example.net/%E8%87%AA%E5%8B%95',
    ]);
    expect(server.calls).toEqual([{ name: tool.name, args: { query: 'autovacuum threshold' } }]);
    for (const hit of hits) {
      expect(hit.snippet).not.toMatch(/Engines:|Relevance Score:|URL: https/);
      const page = await source.read(hit, { signal });
      expect(page).toMatchObject({ url: hit.url, title: 'The page' });
      expect(page.text).toContain(`What stands at ${hit.url}, in full`);
    }
  });

  test('where the guard refuses a page, the words of the search stand for it and say so', async () => {
    const { tool, answers } = recorded(name);
    const refused: typeof fetchUrl = async () => {
      throw new AppError('source_failed', 'The address is private.');
    };
    const { source } = await sourceThat(() => answers.list, {
      tools: [tool],
      allowed: [tool.name],
      fetchPage: refused,
    });
    const [hit] = await source.search('x', { signal, limit: 1 });
    const page = await source.read(hit ?? expect.fail(), { signal });
    expect(page.title).toBe('Routine Vacuuming — Documentation (as the search describes it)');
    expect(page.text).toMatch(/^Autovacuum starts when the number of dead rows exceeds the threshold/);
  });
});

test('links to addresses that are none of the web, or private, are not opened', async () => {
  const opened: string[] = [];
  const guard: typeof fetchUrl = async (url, options) => {
    opened.push(url);
    return fetchUrl(url, options);
  };
  const list = [
    'http://127.0.0.1:1/a',
    'file:///etc/passwd',
    'http://169.254.169.254/b',
    'https://user:pw@a.example/',
  ]
    .map((url, at) => `Title: ${at}\nURL: ${url}\nDescription: words of the search`)
    .join('\n\n');
  const { source } = await sourceThat(() => text(list), { fetchPage: guard });
  const hits = await source.search('x', { signal, limit: 10 });
  for (const hit of hits) {
    const page = await source.read(hit, { signal });
    expect(page.text).not.toMatch(/root:/);
  }
  // The guard was asked, and has refused.
  expect(opened).toEqual(['http://127.0.0.1:1/a', 'http://169.254.169.254/b']);
});

test('when a page was published goes along', async () => {
  const { tool, answers } = recorded('mcp-searxng');
  const { source } = await sourceThat(() => answers.list, { tools: [tool], allowed: [tool.name] });
  const [dated, undated] = await source.search('x', { signal, limit: 3 });
  expect((await source.read(dated ?? expect.fail(), { signal })).about).toEqual({ published: '2026-03-14' });
  expect((await source.read(undated ?? expect.fail(), { signal })).about).toBeUndefined();
});

describe('a server with the tools search and fetch', () => {
  const property = (name: string) => ({
    inputSchema: { type: 'object', properties: { [name]: { type: 'string' } }, required: [name] },
  });
  const tools = [
    { name: 'search', ...property('query') },
    { name: 'fetch', ...property('id') },
  ];
  const results = [
    { id: 'doc-7', title: 'Travel rules', url: 'https://intranet.example/travel' },
    { id: 'doc-8', title: 'Hotel rules', url: 'https://intranet.example/hotels' },
  ];
  const answer = (args: Record<string, unknown>, tool: string) =>
    tool === 'search'
      ? text(JSON.stringify({ results }))
      : args.id === 'doc-7'
        ? text(
            JSON.stringify({
              id: 'doc-7',
              title: 'Travel rules',
              text: 'Trains are paid in full.',
              url: results[0]?.url,
            }),
          )
        : { isError: true, ...text('no such document') };

  test('is one source, whose pages the server gives itself', async () => {
    const { source, server } = await sourceThat(answer, { tools, allowed: ['search', 'fetch'] });
    expect(source.id).toBe('mcp-web-search');
    const hits = await source.search('travel', { signal, limit: 5 });
    expect(hits.map(({ url, title }) => [url, title])).toEqual(results.map(({ url, title }) => [url, title]));
    const page = await source.read(hits[0] ?? expect.fail(), { signal });
    expect(page).toMatchObject({
      url: results[0]?.url,
      title: 'Travel rules',
      text: 'Trains are paid in full.\n',
    });
    expect(server.calls.at(-1)).toEqual({ name: 'fetch', args: { id: 'doc-7' } });
  });

  test('what it does not give is read where it is', async () => {
    const { source } = await sourceThat(answer, { tools, allowed: ['search', 'fetch'] });
    const [, hit] = await source.search('travel', { signal, limit: 5 });
    const page = await source.read(hit ?? expect.fail(), { signal });
    expect(page.text).toContain('What stands at https://intranet.example/hotels');
  });

  test('a fetch that needs an address is never called: the guard alone opens addresses', async () => {
    const { source, server } = await sourceThat(answer, {
      tools: [tools[0], { name: 'fetch', ...property('url') }],
      allowed: ['search', 'fetch'],
    });
    const [hit] = await source.search('travel', { signal, limit: 5 });
    expect((await source.read(hit ?? expect.fail(), { signal })).text).toContain('What stands at');
    expect(server.calls.map(({ name }) => name)).toEqual(['search']);
  });
});

describe('a search of an MCP server', () => {
  const { tool, answers } = recorded('mcp-searxng');
  let search: Awaited<ReturnType<typeof sourceThat>>;
  let gone: Awaited<ReturnType<typeof sourceThat>>;
  beforeAll(async () => {
    const given = { tools: [tool], allowed: [tool.name] };
    search = await sourceThat(({ query }) => (query === 'zzqx' ? answers.empty : answers.list), given);
    gone = await sourceThat(() => undefined, given);
    await gone.server.stop();
    stopping.length = 0;
  });
  afterAll(async () => {
    await Promise.allSettled([search.stop(), gone.stop()]);
  });

  describeSource({
    source: () => search.source,
    query: 'autovacuum threshold',
    unanswerable: 'zzqx',
    unreachable: () => gone.source,
  });
});

test('who stops waiting for a search that hangs is answered within a second', async () => {
  const { source, server } = await sourceThat(() => undefined);
  const leaving = new AbortController();
  const asked = source.search('x', { signal: leaving.signal, limit: 1 });
  await expect.poll(() => server.calls.length, { timeout: 30_000 }).toBe(1);
  const stopwatch = startStopwatch();
  leaving.abort(new Error('over'));
  await expect(asked).rejects.toThrow('over');
  expect(stopwatch.ms()).toBeLessThan(1000);
});

test.each([
  ['50 MB', () => text('Title: x\nURL: https://a.example\n'.repeat(1_500_000)), 'The answer is too large'],
  ['no answer to the question', () => ({ answer: 42 }), 'could not answer'],
  ['a content that is none', () => ({ content: 'x' }), 'could not answer'],
  ['parts of a kind that nobody knows', () => ({ content: [{ type: 'hologram', data: 1 }] }), null],
  ['a text of another type', () => ({ content: [{ type: 'text', text: 7 }] }), 'could not answer'],
])(
  '%s costs the question alone',
  async (_, answer, reason) => {
    let isBroken = true;
    const { source } = await sourceThat(() =>
      isBroken ? answer() : text('Title: A\nURL: https://a.example'),
    );
    const asked = source.search('x', { signal, limit: 5 }).catch((thrown: AppError) => thrown);
    const told = await asked;
    if (reason === null)
      expect(Array.isArray(told) || (told as AppError).code === 'source_failed').toBe(true);
    else expect(told).toMatchObject({ code: 'source_failed', message: expect.stringContaining(reason) });
    isBroken = false;
    expect(await source.search('y', { signal, limit: 5 })).toHaveLength(1);
  },
  30_000,
);
