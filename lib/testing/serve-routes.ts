import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

/**
 * Serves route files over HTTP on loopback, as the product does but for Next: `'/api/v1/documents/[id]'` names the
 * exports of one. Bodies stream both ways, and a client that leaves aborts the request.
 */
export async function serveRoutes(routes: Record<string, object>) {
  const patterns = Object.entries(routes).map(([path, handlers]) => {
    const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name as string);
    const pattern = new RegExp(`^${path.replace(/\[\w+\]/g, '([^/]+)')}$`);
    return { names, pattern, handlers: handlers as Record<string, Handler> };
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    const found = patterns
      .map((each) => ({ ...each, match: each.pattern.exec(url.pathname) }))
      .find(({ match }) => match);
    const handler = found?.handlers[incoming.method ?? 'GET'];
    if (!handler) throw new Error(`no route for ${incoming.method} ${url.pathname}`);
    const leaving = new AbortController();
    outgoing.on('close', () => leaving.abort());
    const hasBody = !['GET', 'HEAD'].includes(incoming.method ?? 'GET');
    const request = new Request(url, {
      method: incoming.method ?? 'GET',
      headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
      signal: leaving.signal,
      ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
    });
    const params = Object.fromEntries(
      (found?.names ?? []).map((name, at) => [name, decodeURIComponent(found?.match?.[at + 1] ?? '')]),
    );
    const response = await handler(request, { params: Promise.resolve(params as never) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return void outgoing.end();
    await pipeline(Readable.fromWeb(response.body as WebStream), outgoing);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => {
      if (!outgoing.headersSent && !outgoing.destroyed) outgoing.writeHead(599).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
