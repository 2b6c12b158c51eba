import { statfs } from 'node:fs/promises';
import { findEngine } from '#lib/find-engine.ts';
import type { Degraded } from '#lib/schema/degraded.ts';
import { isFailing } from '#lib/schema/source.ts';
import { listSourceStates } from './list-source-states.ts';
import { runtime } from './runtime.ts';

/** With less, an upload, a log or the embedded database may find no room. */
const leastBytes = 64 * 1024 * 1024;
const engineTimeoutMs = 2000;
/** Whoever asks more often gets the same answer: readyz asks nobody who they are. */
const freshMs = 1000;

let last: { at: number; parts: Promise<Degraded[]> } | undefined;

/** Which parts do not do all they should: no room on the disk, the engine out of reach, sources that failed last. */
export function findDegraded(): Promise<Degraded[]> {
  if (!last || performance.now() - last.at > freshMs) last = { at: performance.now(), parts: lookAtParts() };
  return last.parts;
}

/** The same without what was found a moment ago. */
export async function lookAtParts(): Promise<Degraded[]> {
  const found = await Promise.all([lookAtDisk(), lookAtEngine(), lookAtSources()]);
  return found.filter((part) => part !== null);
}

async function lookAtDisk(): Promise<Degraded | null> {
  const free = await statfs(runtime().config.DATA_DIR).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  if (free === null) return { part: 'disk', detail: 'The data directory cannot be looked at.' };
  if (free >= leastBytes) return null;
  const left = `${Math.floor(free / 1024 / 1024)} MB are left`;
  return { part: 'disk', detail: `The disk of the data directory is nearly full: ${left}. Make room there.` };
}

async function lookAtEngine(): Promise<Degraded | null> {
  const { url } = findEngine(runtime().config);
  try {
    const signal = AbortSignal.timeout(engineTimeoutMs);
    const { status } = await fetch(`${url}/health`, { signal, redirect: 'manual' });
    if (status < 500) return null;
  } catch {
    // Told below: it does not answer.
  }
  return {
    part: 'engine',
    detail: 'The engine cannot be reached: jobs are taken, and wait until it is back.',
  };
}

async function lookAtSources(): Promise<Degraded | null> {
  const failing = (await listSourceStates()).filter(isFailing).map(({ name }) => name);
  if (failing.length === 0) return null;
  return {
    part: 'sources',
    detail: `Could not be asked last: ${failing.join(', ')}. Research goes on without.`,
  };
}
