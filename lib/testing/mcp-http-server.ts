import type { IncomingMessage, ServerResponse } from 'node:http';
import { startHttpServer, type TestServer } from './web-servers.ts';

export type McpRequest = {
  id?: number;
  method: string;
  params?: { name?: string; arguments?: { [key: string]: unknown } };
};

export type TestMcpServer = TestServer & {
  /** The tools that were called, with their arguments. */
  calls: { name: string; args: Record<string, unknown> }[];
  /** Methods and the authorization that came with them. */
  requests: { method: string; authorization: string }[];
};

/** Answers in the place of the server; true when it has. */
export type Misbehave = (message: McpRequest, response: ServerResponse, request: IncomingMessage) => boolean;

const webSearch = {
  name: 'web_search_prime',
  inputSchema: {
    type: 'object',
    properties: {
      search_query: { type: 'string' },
      search_domain_filter: { type: 'string' },
      search_recency_filter: { type: 'string', enum: ['oneDay', 'noLimit'] },
      content_size: { type: 'string', enum: ['medium', 'high'] },
    },
    required: ['search_query'],
  },
};

/**
 * A streamable HTTP server that speaks as Z.AI's web search does: events without a session's end, 200 without a content
 * type to notifications, no stream of its own. `text` is what a call answers.
 */
export async function startMcpServer({
  text = () => '[]',
  tools = [webSearch],
  misbehave = () => false,
}: {
  text?: (args: Record<string, unknown>) => string;
  tools?: unknown[];
  misbehave?: Misbehave;
} = {}): Promise<TestMcpServer> {
  const calls: TestMcpServer['calls'] = [];
  const requests: TestMcpServer['requests'] = [];
  const server = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const message = JSON.parse(body) as McpRequest;
    requests.push({ method: message.method, authorization: request.headers.authorization ?? '' });
    if (message.method === 'tools/call') {
      calls.push({ name: message.params?.name ?? '', args: message.params?.arguments ?? {} });
    }
    if (misbehave(message, response, request)) return;
    answer(message, response, { tools, text });
  });
  return { ...server, calls, requests };
}

function answer(
  { id, method, params }: McpRequest,
  response: ServerResponse,
  { tools, text }: { tools: unknown[]; text: (args: Record<string, unknown>) => string },
): void {
  const send = (result: unknown) => sendEvent(response, { jsonrpc: '2.0', id, result }).end();
  if (method === 'initialize') {
    response.setHeader('mcp-session-id', 'abc');
    const serverInfo = { name: 'web-search-prime', version: '1' };
    send({ protocolVersion: '2024-11-05', capabilities: { tools: {} }, serverInfo });
  } else if (method.startsWith('notifications/')) response.writeHead(200).end();
  else if (method === 'tools/list') send({ tools });
  else if (method === 'tools/call') {
    send({ content: [{ type: 'text', text: text(params?.arguments ?? {}) }], isError: false });
  } else {
    const error = { code: -32601, message: 'Method not found' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ jsonrpc: '2.0', id, error }));
  }
}

/** Writes a message as one event; the stream stays open. */
export function sendEvent(response: ServerResponse, message: unknown): ServerResponse {
  response.setHeader('content-type', 'text/event-stream');
  response.write(`id:1\nevent:message\ndata:${JSON.stringify(message)}\n\n`);
  return response;
}

/** A result list as Z.AI sends it: JSON, encoded twice. */
export const encodedTwice = (results: unknown) => JSON.stringify(JSON.stringify(results));
