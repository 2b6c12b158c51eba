import { existsSync } from 'node:fs';
import path from 'node:path';
import { createEmbeddedEngine } from '#inngest/process/embedded-engine.ts';
import { type Config, readConfig } from '#lib/config.ts';
import { isPooled } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { readKeys } from '#lib/keys.ts';
import { createLog } from '#lib/log.ts';
import { lockDataDir } from '#lib/postgres/lock-data-dir.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { readPostmaster } from '#lib/postgres/postgres-cluster.ts';
import { probeDatabase } from '#lib/postgres/probe-database.ts';
import { type Closers, runUntilStopped } from './run-until-stopped.ts';

/**
 * Runs the engine alone, on DATABASE_URL or on the database of the data directory, until `signal` aborts. Any number of
 * them may share a database, a product's own engine too. What is started adds to `closers` how to end it, last first.
 */
async function runEngine({ signal, closers }: { signal: AbortSignal; closers: Closers }): Promise<void> {
  const config = readConfig();
  const appUrl = appUrlOf(config);
  const keys = keysOf(config);
  const database = await openDatabase(config, { signal, closers });
  const engine = createEmbeddedEngine({
    databaseUrl: database.url,
    directUrl: database.directUrl ?? (isPooled(database.url) ? null : database.url),
    isPooled: isPooled(database.url),
    statementMs: config.DATABASE_TIMEOUT_SECONDS * 1000,
    port: config.ENGINE_PORT,
    ...keys,
    signingKeyFallback: config.INNGEST_SIGNING_KEY_FALLBACK,
    appUrl,
    log: createLog('engine', config.LOG_LEVEL),
  });
  closers.unshift(() => {
    // A second signal is for those who will not wait; npm hands on one Ctrl-C twice.
    setTimeout(() => {
      for (const again of ['SIGINT', 'SIGTERM'] as const)
        process.on(again, () => engine.stop({ drainMs: 0 }));
    }, 1000).unref();
    return engine.stop({ drainMs: config.ENGINE_DRAIN_SECONDS * 1000 });
  });
  const { port } = await engine.start();
  const address = `http://127.0.0.1:${port}`;
  say([
    '',
    'The engine is running.',
    `  Address    ${address} (its runs: open it in a browser)`,
    `  App        ${appUrl}; it registers as soon as it answers there`,
    `  Database   ${database.name}`,
    `  Keys       ${config.INNGEST_SIGNING_KEY ? 'from the environment' : `signing-key and event-key in ${config.DATA_DIR}`}`,
    '',
    `The app needs INNGEST_BASE_URL=${address} and the same keys as INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY.`,
    `Ctrl-C lets steps under way end, for up to ${config.ENGINE_DRAIN_SECONDS} s, and stops it; the next engine on this database goes on.`,
    '',
  ]);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function appUrlOf({ APP_URL, PORT }: Config): string {
  const url = new URL(APP_URL ?? `http://127.0.0.1:${PORT}`);
  if (url.pathname === '/') url.pathname = '/api/inngest';
  return url.href;
}

function keysOf(config: Config): { signingKey: string; eventKey: string } {
  const { INNGEST_SIGNING_KEY: signingKey, INNGEST_EVENT_KEY: eventKey } = config;
  if (signingKey && eventKey) return { signingKey, eventKey };
  if (!existsSync(config.DATA_DIR)) {
    throw new AppError(
      'invalid_configuration',
      `Set INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY; there is no data directory ${config.DATA_DIR} with keys.`,
    );
  }
  const kept = readKeys(config.DATA_DIR);
  return { signingKey: signingKey ?? kept.signingKey, eventKey: eventKey ?? kept.eventKey };
}

/** A PostgreSQL that was started here is ended here, unless a product on the same data directory uses it by then. */
async function openDatabase(
  config: Config,
  { signal, closers }: { signal: AbortSignal; closers: Closers },
): Promise<{ url: string; directUrl?: string; name: string }> {
  if (config.DATABASE_URL) {
    const found = await probeDatabase(config.DATABASE_URL, {
      directUrl: config.DATABASE_DIRECT_URL,
      needsEngine: true,
    });
    return { ...found, name: `your PostgreSQL, ${new URL(config.DATABASE_URL).host}` };
  }
  const cluster = path.join(config.DATA_DIR, 'postgres');
  if (!existsSync(cluster)) {
    throw new AppError(
      'invalid_configuration',
      `There is no database in ${config.DATA_DIR}: run npm start first, or set DATABASE_URL.`,
    );
  }
  const wasRunning = readPostmaster(cluster) !== undefined;
  const postgres = createPostgres({ dataDir: config.DATA_DIR, log: createLog('postgres', config.LOG_LEVEL) });
  if (!wasRunning) closers.unshift(() => isUnused(config.DATA_DIR) && postgres.stop());
  const { url, port } = await postgres.start(signal);
  return { url: url('intentui'), name: `embedded PostgreSQL, 127.0.0.1:${port}` };
}

function isUnused(dataDir: string): boolean {
  try {
    lockDataDir(dataDir).release();
    return true;
  } catch {
    return false;
  }
}

const say = (lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

process.chdir(path.resolve(import.meta.dirname, '..'));
process.exit(await runUntilStopped(runEngine));
