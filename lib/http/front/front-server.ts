import http from 'node:http';
import type { Duplex } from 'node:stream';
import { toAppError } from '#lib/errors.ts';
import { checkRequestOrigin, type Doors, hostName, type RequestHead } from '../request-origin.ts';
import type { SocketWorth } from '../socket-guard.ts';
import { callerAddress, type Trusts } from './caller-address.ts';
import { answerCrossOrigin } from './cross-origin.ts';
import { passSocket, refuseSocket } from './pass-socket.ts';

/** Where a browser's WebSocket is, under the public path. */
const socketPath = '/v1/realtime/connect';
/** A proxy keeps connections for some 60 s; what it sends on one that closes just then would be lost. */
const keepAliveMs = 75_000;

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

export type FrontOptions = {
  doors: Doors;
  trusts: Trusts;
  /** Where the engine is, whose WebSocket is passed on. */
  engineUrl: string;
  /** What answers requests. */
  handle: (request: http.IncomingMessage, response: http.ServerResponse) => unknown;
  /** What the token of a WebSocket is worth; throws where that is nothing. Without it, all tokens are the engine's own. */
  guard?: (token: string) => Promise<SocketWorth>;
  /** What takes other upgrades than the product's own; they are refused without it. */
  upgrade?: (request: http.IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/**
 * The product's HTTP server: it makes every request look the same, whatever stands before it. The path has the public
 * path before it whether or not a proxy took it away; `x-forwarded-for` holds the one address that calls, and nothing
 * that a caller wrote; the browser's WebSocket goes through it to the engine, after the checks of Host and Origin.
 */
export function createFrontServer(options: FrontOptions): http.Server {
  const { doors, engineUrl, handle, upgrade, guard = unguarded } = options;
  const socketAt = `${doors.publicUrl?.path ?? ''}${socketPath}`;
  const apiAt = `${doors.publicUrl?.path ?? ''}/api/`;
  const settings: http.ServerOptions & {
    shouldUpgradeCallback?: (request: http.IncomingMessage) => boolean;
  } = {
    keepAliveTimeout: keepAliveMs,
    // Any other upgrade, such as the one to HTTP/2 that clients of Java ask for, is a request like all others.
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  const server = http.createServer(settings, (request, response) => {
    tidy(request, options);
    for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
    const path = request.url?.split('?')[0] ?? '';
    if (request.method === 'TRACE') return answer(response, 405, 'TRACE is not taken here.');
    if (!isReadable(path)) return answer(response, 400, 'The address of the request cannot be read.');
    if (path.startsWith(apiAt) && answerCrossOrigin(request, response, doors.pages ?? [])) return;
    if (path === socketAt) return answer(response, 426, 'Connect with a WebSocket.');
    handle(request, response);
  });
  server.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => {}); // gone before it was answered
    tidy(request, options);
    const [path = '', query = ''] = (request.url ?? '').split('?');
    if (path !== socketAt) {
      if (upgrade) return upgrade(request, socket, head);
      return refuseSocket(socket, 404, `There is no WebSocket at ${path}.`);
    }
    const asked = new URLSearchParams(query);
    let worth: SocketWorth;
    try {
      checkRequestOrigin(headOf(request), doors);
      worth = await guard(asked.get('token') ?? '');
      if (worth.token) asked.set('token', worth.token);
    } catch (thrown) {
      const { status, message } = toAppError(thrown);
      return refuseSocket(socket, status, message);
    }
    const { signal } = worth;
    // It may have been given up while that was asked.
    if (socket.closed) return worth.leave();
    socket.once('close', worth.leave);
    if (signal?.aborted) return refuseSocket(socket, 401, 'The key was revoked or has expired.');
    const leave = () => socket.destroy();
    signal?.addEventListener('abort', leave, { once: true });
    socket.once('close', () => signal?.removeEventListener('abort', leave));
    passSocket(request, { socket, head, target: new URL(`${socketPath}?${asked}`, engineUrl) });
  });
  return server;
}

const unguarded = async (token: string): Promise<SocketWorth> => ({ token, signal: null, leave: () => {} });

/** Gives the request its whole path, and the forwarded headers that can be relied on. */
function tidy(request: http.IncomingMessage, { doors: { publicUrl }, trusts }: FrontOptions): void {
  request.url = withPublicPath(request.url ?? '/', publicUrl?.path ?? '');
  const { headers } = request;
  const peer = request.socket.remoteAddress ?? '';
  const forwardedFor = headers['x-forwarded-for'];
  const caller = callerAddress(
    { peer, forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor },
    trusts,
  );
  for (const name of Object.keys(headers)) {
    if (name.startsWith('x-forwarded-') || name === 'forwarded' || name === 'x-real-ip') delete headers[name];
  }
  headers['x-forwarded-for'] = caller;
  const isPublic = publicUrl?.isSecure && hostName(headers.host ?? '') === publicUrl.hostname;
  headers['x-forwarded-proto'] = isPublic ? 'https' : 'http';
}

/**
 * The path as the product knows it: below the public path, which some proxies take away; and that itself without the
 * slash that they need.
 */
export function withPublicPath(asked: string, path: string): string {
  // `location /deep` with `proxy_pass http://…/` sends two slashes.
  const url = asked.replace(/^\/{2,}/, '/');
  if (path === '' || url === path || url.startsWith(`${path}?`)) return url;
  if (url === `${path}/` || url.startsWith(`${path}/?`)) return path + url.slice(path.length + 1);
  if (url.startsWith(`${path}/`)) return url;
  return url === '/' || url.startsWith('/?') ? path + url.slice(1) : path + url;
}

const headOf = ({ url = '/', headers }: http.IncomingMessage): RequestHead => ({
  url: `http://${headers.host ?? 'localhost'}${url}`,
  headers: { get: (name) => String(headers[name.toLowerCase()] ?? '') || null },
});

function isReadable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

function answer(response: http.ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 405 && { allow: 'GET, HEAD, POST, DELETE' }),
  });
  response.end(words);
}
