import {
  constants,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { AppError } from '#lib/errors.ts';
import { createPostgres } from './postgres.ts';
import { readPostmaster } from './postgres-cluster.ts';

/** What a server makes anew, or what is of the running one alone. */
const leftOut =
  /^(postmaster\.(pid|opts)|pg_(wal|dynshmem|notify|replslot|serial|snapshots|stat_tmp|subtrans)\/.|.*pgsql_tmp)/;
/** Of the data directory what is of a running product, or can be made again. */
const notKept = /^(lock|postgres|postgres\.log.*|postgres-port)$|\.new-/;

/**
 * Copies a data directory, database and all, into a folder that is not there yet, while the product runs or not: what was
 * committed before it began is in it, whole. Whoever starts the product on the copy goes on from there.
 * Throws `invalid_configuration` where there is nothing to copy, or something at the target.
 */
export async function backUp(dataDir: string, target: string): Promise<void> {
  const cluster = path.join(dataDir, 'postgres');
  if (!lstatSync(path.join(cluster, 'PG_VERSION'), { throwIfNoEntry: false }))
    throw new AppError('invalid_configuration', `There is no database in ${dataDir}: set DATA_DIR.`);
  makeTarget(target);
  const wasRunning = readPostmaster(realpathSync(cluster)) !== undefined;
  const postgres = createPostgres({ dataDir });
  const { url } = await postgres.start();
  try {
    await copyCluster(url('postgres'), { cluster, copy: path.join(target, 'postgres') });
  } finally {
    if (!wasRunning) await postgres.stop();
  }
  // After the database: what it knows of was there before.
  for (const name of readdirSync(dataDir))
    if (!notKept.test(name)) await copyTree(path.join(dataDir, name), path.join(target, name), () => true);
}

function makeTarget(target: string): void {
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    mkdirSync(target, { mode: 0o700 });
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'EEXIST' ? 'it is there already' : (cause as Error).message;
    throw new AppError('invalid_configuration', `${target} cannot be made: ${reason}.`, { cause });
  }
}

/**
 * Copies the files of a running server as PostgreSQL means it to be done: between `pg_backup_start` and `pg_backup_stop`,
 * on one connection; then its log, of which a replication slot has kept every piece meanwhile. A server that starts on
 * the copy replays that log first.
 */
async function copyCluster(url: string, { cluster, copy }: { cluster: string; copy: string }): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(
      "SELECT pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)",
    );
    await client.query("SELECT pg_backup_start('intentui', true)");
    await copyTree(cluster, copy, (file) => !leftOut.test(file));
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    const label = path.join(copy, 'backup_label');
    writeFileSync(label, rows[0]?.labelfile ?? '', { mode: 0o600 });
    ownAs(path.join(cluster, 'PG_VERSION'), label);
    for (const name of readdirSync(path.join(cluster, 'pg_wal')))
      if (/^[0-9A-F]{24}$/.test(name))
        await copyOne(path.join(cluster, 'pg_wal', name), path.join(copy, 'pg_wal', name));
  } finally {
    await client.end();
  }
}

async function copyTree(
  from: string,
  to: string,
  isKept: (file: string) => boolean,
  below = '',
): Promise<void> {
  const stats = lstatSync(from, { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (stats.isFile()) await copyOne(from, to);
  else if (stats.isDirectory()) {
    mkdirSync(to, { mode: stats.mode, recursive: true });
    ownAs(from, to);
    for (const name of readdirSync(from)) {
      const file = path.posix.join(below, name);
      if (isKept(file)) await copyTree(path.join(from, name), path.join(to, name), isKept, file);
    }
  }
}

/** A file that is gone by now was none that the database still needs. */
async function copyOne(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    ownAs(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Where root runs the product, the database is somebody else's. */
function ownAs(from: string, to: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = lstatSync(from);
  lchownSync(to, uid, gid);
}
