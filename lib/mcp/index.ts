import type { Config } from '#lib/config.ts';
import type { Log } from '#lib/log.ts';
import type { Source, SourceThatIsOff } from '#lib/sources/source.ts';

/** Every MCP server that the operator declared, as sources: those that can be asked, and those that are off, and why. */
export type McpServers = {
  sources(): (Source | SourceThatIsOff)[];
  stop(): Promise<void>;
};

/** Reads the operator's MCP servers; none is started before a source of it is asked. */
export function createMcpServers(_given: { config: Config; log: Log }): McpServers {
  return { sources: () => [], stop: async () => {} };
}
