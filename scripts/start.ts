import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, readConfig } from '#lib/config.ts';
import { documentFolders } from '#lib/documents/document-folders.ts';
import { AppError } from '#lib/errors.ts';
import { findEngine } from '#lib/find-engine.ts';
import { readKeys } from '#lib/keys.ts';
import { createLog, formatLogs } from '#lib/log.ts';
import { findFreePort, isPortFree } from '#lib/postgres/find-free-port.ts';
import { lockDataDir } from '#lib/postgres/lock-data-dir.ts';
import { migrate } from '#lib/postgres/migrate.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { pooledWords, probeDatabase } from '#lib/postgres/probe-database.ts';
import { supervisePostgres } from '#lib/postgres/supervise-postgres.ts';
import { build } from './build.ts';
import { checkKeys } from './check-keys.ts';
import { describeStart } from './describe-start.ts';
import { generate } from './generate.ts';
import { createNextServer } from './next-server.ts';
import { readPack } from './read-pack.ts';
import { type Closers, runUntilStopped } from './run-until-stopped.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Brings the whole product up on this machine, in order: data directory, database, migrations, build, server. Each
 * part that is started adds to `closers` how to end it, last first. Resolves when `signal` aborts; throws one sentence
 * when something cannot start or ends by itself.
 */
async function start(options: { dev: boolean; signal: AbortSignal; closers: Closers }): Promise<void> {
  const { dev, signal, closers } = options;
  const config = await withPorts(readConfig());
  formatLogs(config.LOG_FORMAT);
  makeDataDir(config.DATA_DIR);
  const lock = lockDataDir(config.DATA_DIR);
  closers.unshift(() => lock.release());
  const engine = findEngine(config);
  const folders = documentFolders(config);
  // A server whose starter was killed ends by itself within three seconds.
  await checkPorts({ config, isEngineEmbedded: engine.isEmbedded, waitMs: lock.isTakenOver ? 4000 : 0 });
  signal.throwIfAborted();

  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const database = await openDatabase({ config, needsEngine: engine.isEmbedded, signal, closers });
  await Promise.race([migrate(database.directUrl ?? database.url), aborted]);
  signal.throwIfAborted();
  await checkKeys(config, database.url);
  if (dev) await generate();
  else if (!readPack()) await build({ say, signal });
  signal.throwIfAborted();

  const env = serverEnvironment({ config, database, engine });
  const server = createNextServer({ dev, env });
  closers.unshift(() => server.stop());
  server.start();
  const died = server.ended.then(({ how, reason }) => {
    signal.throwIfAborted();
    if (reason !== undefined) throw new AppError('invalid_configuration', reason);
    throw new AppError('internal', `The server stopped unexpectedly (${how}); its output is above.`);
  });
  const { failed } = database;
  const readiness = await Promise.race([untilReady(config.PORT, signal), died, failed, aborted]);
  if (!readiness) return;
  server.show();
  const { url: engineUrl, isEmbedded: isEngineEmbedded } = engine;
  say(
    describeStart({
      config,
      port: config.PORT,
      engineUrl,
      isEngineEmbedded,
      folders,
      readiness,
      postgresPort: database.port,
    }),
  );
  await Promise.race([died, failed, aborted]);
}

/** Port 0 means any free one, chosen here since several processes have to know it. */
async function withPorts(config: Config): Promise<Config> {
  const resolve = async (port: number) => port || findFreePort();
  return { ...config, PORT: await resolve(config.PORT), ENGINE_PORT: await resolve(config.ENGINE_PORT) };
}

function makeDataDir(dataDir: string): void {
  try {
    makeFolders(dataDir);
    if (!statSync(dataDir).isDirectory()) throw new Error('it is a file');
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError(
      'invalid_configuration',
      `DATA_DIR ${dataDir} cannot be made or written by this user: name another folder, or let its owner allow it (${(cause as Error).message}).`,
      { cause },
    );
  }
}

/** Node's own recursive form never returns where the system lets nobody make a folder, as in /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(path.dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function checkPorts(options: {
  config: Config;
  isEngineEmbedded: boolean;
  waitMs: number;
}): Promise<void> {
  const { config, isEngineEmbedded, waitMs } = options;
  const port = config.ENGINE_PORT;
  if (!(await becomesFree(config.PORT, waitMs))) throw portTaken('PORT', config.PORT);
  if (!isEngineEmbedded || (await becomesFree(port, waitMs))) return;
  if (!(await isInngest(port))) throw portTaken('ENGINE_PORT', port);
  throw new AppError(
    'invalid_configuration',
    `An Inngest server already runs on port ${port}: set INNGEST_DEV=http://127.0.0.1:${port} to use it, or ENGINE_PORT to another port.`,
  );
}

async function becomesFree(port: number, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (!(await isPortFree(port))) {
    if (Date.now() >= deadline) return false;
    await sleep(50);
  }
  return true;
}

function portTaken(setting: string, port: number): AppError {
  const message = `Port ${port} is taken: stop the program that uses it, or set ${setting} to another port.`;
  return new AppError('invalid_configuration', message);
}

async function isInngest(port: number): Promise<boolean> {
  const answer = await ask(`http://127.0.0.1:${port}/dev`);
  return answer !== undefined && 'functions' in answer.body;
}

async function openDatabase(options: {
  config: Config;
  needsEngine: boolean;
  signal: AbortSignal;
  closers: Closers;
}): Promise<{ url: string; directUrl?: string; port?: number; failed: Promise<never> }> {
  const { config, needsEngine, signal, closers } = options;
  if (config.DATABASE_URL) {
    const found = await probeDatabase(config.DATABASE_URL, {
      directUrl: config.DATABASE_DIRECT_URL,
      needsEngine,
    });
    if (!found.directUrl) say(pooledWords);
    return { ...found, failed: new Promise(() => {}) };
  }
  const log = createLog('postgres', config.LOG_LEVEL);
  const postgres = createPostgres({ dataDir: config.DATA_DIR, log });
  closers.unshift(() => postgres.stop());
  const running = await postgres.start(signal);
  const closing = new AbortController();
  const watch = supervisePostgres({
    postgres,
    running,
    signal: AbortSignal.any([signal, closing.signal]),
    log,
  });
  closers.unshift(async () => {
    closing.abort();
    await watch.catch(() => {});
  });
  const failed = watch.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return { url: running.url('intentui'), port: running.port, failed };
}

function serverEnvironment(options: {
  config: Config;
  database: { url: string; directUrl?: string };
  engine: { url: string; isEmbedded: boolean };
}): Record<string, string> {
  const { config, database, engine } = options;
  const common = {
    PORT: String(config.PORT),
    DATA_DIR: config.DATA_DIR,
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl ?? '',
  };
  if (!engine.isEmbedded) return common;
  const keys = readKeys(config.DATA_DIR);
  return {
    ...common,
    EMBEDDED_ENGINE: '1',
    ENGINE_PORT: String(config.ENGINE_PORT),
    INNGEST_DEV: '0',
    INNGEST_BASE_URL: engine.url,
    INNGEST_SIGNING_KEY: config.INNGEST_SIGNING_KEY ?? keys.signingKey,
    INNGEST_EVENT_KEY: config.INNGEST_EVENT_KEY ?? keys.eventKey,
  };
}

/** Waits until the server says that it can do its work and answers what it says; tells what it waits for, if long. */
async function untilReady(port: number, signal: AbortSignal): Promise<Record<string, unknown>> {
  const began = Date.now();
  let told: unknown;
  while (!signal.aborted) {
    const { ok, body } = (await ask(`http://127.0.0.1:${port}/api/readyz`)) ?? {};
    if (ok && body) return body;
    if (Date.now() - began > 3000 && body?.detail && body.detail !== told) {
      told = body.detail;
      say(`Not ready yet: ${told}`);
    }
    await sleep(100, undefined, { signal }).catch(() => undefined);
  }
  return {};
}

type Answer = { ok: boolean; body: Record<string, unknown> };

async function ask(url: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) return undefined;
    return { ok: response.ok, body: body as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

process.chdir(path.resolve(import.meta.dirname, '..'));
const dev = process.argv.includes('--dev');
process.exit(
  await runUntilStopped((options) => start({ ...options, dev }), { onStop: () => say('Stopping …') }),
);
