import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { readConfig } from '#lib/config.ts';
import { findEngine } from '#lib/find-engine.ts';
import { trustedProxies } from '#lib/http/front/caller-address.ts';
import { createFrontServer } from '#lib/http/front/front-server.ts';
import { ownDoors } from '#lib/http/request-origin.ts';
import { guardSocket } from '#lib/http/socket-guard.ts';
import { publicUrl } from '#lib/public-url.ts';
import { fitBuild } from './fit-build.ts';

/**
 * The server process: Next.js behind the product's own HTTP server (docs/decisions/027-one-public-address.md). Started
 * by `npm start` (next-server.ts), with `--dev` by `npm run dev`. Signals are answered in instrumentation.ts.
 */
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
type Handlers = { handle: Handle; upgrade?: Upgrade };
type NextDev = { prepare(): Promise<void>; getRequestHandler(): Handle };

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');

async function serve({ dev }: { dev: boolean }): Promise<void> {
  const config = readConfig();
  process.env.__NEXT_PRIVATE_ORIGIN = `http://127.0.0.1:${config.PORT}`;
  let handlers: Handlers | undefined;
  const prepare = dev ? prepareDev : prepareBuild;
  const listening = { dir: root, port: config.PORT, hostname: '127.0.0.1' };
  // The server listens at once, so that a taken port is told at once, and answers when Next.js is there.
  let isListening: () => void = () => undefined;
  const prepared = new Promise<void>((resolve) => {
    isListening = resolve;
  })
    .then(() => prepare(listening))
    .then((ready) => {
      handlers = ready;
    });
  const front = () =>
    createFrontServer({
      doors: ownDoors(),
      trusts: trustedProxies(config.TRUSTED_PROXIES),
      engineUrl: findEngine(config).url,
      guard: (token) => guardSocket(token, config),
      async handle(request, response) {
        if (!handlers) await prepared;
        await handlers?.handle(request, response);
      },
      ...(dev && { upgrade: (...given) => handlers?.upgrade?.(...given) }),
    });
  await Promise.all(addresses(config.HOST).map((host) => listen(front(), { host, port: config.PORT })));
  isListening();
  await prepared;
}

/** The engine in this process, and programs of this machine, always find it on loopback. */
const addresses = (host: string): string[] =>
  ['127.0.0.1', '0.0.0.0', '::'].includes(host) ? [host] : [host, '127.0.0.1'];

function listen(
  server: ReturnType<typeof createFrontServer>,
  { host, port }: { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

/** What keeps it from listening, and what to do; undefined where it is something else. */
function whyNot({ code }: NodeJS.ErrnoException): string | undefined {
  const { HOST, PORT } = readConfig();
  if (code === 'EADDRNOTAVAIL')
    return `HOST=${HOST} is no address of this machine: name one that it has, or 0.0.0.0 for all.`;
  if (code === 'EADDRINUSE')
    return `Port ${PORT} at ${HOST} is taken: stop the program that uses it, or set PORT to another port.`;
  if (code === 'EACCES')
    return `Port ${PORT} may not be used by this user: set PORT to one above 1023, and let a proxy stand before it.`;
  return undefined;
}

/** As the server does that Next.js writes for `output: standalone`: the configuration is the one of the build. */
async function prepareBuild(options: { dir: string; port: number; hostname: string }): Promise<Handlers> {
  const distDir = fitBuild({ root, publicPath: publicUrl()?.path ?? '' });
  const manifest = readFileSync(path.join(root, distDir, 'required-server-files.json'), 'utf8');
  const { config } = JSON.parse(manifest) as { config: Record<string, unknown> };
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify({ ...config, distDir });
  require('next');
  const { getRequestHandlers } = require('next/dist/server/lib/start-server.js') as {
    getRequestHandlers(options: object): Promise<{ requestHandler: Handle }>;
  };
  const { requestHandler } = await getRequestHandlers({ ...options, isDev: false, quiet: true });
  return { handle: requestHandler };
}

async function prepareDev(options: { dir: string; port: number; hostname: string }): Promise<Handlers> {
  const next = require('next') as (options: object) => NextDev;
  // Next.js hangs what takes the sockets of hot reload on the server that it is given.
  const sockets = new EventEmitter();
  const app = next({ ...options, dev: true, httpServer: sockets });
  await app.prepare();
  return { handle: app.getRequestHandler(), upgrade: (...given) => sockets.emit('upgrade', ...given) };
}

process.chdir(root);
await serve({ dev: process.argv.includes('--dev') }).catch((error: NodeJS.ErrnoException) => {
  const reason = whyNot(error);
  if (reason && process.send) return process.send({ reason }, () => process.exit(1));
  process.stderr.write(`${reason ?? error.message}\n`);
  process.exit(1);
});
