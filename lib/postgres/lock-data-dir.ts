import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import { findProcess } from './find-process.ts';

type Holder = { pid: number; started: string };

/**
 * Takes a data directory for this process; `release` gives it back. A lock whose process is gone (kill -9, a power
 * cut, another program of that number) is taken over, which `isTakenOver` tells: what that process had started may
 * just be ending. Throws `conflict` while another process holds it.
 */
export function lockDataDir(dataDir: string): { release(): void; isTakenOver: boolean } {
  const file = path.join(dataDir, 'lock');
  const own: Holder = { pid: process.pid, started: findProcess(process.pid)?.started ?? '' };
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(aside, JSON.stringify(own), { mode: 0o600 });
  let tries = 0;
  try {
    for (; !linked(aside, file); tries++) {
      const holder = readHolder(file);
      if (tries === 20 || (holder && isAlive(holder))) throw inUse(holder);
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(aside);
  }
  return {
    isTakenOver: tries > 0,
    release() {
      if (readHolder(file)?.pid === own.pid) rmSync(file, { force: true });
    },
  };
}

/** A link is made whole or not at all, so that nobody reads half a lock. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  return findProcess(pid)?.started === started;
}

function inUse(holder: Holder | undefined): AppError {
  const who = holder ? ` (process ${holder.pid})` : '';
  return new AppError(
    'conflict',
    `Another instance is already using this data directory${who}: stop it first, or set a different DATA_DIR, PORT and ENGINE_PORT.`,
  );
}
