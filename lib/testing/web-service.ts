import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { startHttpServer, type TestServer } from './web-servers.ts';

export type AskedOfService = { method: string; url: string; body: string; headers: IncomingHttpHeaders };
type Answer = { body: string; type?: string; status?: number; headers?: Record<string, string> };
export type TestService = TestServer & {
  asked: AskedOfService[];
  respond: (asked: AskedOfService) => Answer;
};

/** An answer of a service, as it stands in `lib/sources/fixtures`. */
export const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '..', 'sources', 'fixtures', name), 'utf8');

/** A service on loopback that keeps what it was asked; what it answers can be changed. */
export async function startService(respond: (asked: AskedOfService) => Answer): Promise<TestService> {
  const asked: AskedOfService[] = [];
  const service: Omit<TestService, keyof TestServer> = { asked, respond };
  const server = await startHttpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, body, headers };
      asked.push(one);
      const answer = service.respond(one);
      response
        .writeHead(answer.status ?? 200, {
          'content-type': answer.type ?? 'application/json',
          ...answer.headers,
        })
        .end(answer.body);
    });
  });
  return Object.assign(service, server);
}
