import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import { findProcess } from './find-process.ts';
import { type PostgresRunner, postgresEnvironment } from './postgres-binaries.ts';

export const postgresUser = 'postgres';

/**
 * Makes `dataDir/postgres` when it does not exist, with a random password in `dataDir/postgres-password` (0600).
 * It is made aside and moved into place, so that a start that is killed midway leaves no half cluster.
 */
export async function createCluster(options: {
  runner: PostgresRunner;
  dataDir: string;
  durable: boolean;
  signal?: AbortSignal;
}): Promise<void> {
  const { runner, dataDir, durable, signal } = options;
  const cluster = path.join(dataDir, 'postgres');
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return;
  dropUnfinished(dataDir);
  writePassword(dataDir);
  // The process id tells a later start whether the one that was making it still lives.
  const suffix = `.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const unfinished = path.join(realpathSync(dataDir), `postgres${suffix}`);
  const passwordFile = path.join(realpathSync(dataDir), `postgres-password${suffix}`);
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, `${readPassword(dataDir)}\n`, { mode: 0o600 });
    if (runner.uid !== undefined && runner.gid !== undefined) {
      for (const owned of [unfinished, passwordFile]) chownSync(owned, runner.uid, runner.gid);
    }
    await runInitdb({ runner, unfinished, passwordFile, durable, signal });
    moveIntoPlace(unfinished, cluster);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

function dropUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = /^postgres(?:-password)?\.new-(\d+)-/.exec(name)?.[1];
    if (pid && !findProcess(Number(pid))) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
}

async function runInitdb(options: {
  runner: PostgresRunner;
  unfinished: string;
  passwordFile: string;
  durable: boolean;
  signal?: AbortSignal;
}): Promise<void> {
  const { runner, unfinished, passwordFile, durable, signal } = options;
  const flags = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C'];
  const [command = '', ...rest] = [
    ...runner.wrap,
    path.join(runner.bin, 'initdb'),
    ...['-D', unfinished, '-U', postgresUser, '--no-instructions', ...flags],
    ...(durable ? [] : ['--no-sync']),
  ];
  const child = spawn(command, rest, {
    cwd: unfinished,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: postgresEnvironment(),
    signal,
    uid: runner.uid,
    gid: runner.gid,
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const status = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  signal?.throwIfAborted();
  if (status === 0) return;
  const reason = said.trim().split('\n').at(-1) || `it ended with ${status}`;
  throw new AppError('database_unavailable', `PostgreSQL could not create its files: ${reason}`);
}

function moveIntoPlace(unfinished: string, cluster: string): void {
  try {
    renameSync(unfinished, cluster);
  } catch (error) {
    // Another start was faster.
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) throw error;
  }
}

function writePassword(dataDir: string): void {
  try {
    writeFileSync(passwordFileOf(dataDir), randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Reads the password of the cluster; throws `database_unavailable` when its file is gone. */
export function readPassword(dataDir: string): string {
  try {
    return readFileSync(passwordFileOf(dataDir), 'utf8').trim();
  } catch (cause) {
    throw new AppError(
      'database_unavailable',
      'The data directory holds a PostgreSQL but not its password (postgres-password): put that file back, or start with an empty DATA_DIR.',
      { cause },
    );
  }
}

function passwordFileOf(dataDir: string): string {
  return path.join(dataDir, 'postgres-password');
}

/**
 * Reads which server runs on a cluster (a real path). A pid file whose process is gone, a zombie or another program
 * is removed: PostgreSQL itself would take any process of that number for a running server.
 */
export function readPostmaster(cluster: string): { pid: number; port: number } | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined) return undefined;
  const [pid = '', , , port = ''] = readFileSync(file, 'utf8').split('\n');
  // A file just being written is empty for a moment.
  if (!pid.trim() && Date.now() - written < 2000) return undefined;
  const found = findProcess(Number(pid));
  const isOurs = found?.cwd === cluster || `${found?.command} `.includes(` -D ${cluster} `);
  if (found && isOurs) return { pid: Number(pid), port: Number(port) };
  rmSync(file, { force: true });
  return undefined;
}

/** Ends the backends of a killed server: while one lives, no other server may use its files. Linux only. */
export function killOrphans(cluster: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const found = findProcess(Number(name));
    if (found?.cwd !== cluster || !found.command.startsWith('postgres:')) continue;
    process.kill(found.pid, 'SIGKILL');
  }
}

export function rememberedPort(dataDir: string): number | undefined {
  const file = path.join(dataDir, 'postgres-port');
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isInteger(port) ? port : undefined;
}

export function rememberPort(dataDir: string, port: number): void {
  writeFileSync(path.join(dataDir, 'postgres-port'), String(port));
}
