import type { Config } from '#lib/config.ts';
import type { AllowedTool, ServerSpec } from './server-spec.ts';

/** Z.AI's web search, by its remote MCP server; what it says when there is no key is `off`. */
export const zaiSearch = {
  id: 'zai-web-search',
  name: 'Z.AI web search',
  off: 'Set ZAI_API_KEY to have it.',
  /** Its servers call the tool otherwise than its documentation does. */
  tool: {
    name: 'web_search_prime',
    aliases: ['webSearchPrime'],
    query_argument: 'search_query',
    arguments: {},
  } satisfies AllowedTool,
  server: ({ ZAI_BASE_URL }: Pick<Config, 'ZAI_BASE_URL'>, key: string): ServerSpec => ({
    name: 'Z.AI web search',
    tools: [],
    secrets: [key],
    refused: 'ZAI_API_KEY was refused: correct it and start again',
    reach: {
      by: 'http',
      url: `${ZAI_BASE_URL.replace(/\/+$/, '')}/api/mcp/web_search_prime/mcp`,
      headers: { Authorization: `Bearer ${key}` },
    },
  }),
};
