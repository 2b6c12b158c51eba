import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '#lib/config.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { createLog } from '#lib/log.ts';
import { createMcpServers } from '#lib/mcp/index.ts';
import type { Source } from '#lib/sources/source.ts';

const version = '2.4.0';
const startsWithinMs = 120_000;

/**
 * The MCP server `mcp-searxng` before a searx, as an operator declares it, as a source; npm brings it from its registry.
 * Throws what it says where it does not start.
 */
export async function startMcpSearch(
  folder: string,
  { searxUrl, fetchPage }: { searxUrl: string; fetchPage: typeof fetchUrl },
): Promise<{ source: Source; stop(): Promise<void> }> {
  const file = path.join(folder, 'mcp.json');
  const declared = {
    command: 'npx',
    args: ['-y', `mcp-searxng@${version}`],
    env: { SEARXNG_URL: searxUrl },
    tools: ['searxng_web_search'],
  };
  writeFileSync(file, JSON.stringify({ mcpServers: { searxng: declared } }));
  const config = readConfig({ MCP_CONFIG: file });
  const servers = createMcpServers({ config, fetchPage, log: createLog('mcp', 'error') });
  const [source] = servers.sources();
  if (!source || 'off' in source) throw new Error(source?.off ?? 'mcp-searxng is no source.');
  const until = performance.now() + startsWithinMs;
  const { signal } = new AbortController();
  for (;;) {
    try {
      await source.search('vacuum', { signal, limit: 1 });
      return { source, stop: () => servers.stop() };
    } catch (thrown) {
      if (performance.now() > until) {
        await servers.stop();
        throw thrown;
      }
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}
