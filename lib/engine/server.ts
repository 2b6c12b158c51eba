import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { Endpoint, EndpointCore, EngineReply, EngineRequest } from './endpoints/endpoint.ts';
import { endpoints } from './endpoints/index.ts';
import { realtimeConnect } from './endpoints/realtime-connect.ts';
import { EngineError, toEngineError } from './errors.ts';
import { limits } from './limits.ts';
import { isLoopback, isSameOrigin } from './origin.ts';
import { isAuthorized, type SigningKeys, sameText } from './signature.ts';

export type Keys = { signingKeys: SigningKeys; eventKey: string };
export type Server = { start(): Promise<{ port: number }>; stop(): Promise<void> };

/**
 * The engine's HTTP server. A request must name a loopback host (or the one that was asked for) with the server's own
 * port, must not come from a foreign web page, and must show the key its endpoint asks for.
 */
export function createServer(options: {
  core: EndpointCore;
  keys: Keys;
  host: string;
  port: number;
}): Server {
  const { core, keys, host } = options;
  let port = options.port;
  const server = http.createServer((request, response) => {
    answer(request)
      .catch((thrown) => {
        const error = toEngineError(thrown);
        if (error.status >= 500)
          core.log.error('a request failed', {
            url: request.url?.replace(/^\/e\/[^/?]*/, '/e/:key'),
            error: String(error.cause ?? error),
          });
        const json = { error: error.message, data: null, status: error.status };
        const headers =
          error.message === askForKey ? { 'www-authenticate': 'Basic realm="Engine"' } : undefined;
        return { status: error.status, json, headers };
      })
      .then((reply) => send(response, reply));
  });
  server.requestTimeout = 0;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {}); // gone before it was answered
    try {
      upgrade(request, socket, head);
    } catch (thrown) {
      refuse(socket, toEngineError(thrown));
    }
  });

  function upgrade(request: http.IncomingMessage, socket: Duplex, head: Buffer): void {
    checkHost(request.headers.host ?? '');
    checkOrigin(request.headers.origin);
    const url = readUrl(request);
    if (url.pathname !== realtimeConnect.path)
      throw new EngineError('not_found', `This engine has no WebSocket at ${url.pathname}.`);
    core.realtime.connect(request, { socket, head, token: url.searchParams.get('token') ?? '' });
  }

  async function answer(request: http.IncomingMessage): Promise<EngineReply> {
    checkHost(request.headers.host ?? '');
    checkOrigin(request.headers.origin);
    const url = readUrl(request);
    const { endpoint, parameters } = findEndpoint(request.method ?? '', url.pathname);
    const headers = request.headers as EngineRequest['headers'];
    checkKey(endpoint, { shown: parameters.key, authorization: headers.authorization });
    if (isForm(endpoint)) checkSender(headers);
    const body = await readBody(request, { isForm: isForm(endpoint) });
    if (isForm(endpoint)) checkToken(body);
    return endpoint.handle(core, { parameters, query: url.searchParams, headers, body });
  }

  /** A rebound DNS name shows in the name; the port may be that of a balancer before several engines. */
  function checkHost(header: string): void {
    const at = URL.canParse(`http://${header}`) ? new URL(`http://${header}`) : undefined;
    const named = at && (isLoopback(at.hostname) || at.hostname === host);
    if (!named) throw new EngineError('forbidden_host');
  }

  function checkOrigin(origin: string | undefined): void {
    if (origin === undefined) return;
    const own = isSameOrigin(origin, `http://${host}:${port}`) || isSameOrigin(origin, core.appUrl);
    if (!own) throw new EngineError('forbidden_origin');
  }

  function checkKey(endpoint: Endpoint, key: { shown?: string; authorization?: string }): void {
    if (endpoint.auth === 'none') return;
    if (endpoint.auth === 'page' || endpoint.auth === 'form') {
      if (!isLoopback(host) && !isAuthorizedReader(key.authorization))
        throw new EngineError('unauthorized', askForKey);
      return;
    }
    const shows =
      endpoint.auth === 'event key'
        ? sameText(key.shown ?? '', keys.eventKey)
        : isAuthorized(key.authorization, keys.signingKeys);
    if (!shows) throw new EngineError('unauthorized', `The ${endpoint.auth} is missing or wrong.`);
  }

  /** A browser asks for a name and a password; the password is the signing key. */
  function isAuthorizedReader(authorization = ''): boolean {
    const given = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    return keys.signingKeys.some((key) => key && sameText(given.slice(given.indexOf(':') + 1), key));
  }

  function checkToken(body: unknown): void {
    const { token } = (body ?? {}) as { token?: string };
    if (!sameText(token ?? '', core.formToken)) throw new EngineError('forbidden_origin');
  }

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EADDRINUSE') return reject(error);
          const message = `Port ${port} of ${host} is taken; an Inngest server would be there too.`;
          reject(new EngineError('engine_unavailable', message, { cause: error }));
        });
        server.listen(port, host, () => {
          port = (server.address() as { port: number }).port;
          server.removeAllListeners('error');
          resolve({ port });
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve()); // also when it has never listened
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}

const askForKey = 'This engine is not on loopback alone: the signing key is the password, with any name.';

/** NUL is in nothing that is kept here, and Postgres takes it for a fault of the query. */
function readUrl({ url = '/' }: http.IncomingMessage): URL {
  const parsed = url.includes('%00') ? null : URL.parse(url, 'http://engine');
  if (parsed) return parsed;
  throw new EngineError('invalid_request', 'The address of the request cannot be read.');
}

function findEndpoint(
  method: string,
  path: string,
): { endpoint: Endpoint; parameters: Record<string, string> } {
  const found = endpoints.flatMap((endpoint) => {
    const parameters = matchPath(endpoint.path, path);
    return parameters ? [{ endpoint, parameters }] : [];
  });
  if (found.length === 0) throw new EngineError('not_found', `This engine has no ${path}.`);
  const match = found.find(({ endpoint }) => endpoint.method === method);
  if (!match) throw new EngineError('method_not_allowed', `${path} does not take ${method}.`);
  return match;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new EngineError('invalid_request', 'The path is not well encoded.', { cause });
  }
}

const isForm = (endpoint: Endpoint) => endpoint.auth === 'form';

/** A form has to come from a page of this very address. */
function checkSender({ origin, host }: EngineRequest['headers']): void {
  if (origin !== `http://${host}`) throw new EngineError('forbidden_origin');
}

async function readBody(request: http.IncomingMessage, options: { isForm: boolean }): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.requestBytes) throw new EngineError('body_too_large');
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  const text = Buffer.concat(chunks).toString('utf8');
  if (options.isForm) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EngineError('malformed_json', undefined, { cause });
  }
}

function send(response: http.ServerResponse, { status, json, html, headers }: EngineReply): void {
  const body = html ?? (json === undefined ? '' : JSON.stringify(json));
  response.writeHead(status, {
    'content-type': html === undefined ? 'application/json' : 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-inngest-server-kind': 'cloud',
    ...headers,
  });
  response.end(body);
}

function refuse(socket: Duplex, { status, message }: EngineError): void {
  const body = JSON.stringify({ error: message, status });
  const head = [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
