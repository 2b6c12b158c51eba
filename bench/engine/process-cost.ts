import { readdirSync, readFileSync } from 'node:fs';

/** Processor time so far and memory now; of several processes together. */
export type Cost = { cpuMs: number; memoryMb: number };

const ticksPerSecond = 100;
const pageBytes = 4096;

/**
 * What processes have cost. Only Linux tells (`/proc`); elsewhere nothing is known. Memory is what no other process
 * shares: the backends of PostgreSQL share most of theirs.
 */
export function readCost(pids: readonly number[]): Cost | undefined {
  try {
    const costs = pids.flatMap(costOf);
    return {
      cpuMs: costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      memoryMb: costs.reduce((sum, { memoryMb }) => sum + memoryMb, 0),
    };
  } catch {
    return undefined;
  }
}

/** A process and all that it started, as far as they live; what children that ended have cost counts with their parent. */
export function processTree(pid: number): number[] {
  try {
    const parents = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name));
        return stat ? [{ pid: Number(name), parent: Number(stat[1]) }] : [];
      });
    const tree = [pid];
    for (const parent of tree)
      tree.push(...parents.filter((each) => each.parent === parent).map((each) => each.pid));
    return tree;
  } catch {
    return [pid];
  }
}

function costOf(pid: number): Cost[] {
  const stat = statOf(pid);
  if (!stat) return [];
  // user, system, and the same of children that were waited for
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(stat[field]), 0);
  const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
  return [{ cpuMs: (ticks * 1000) / ticksPerSecond, memoryMb: ((resident - shared) * pageBytes) / 2 ** 20 }];
}

/** The fields after the name, which may hold spaces: state, parent, group … */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // it has ended
  }
}
