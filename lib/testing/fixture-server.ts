import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** An answer as a server of others gives it: the head and body of a file in `lib/models/gateway/fixtures`. */
export type Fixture = {
  note: string;
  expect: Record<string, unknown>;
  /** `encoding`, `line-ends`, `cut`, `then`: how it is served. */
  how: Record<string, string>;
  status: number;
  reason: string;
  headers: Record<string, string>;
  body: string;
};

/** Reads a fixture: a note, what is expected and how it is served, then the answer as it goes over the wire. */
export function parseFixture(text: string): Fixture {
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, end).split('\n');
  const start = lines.findIndex((line) => line.startsWith('HTTP/'));
  const field = (line: string) => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ];
  const notes = lines.slice(0, start).filter((line) => line.startsWith('#'));
  const { expect, ...how } = Object.fromEntries(
    lines
      .slice(0, start)
      .filter((line) => !line.startsWith('#'))
      .map(field),
  ) as Record<string, string>;
  const [, status, ...reason] = (lines[start] ?? '').split(' ');
  return {
    note: notes.map((line) => line.slice(2)).join(' '),
    expect: JSON.parse(expect ?? '{}'),
    how,
    status: Number(status),
    reason: reason.join(' '),
    headers: Object.fromEntries(lines.slice(start + 1).map(field)),
    body: text.slice(end + 2),
  };
}

const folder = path.join(import.meta.dirname, '../models/gateway/fixtures');

/** Every fixture there is, by the name of its file. */
export function readFixtures(): { name: string; fixture: Fixture }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.http'))
    .map((file) => ({
      name: file.replace('.http', ''),
      fixture: parseFixture(readFileSync(path.join(folder, file), 'utf8')),
    }));
}

export type FixtureServer = Awaited<ReturnType<typeof startFixtureServer>>;

/**
 * Serves fixtures over HTTP on loopback: each `serve` answers an address of its own where a fixture is answered to the
 * first request, in pieces of the sizes that `sizes` yields; `asked` are the bodies of the requests.
 */
export async function startFixtureServer() {
  const routes = new Map<
    string,
    { fixture: Fixture; sizes: () => number; asked: Record<string, unknown>[] }
  >();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const route = routes.get(request.url?.split('/')[1] ?? '');
    if (!route) return void response.writeHead(404).end();
    route.asked.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    if (route.fixture.how.then && route.asked.length > 1) return sendYes(response, route.asked.at(-1));
    await sendFixture(response, route);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let served = 0;
  return {
    serve(fixture: Fixture, sizes: () => number) {
      served += 1;
      const asked: Record<string, unknown>[] = [];
      routes.set(String(served), { fixture, sizes, asked });
      return { url: `http://127.0.0.1:${port}/${served}/v1`, asked };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a fixture, in pieces of the sizes that `sizes` yields. */
export async function sendFixture(
  response: ServerResponse,
  { fixture, sizes }: { fixture: Fixture; sizes: () => number },
): Promise<void> {
  const { how, status, reason, headers } = fixture;
  const text = how['line-ends'] === 'crlf' ? fixture.body.replaceAll('\n', '\r\n') : fixture.body;
  const isZipped = how.encoding === 'gzip';
  const bytes = isZipped ? gzipSync(text) : Buffer.from(text);
  response.socket?.setNoDelay(true);
  response.writeHead(status, reason, { ...headers, ...(isZipped && { 'content-encoding': 'gzip' }) });
  for (let at = 0; at < bytes.length && !response.destroyed; ) {
    const size = sizes();
    response.write(bytes.subarray(at, at + size));
    at += size;
    await turn();
  }
  if (how.cut !== 'reset') return void response.end();
  // What was sent has to be read before the connection is lost.
  await sleep(200);
  response.destroy();
}

function sendYes(response: ServerResponse, asked: Record<string, unknown> | undefined): void {
  const message = { role: 'assistant', content: 'Yes.' };
  if (asked?.stream === false) {
    response.writeHead(200, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] }));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const choices = [{ index: 0, delta: message, finish_reason: 'stop' }];
  response.end(`data: ${JSON.stringify({ choices })}\n\ndata: [DONE]\n\n`);
}
