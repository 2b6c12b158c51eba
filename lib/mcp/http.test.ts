import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { type Misbehave, sendEvent, startMcpServer } from '#lib/testing/mcp-http-server.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { startCanary } from '#lib/testing/web-servers.ts';
import { createMcpServers } from './index.ts';

const { signal } = new AbortController();
const asking = { signal, limit: 5 };
const stopping: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
});

function sourcesOf(mcpServers: unknown, limits = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-'));
  const file = path.join(folder, 'mcp.json');
  writeFileSync(file, JSON.stringify({ mcpServers }));
  const { log, text } = createTestLog();
  const config = readConfig({ MCP_CONFIG: file });
  const servers = createMcpServers({ config, log, limits: { callMs: 30_000, ...limits } });
  stopping.push(async () => rmSync(folder, { recursive: true }), servers.stop);
  return { sources: servers.sources() as Source[], logged: text };
}

async function misbehaving(misbehave: Misbehave, limits = {}, text = 'Tides rise.') {
  const tools = [{ name: 'search', inputSchema: { type: 'object', properties: { q: { type: 'string' } } } }];
  const server = await startMcpServer({ misbehave, tools, text: () => text });
  stopping.push(server.stop);
  const headers = { 'x-key': 'swordfish' };
  const found = sourcesOf({ far: { url: `${server.origin}/mcp`, headers, tools: ['search'] } }, limits);
  return { source: found.sources[0] as Source, server, logged: found.logged };
}

const inCall =
  (then: Misbehave): Misbehave =>
  (message, ...rest) =>
    message.method === 'tools/call' && then(message, ...rest);

test('the reference server answers over streamable HTTP, and nothing but its allowed tools can be asked', async () => {
  const port = await findFreePort();
  const entry = createRequire(import.meta.url).resolve(
    '@modelcontextprotocol/server-everything/dist/index.js',
  );
  const child = spawn(process.execPath, [entry, 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
  });
  stopping.push(async () => child.kill('SIGKILL'));
  const { sources } = sourcesOf(
    { everything: { type: 'http', url: `http://127.0.0.1:${port}/mcp`, tools: ['echo'] } },
    { firstPauseMs: 100 },
  );
  expect(sources.map(({ id }) => id)).toEqual(['mcp-everything-echo', 'zai-web-search']);
  const [source] = sources;
  await expect
    .poll(() => source?.search('tidal power', asking).catch(() => []), { timeout: 30_000, interval: 200 })
    .toHaveLength(1);
  const [hit] = (await source?.search('tidal power', asking)) ?? [];
  expect(hit).toMatchObject({ url: 'mcp://everything/echo?query=tidal%20power#1' });
  expect(await source?.read(hit ?? expect.fail(), { signal })).toMatchObject({ text: 'Echo: tidal power\n' });
});

test('a server that is not there is told, and skipped for a while', async () => {
  const { sources } = sourcesOf({ far: { url: 'http://127.0.0.1:9/mcp', tools: ['search'] } });
  await expect(sources[0]?.search('x', asking)).rejects.toMatchObject({ code: 'source_unavailable' });
  await expect(sources[0]?.search('x', asking)).rejects.toThrow(
    'far was not asked: far could not be reached',
  );
});

test('a redirect is not followed, at start and in a call', async () => {
  const elsewhere = await startMcpServer();
  stopping.push(elsewhere.stop);
  const { source, server } = await misbehaving(
    inCall((_message, response) => Boolean(response.writeHead(307, { location: elsewhere.origin }).end())),
  );
  await expect(source.search('x', asking)).rejects.toThrow('far redirects (307), which is not followed');
  expect(elsewhere.requests).toEqual([]);
  expect(server.calls).toHaveLength(1);
});

test('an address in an answer is read through the guard: one of this machine is not asked', async () => {
  const canary = await startCanary();
  stopping.push(canary.stop);
  const answer = [{ title: 'Inside', url: `http://127.0.0.1:${canary.port}/`, snippet: 'Tides rise.' }];
  const { source } = await misbehaving(() => false, {}, JSON.stringify(answer));
  const [hit] = await source.search('x', asking);
  expect(await source.read(hit ?? expect.fail(), { signal })).toMatchObject({
    title: 'Inside (as the search describes it)',
    text: 'Tides rise.\n',
  });
  expect(canary.connections()).toBe(0);
});

test('a server that was started anew and has forgotten the session is greeted again', async () => {
  let forgets = true;
  const { source, server } = await misbehaving(
    inCall((_message, response) => {
      if (!forgets) return false;
      forgets = false;
      return Boolean(response.writeHead(404).end('no such session'));
    }),
  );
  await expect(source.search('x', asking)).rejects.toMatchObject({
    code: 'source_failed',
    message: 'far answered 404.',
  });
  expect(await source.search('x', asking)).toHaveLength(1);
  expect(server.requests.filter(({ method }) => method === 'initialize')).toHaveLength(2);
});

test('a list of tools without an end is read up to twenty pages', async () => {
  const { source, server } = await misbehaving(({ id, method }, response) => {
    if (method !== 'tools/list') return false;
    return Boolean(
      sendEvent(response, { jsonrpc: '2.0', id, result: { tools: [], nextCursor: 'more' } }).end(),
    );
  });
  await expect(source.search('x', asking)).rejects.toThrow('far has no tool search; it has: none.');
  expect(server.requests.filter(({ method }) => method === 'tools/list')).toHaveLength(20);
});

test('a text that takes long to parse holds up nobody else', async () => {
  const { source } = await misbehaving(() => false, {}, `Tides rise.\n\n${'1. '.repeat(6000)}`);
  const [hit] = await source.search('x', asking);
  const stopwatch = startStopwatch();
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(page.text).toContain('Tides rise.');
  expect(stopwatch.longestMs()).toBeLessThan(1500);
});

test('a call that hangs costs its time limit', async () => {
  const { source } = await misbehaving(
    inCall(() => true),
    { callMs: 300 },
  );
  await expect(source.search('x', asking)).rejects.toMatchObject({
    code: 'source_failed',
    message: 'far did not answer within 0.3 s.',
  });
});

test('a connection that breaks in the middle of an answer is told at once', async () => {
  const { source } = await misbehaving(
    inCall((_message, response) => {
      response.setHeader('content-type', 'text/event-stream').write('data: {"jsonrpc":"2.0",');
      return Boolean(setTimeout(() => response.destroy(), 50));
    }),
  );
  const stopwatch = startStopwatch();
  await expect(source.search('x', asking)).rejects.toMatchObject({
    code: 'source_failed',
    message: 'far could not answer: The connection ended before the answer.',
  });
  expect(stopwatch.ms()).toBeLessThan(10_000);
});

test.each(['events', 'json'])('an answer of 20 MB as %s fails its question alone', async (form) => {
  let large = true;
  const { source } = await misbehaving(
    inCall(({ id }, response) => {
      if (!large) return false;
      const result = { content: [{ type: 'text', text: 'x'.repeat(20 * 2 ** 20) }] };
      if (form === 'events') return Boolean(sendEvent(response, { jsonrpc: '2.0', id, result }).end());
      response.setHeader('content-type', 'application/json');
      return Boolean(response.end(JSON.stringify({ jsonrpc: '2.0', id, result })));
    }),
  );
  await expect(source.search('x', asking)).rejects.toMatchObject({
    code: 'source_failed',
    message: 'far could not answer: The answer is too large (2 MB and more).',
  });
  large = false;
  expect(await source.search('x', asking)).toHaveLength(1);
});

test('an answer of 500, garbage, or another request is told, without the key', async () => {
  for (const body of ['', '<html>', '{"jsonrpc":"2.0","id":4711,"result":{}}', '[1,2]']) {
    const { source, logged } = await misbehaving(
      inCall((_message, response) => {
        response.writeHead(body ? 200 : 500, { 'content-type': 'application/json' }).end(body || 'swordfish');
        return true;
      }),
      { callMs: 1000 },
    );
    const error = await source.search('x', asking).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'source_failed' });
    expect(error.message + logged()).not.toContain('swordfish');
  }
});
