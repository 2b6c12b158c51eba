import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';

/** `started` differs between two processes that had the same id; `cwd` is unknown where the system does not tell it. */
export type FoundProcess = { pid: number; command: string; started: string; cwd: string | undefined };

/** Finds a living process; one that is gone, or ended and was never reaped, gives undefined. */
export function findProcess(pid: number): FoundProcess | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): FoundProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return { pid, command, started: fields[19] ?? '', cwd: readCwd(pid) };
  } catch {
    return undefined;
  }
}

function readCwd(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): FoundProcess | undefined {
  try {
    const ask = (column: string) =>
      execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
    const state = ask('stat');
    if (!state || state.startsWith('Z')) return undefined;
    return { pid, command: ask('command'), started: ask('lstart'), cwd: undefined };
  } catch {
    return undefined;
  }
}
