import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { sendEvent, startMcpServer } from '#lib/testing/mcp-http-server.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { createMcpServers } from './index.ts';

const stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
});

const harbour = 'https://town.example/harbour';
const dredger = 'https://yard.example/ships/dredger-of-1907';
const inside = 'http://10.0.0.7/engine-of-the-dredger';
const pages: Record<string, string> = {
  [harbour]: `<h1>The harbour of Norling</h1><p>The harbour of Norling was dredged in 1907 by a dredger, see <a href="${dredger}">the engine of the dredger</a> and <a href="${inside}">the engine of the dredger at Norling</a>.</p>`,
  [dredger]:
    '<h1>The dredger Beowulf</h1><p>The engine of the dredger at Norling had a power of 640 horsepower.</p>',
};

test('links of a page that a search of an MCP server found are followed in the gap round, through the guard', async () => {
  const asked: string[] = [];
  const fetchPage: typeof fetchUrl = async (url) => {
    asked.push(url);
    const body = pages[url];
    if (!body) throw new AppError('source_failed', 'The address is private.');
    const text = `<html><head><title>A page</title></head><body><main>${body}</main></body></html>`;
    return { url, mediaType: 'text/html', text } as Awaited<ReturnType<typeof fetchUrl>>;
  };
  const list = `Title: The harbour of Norling\nURL: ${harbour}\nDescription: A harbour`;
  const server = await startMcpServer({
    tools: [{ name: 'search', inputSchema: { type: 'object', properties: { query: { type: 'string' } } } }],
    misbehave: ({ id, method }, response) => {
      if (method !== 'tools/call') return false;
      sendEvent(response, { jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: list }] } });
      return true;
    },
  });
  stopping.push(() => server.stop());
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-'));
  stopping.push(async () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'mcp.json');
  writeFileSync(
    file,
    JSON.stringify({ mcpServers: { web: { url: `${server.origin}/mcp`, tools: ['search'] } } }),
  );
  const { log } = createTestLog();
  const servers = createMcpServers({ config: readConfig({ MCP_CONFIG: file }), log, fetchPage });
  stopping.push(() => servers.stop());
  const { report } = await researchInMemory(
    {
      question: 'What power did the engine of the dredger at Norling have?',
      effort: { breadth: 1, grow: 0, depth: 3, pages: 6 },
      sourceIds: null,
    },
    { sources: servers.sources().filter((source): source is Source => 'search' in source) },
  );
  expect(report.markdown).toContain('640 horsepower');
  expect(report.citations.map(({ url }) => url)).toContain(dredger);
  // The guard is asked about every link, and has refused this one.
  expect(asked).toContain(inside);
  expect(report.citations.map(({ url }) => url)).not.toContain(inside);
});
