import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { findFreePort, isPortFree } from './find-free-port.ts';
import { findProcess } from './find-process.ts';
import { findPostgres, type PostgresRunner, postgresEnvironment } from './postgres-binaries.ts';
import {
  createCluster,
  killOrphans,
  postgresUser,
  readPassword,
  readPostmaster,
  rememberedPort,
  rememberPort,
} from './postgres-cluster.ts';

export type PostgresOptions = {
  /** Holds `postgres/` (the cluster), its log, its port and its password. */
  dataDir: string;
  /** Fixed port; otherwise the one of last time, or any free one. */
  port?: number;
  /** False gives up safety against power loss for speed; for tests. */
  durable?: boolean;
  /** The folder of PostgreSQL's programs; those of the npm packages when unset. */
  bin?: string;
  log?: Log;
};
export type RunningPostgres = { url(databaseName: string): string; port: number; pid: number };

const startTimeoutMs = 60_000;

/**
 * A private PostgreSQL on 127.0.0.1, one for a data directory.
 *
 * `start` makes the cluster when there is none, takes over a server that already runs on it, and otherwise starts
 * one, after whatever a killed one left behind: a pid file whose process is gone, a zombie or another program by
 * now, and orphaned backends. The server has a session of its own, so that Ctrl-C in a terminal does not reach it
 * before those who use it have stopped. `stop` ends it whoever started it, within 2.2 s; what was
 * committed stays.
 */
export function createPostgres({ dataDir, port, durable = true, bin, log }: PostgresOptions) {
  let cluster = '';
  let launched: ChildProcess | undefined;

  async function bringUp(signal: AbortSignal | undefined): Promise<RunningPostgres> {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const runner = findPostgres(bin);
    openTo(runner, dataDir);
    await createCluster({ runner, dataDir, durable, signal });
    cluster = path.join(realpathSync(dataDir), 'postgres');
    const password = readPassword(dataDir);
    const logFile = rotateLog(dataDir);
    const deadline = Date.now() + startTimeoutMs;
    let candidate = port ?? rememberedPort(dataDir);
    let logStart = 0;
    let child: ChildProcess | undefined;
    while (Date.now() < deadline) {
      signal?.throwIfAborted();
      const running = readPostmaster(cluster);
      if (running && (await answers({ port: running.port, password }))) {
        rememberPort(dataDir, running.port);
        return { ...running, url: (name) => urlOf({ port: running.port, password, name }) };
      }
      if (running || (child && isAlive(child))) {
        await sleep(20);
        continue;
      }
      if (child && explainEnd({ logFile, logStart, log }) === 'port taken') candidate = port;
      if (child) await sleep(50);
      killOrphans(cluster);
      const chosen = await choosePort(candidate, port !== undefined);
      logStart = sizeOf(logFile);
      child = launched = launch({ runner, cluster, logFile, port: chosen, durable });
    }
    throw new AppError('database_unavailable', `PostgreSQL did not start within 60 s; its log is ${logFile}`);
  }

  async function stop(): Promise<void> {
    const pid = (cluster ? readPostmaster(cluster)?.pid : undefined) ?? launched?.pid;
    if (pid === undefined) return;
    // Fast shutdown; then immediate, after which the next start replays the log; then by force.
    for (const [signal, waitMs] of [
      ['SIGINT', 1200],
      ['SIGQUIT', 500],
      ['SIGKILL', 500],
    ] as const) {
      tryKill(pid, signal);
      if (await ended(pid, waitMs)) return;
    }
  }

  return {
    async start(signal?: AbortSignal): Promise<RunningPostgres> {
      try {
        return await bringUp(signal);
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}

/** When root hands over to another user, that user has to reach its folder; the keys beside it stay closed by mode. */
function openTo({ uid, gid }: PostgresRunner, dataDir: string): void {
  if (uid === undefined || gid === undefined) return;
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
}

/** Keeps the log and one older one, each of some 5 MB at most when a server starts. */
function rotateLog(dataDir: string): string {
  const file = path.join(dataDir, 'postgres.log');
  if (sizeOf(file) > 5_000_000) renameSync(file, `${file}.1`);
  return file;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function launch(options: {
  runner: PostgresRunner;
  cluster: string;
  logFile: string;
  port: number;
  durable: boolean;
}): ChildProcess {
  const { runner, cluster, logFile, port, durable } = options;
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command = '', ...rest] = [
    ...runner.wrap,
    path.join(runner.bin, 'postgres'),
    '-D',
    cluster,
    ...flags,
  ];
  const output = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(command, rest, {
      cwd: cluster,
      detached: true,
      stdio: ['ignore', output, output],
      env: postgresEnvironment(),
      uid: runner.uid,
      gid: runner.gid,
    });
    // A failed spawn shows as a child without a pid; without a listener it would end the process.
    child.once('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/** Returns what the next round of the loop mends, throws on anything else. */
function explainEnd(options: {
  logFile: string;
  logStart: number;
  log: Log | undefined;
}): 'port taken' | 'not yet' {
  const { logFile, logStart, log } = options;
  const said = readFileSync(logFile, 'utf8').slice(logStart);
  const fatal = /^.*FATAL:\s*(.*)$/m.exec(said)?.[1] ?? 'it ended at once';
  log?.debug('postgres ended while starting', { said: fatal });
  if (/could not bind|could not create any TCP/.test(said)) return 'port taken';
  if (/pre-existing shared memory block|lock file "postmaster.pid"/.test(fatal)) return 'not yet';
  throw new AppError('database_unavailable', `PostgreSQL did not start: ${fatal}; its log is ${logFile}`);
}

async function choosePort(candidate: number | undefined, isFixed: boolean): Promise<number> {
  if (candidate !== undefined && (await isPortFree(candidate))) return candidate;
  if (isFixed) throw new AppError('database_unavailable', `Port ${candidate} for PostgreSQL is taken.`);
  return findFreePort();
}

async function answers({ port, password }: { port: number; password: string }): Promise<boolean> {
  const connectionString = urlOf({ port, password, name: 'postgres' });
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') return false;
    throw new AppError(
      'database_unavailable',
      'The PostgreSQL in the data directory does not accept the password stored beside it (postgres-password).',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf({ port, password, name }: { port: number; password: string; name: string }): string {
  return `postgresql://${postgresUser}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function ended(pid: number, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (findProcess(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
