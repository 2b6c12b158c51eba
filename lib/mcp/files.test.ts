import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { createMcpServers, type McpServers } from './index.ts';

const { signal } = new AbortController();
const asking = { signal, limit: 5 };
const folder = mkdtempSync(path.join(tmpdir(), 'mcp-files-'));
let servers: McpServers;

beforeAll(() => {
  const handbook = path.join(folder, 'handbook.md');
  writeFileSync(handbook, '# Handbook\n\n## Travel\n\nTrain tickets are paid by [finance](x.md).\n');
  const resolve = createRequire(import.meta.url).resolve;
  const files = {
    command: process.execPath,
    args: [resolve('@modelcontextprotocol/server-filesystem/dist/index.js'), folder],
    tools: [
      { name: 'read_text_file', title: 'Handbook', arguments: { path: handbook } },
      { name: 'search_files', arguments: { path: folder }, query_argument: 'pattern' },
      'read_text_file',
    ],
  };
  writeFileSync(path.join(folder, 'mcp.json'), JSON.stringify({ mcpServers: { files } }));
  const config = readConfig({ MCP_CONFIG: path.join(folder, 'mcp.json') });
  servers = createMcpServers({ config, log: createTestLog().log });
});
afterAll(async () => {
  await servers.stop();
  rmSync(folder, { recursive: true });
});

test('a file that a fixed argument names is a page of the source, cleaned as all pages are', async () => {
  const [source] = servers.sources() as Source[];
  expect(source).toMatchObject({ id: 'mcp-files-read-text-file', name: 'Handbook', kind: 'tool' });
  const [hit] = (await source?.search('Who pays for train tickets?', asking)) ?? [];
  const page = await source?.read(hit ?? expect.fail(), { signal });
  expect(page?.text).toBe('# Handbook\n\n## Travel\n\nTrain tickets are paid by finance.\n');
});

test('a page that shares no word with the query is no hit', async () => {
  const [source] = servers.sources() as Source[];
  expect(await source?.search('xyzzy', asking)).toEqual([]);
});

test('a page that another process found is asked for again', async () => {
  const [source] = servers.sources() as Source[];
  const url = 'mcp://files/read-text-file#1';
  const hit = { url, title: 'x', snippet: '', score: 1, passages: [] };
  expect((await source?.read(hit, { signal }))?.text).toContain('Train tickets');
});

test('the argument that is named takes the query', async () => {
  const [, source] = servers.sources() as Source[];
  const [hit] = (await source?.search('**/*.md', asking)) ?? [];
  expect(hit?.snippet).toContain('handbook.md');
  expect(await source?.search('**/*.nowhere', asking)).toEqual([]);
});

test('a path is no place for a query: such a tool is not called before it is told what to read', async () => {
  const [, , source] = servers.sources() as Source[];
  expect(source?.id).toBe('mcp-files-read-text-file-2');
  await expect(source?.search('x', asking)).rejects.toMatchObject({
    code: 'source_unavailable',
    message: expect.stringContaining('which argument takes the query (it has path)?'),
  });
});
