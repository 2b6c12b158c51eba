import { createAppCaller } from './call-app.ts';
import { openDatabase } from './database.ts';
import { createDeliveries } from './deliver-events.ts';
import type { EndpointCore } from './endpoints/endpoint.ts';
import { EngineError } from './errors.ts';
import { createFunctions } from './functions.ts';
import { createLiveness } from './liveness.ts';
import { type Log, warningsToStderr } from './log.ts';
import { migrateDatabase } from './migrate.ts';
import { placeOf } from './place-of.ts';
import { createQueue } from './queue.ts';
import { createRealtime } from './realtime/realtime.ts';
import { removeOldRuns } from './remove-old-runs.ts';
import { createServer } from './server.ts';
import { formToken } from './signature.ts';
import { syncApp } from './sync-app.ts';
import { createTimers } from './timers.ts';

export type EngineOptions = {
  databaseUrl: string;
  /**
   * Where a connection can be kept for hearing other engines and holding a lock: `databaseUrl` unless given. Null where
   * there is none, since a pool gives connections away between transactions: then others are looked for every 2 s.
   */
  directUrl?: string | null;
  /** Whether `databaseUrl` leads through such a pool: then no statement is prepared for a connection. */
  isPooled?: boolean;
  /** How long one statement may take, 10 s unless given: then its work fails and is tried again. */
  statementMs?: number;
  /** Where to listen; port 0 takes any free one. */
  host?: string;
  port: number;
  /** Hex of even length, with or without a `signkey-…-` prefix. */
  signingKey: string;
  /** While keys are changed: another that counts as well. */
  signingKeyFallback?: string;
  eventKey: string;
  /** The one address of the app's Inngest route, for instance http://127.0.0.1:3000/api/inngest. */
  appUrl: string;
  /**
   * After how long a call to the app that has brought neither an answer nor a stored step counts as a failed attempt:
   * 2 h, as on Inngest.
   */
  maxSilenceMs?: number;
  log?: Log;
};

export type Engine = {
  /** Brings the schema up to date, takes over what a dead engine left, and listens. The app may start later. */
  start(): Promise<{ port: number }>;
  /**
   * Claims nothing more and lets the calls to the app that are under way come to their end, for up to `drainMs` (1 s);
   * what takes longer is left to the next engine, which makes it again. Is over some 2 s after that. Asked again, the
   * shorter time counts.
   */
  stop(options?: { drainMs?: number }): Promise<void>;
};
const beatsBetweenRemovals = 150; // five minutes
/** A lease of 15 s has to be renewed on another connection in time when one hangs. */
const pulseMs = 5000;

/**
 * An Inngest server in this process: the app's functions register with it, and it calls them step by step. All its state
 * is in Postgres, in the schema `engine`; any number of engines may share a database.
 */
export function createEngine(options: EngineOptions): Engine {
  const {
    databaseUrl,
    directUrl = databaseUrl,
    isPooled = false,
    statementMs = 10_000,
    host = '127.0.0.1',
    signingKey,
    signingKeyFallback,
    eventKey,
    appUrl,
    maxSilenceMs = 2 * 3_600_000,
    log = warningsToStderr(),
  } = options;
  checkOptions(options);
  const stopping = new AbortController();
  const signingKeys = [signingKey, signingKeyFallback] as const;
  const database = openDatabase(databaseUrl, { isPooled, statementMs });
  // What keeps this engine alive to the others never waits for a connection that work has taken.
  const pulse = openDatabase(databaseUrl, {
    poolSize: 2,
    isPooled,
    statementMs: Math.min(statementMs, pulseMs),
  });
  const intake = openDatabase(databaseUrl, { poolSize: 4, isPooled, statementMs });
  const functions = createFunctions(database, log);
  const app = createAppCaller({ appUrl, signingKeys });
  const realtime = createRealtime({ database, signingKeys, log, hearsOthers: directUrl !== null });
  const core: EndpointCore = {
    database,
    intake,
    functions,
    app,
    log,
    appUrl,
    realtime,
    formToken: formToken(signingKey),
    signal: stopping.signal,
    processId: () => liveness.processId(),
    wake: () => queue.wake(),
    deliver: () => deliveries.wake(),
    maxSilenceMs,
    repeats: new Map(),
    notMet: new Map(),
    wakeAfter: (delayMs) => timers.schedule(delayMs),
  };
  const queue = createQueue(core, { onReached: () => sync() });
  const timers = createTimers(core);
  const deliveries = createDeliveries(core);
  const liveness = createLiveness({
    directUrl,
    pulse,
    statementMs,
    log,
    onWake: () => queue.wake(),
    onFunctions: () => reload(),
    onMessage: realtime.hear,
    onGap: realtime.lose,
    onBeat: beat,
    owner: () => owner,
  });
  const server = createServer({ core, keys: { signingKeys, eventKey }, host, port: options.port });
  let syncing: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let beats = 0;
  let owner: string | null = null;

  /** The safety net under every wake-up: whatever was missed is found within a heartbeat. */
  async function beat(): Promise<void> {
    const { jobs, lostAfterMs } = queue.known();
    await pulse.query('select engine.reclaim($1, $2, $3)', [liveness.processId(), jobs, lostAfterMs]);
    // Nobody tells this engine what the app has registered with another.
    if (directUrl === null) reload();
    deliveries.wake();
    timers.check();
    queue.wake();
    if (beats++ % beatsBetweenRemovals === 0) await removeOldRuns(core);
  }

  function sync(): void {
    syncing ??= syncApp(core, appUrl).finally(() => (syncing = undefined));
  }

  function reload(): void {
    functions.load().catch((error) => log.warn('functions could not be read', { error: String(error) }));
  }

  return {
    async start() {
      try {
        await migrateDatabase(databaseUrl);
        await functions.load();
        const address = await server.start();
        owner = placeOf({ host, port: address.port });
        await liveness.start();
        sync();
        return address;
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };

  function stop({ drainMs = 1000 }: { drainMs?: number } = {}): Promise<void> {
    const drain = setTimeout(() => stopping.abort(), drainMs);
    stopping.signal.addEventListener('abort', () => clearTimeout(drain));
    stopped ??= close();
    return stopped;
  }

  /** Steps that finish while the last calls come to their end are still taken, and events for the next engine. */
  async function close(): Promise<void> {
    await Promise.all([queue.stop(), timers.stop(), deliveries.stop()]);
    await Promise.all([server.stop(), realtime.stop()]);
    stopping.abort();
    await syncing;
    await liveness.stop();
    app.close();
    await Promise.all([database, pulse, intake].map((each) => each.close()));
  }
}

function checkOptions({ signingKey, signingKeyFallback, eventKey, appUrl }: EngineOptions): void {
  for (const key of [signingKey, signingKeyFallback]) {
    if (key === undefined || /^(signkey-\w+-)?([0-9a-f]{2})+$/i.test(key)) continue;
    throw new EngineError('invalid_configuration', 'The signing key must be hex of even length.');
  }
  if (!eventKey) throw new EngineError('invalid_configuration', 'The event key is empty.');
  if (!URL.canParse(appUrl))
    throw new EngineError('invalid_configuration', `"${appUrl}" is not the address of an app.`);
}
