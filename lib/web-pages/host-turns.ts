import { setTimeout as sleep } from 'node:timers/promises';
import { failed } from '#lib/fetch-url/failures.ts';
import { createRateLimit, type Release } from '#lib/rate-limit.ts';
import type { SharedTurn, SharedTurns } from './shared-turns.ts';

const atOnce = 2;
const maxWaiting = 100;
const maxHosts = 2000;
/** A host that asks for a longer rest than this is not waited for. */
const longestWaitMs = 10_000;

type Host = { limit: ReturnType<typeof createRateLimit>; restUntil: number; waiting: number };

/**
 * Lets at most two requests at a time go to a host, whatever jobs they are for, with a pause after each; while a host has
 * asked to be left alone, shortly they wait, for longer they fail as `source_failed`. With `shared` the same holds over all
 * processes on a database.
 */
export function createHostTurns({
  now = Date.now,
  pauseMs = 250,
  shared,
}: {
  now?: () => number;
  pauseMs?: number;
  shared?: SharedTurns;
} = {}) {
  const hosts = new Map<string, Host>();

  function hostOf(name: string): Host {
    const host = hosts.get(name) ?? {
      limit: createRateLimit({ name, atOnce, maxWaiting }),
      restUntil: 0,
      waiting: 0,
    };
    hosts.delete(name);
    hosts.set(name, host);
    for (const [idle, { waiting }] of hosts) {
      if (hosts.size <= maxHosts) break;
      if (waiting === 0) hosts.delete(idle);
    }
    return host;
  }

  return {
    /** Does `work` when it is the host's turn; `pauseSeconds` is what the host's robots.txt asks for. */
    async take<T>(
      name: string,
      work: () => Promise<T>,
      { signal, pauseSeconds = null }: { signal: AbortSignal; pauseSeconds?: number | null },
    ): Promise<T> {
      const host = hostOf(name);
      host.waiting += 1;
      let release: Release | undefined;
      let turn: SharedTurn | undefined;
      try {
        release = await host.limit.take(signal);
        const restMs = host.restUntil - now();
        if (restMs > longestWaitMs) throw failed(`${name} asks to be left alone for now.`);
        if (restMs > 0) await sleep(restMs, undefined, { signal });
        turn = await shared?.take(name, { signal, longestWaitMs });
        if (turn && 'restMs' in turn) throw failed(`${name} asks to be left alone for now.`);
        return await work();
      } finally {
        host.waiting -= 1;
        const pause = Math.min(Math.max(pauseMs, (pauseSeconds ?? 0) * 1000), longestWaitMs);
        if (turn && 'end' in turn) await turn.end(pause);
        release?.({ pauseMs: pause });
      }
    },
    async rest(name: string, seconds: number): Promise<void> {
      const host = hostOf(name);
      const restSeconds = Math.min(seconds, 3600);
      host.restUntil = Math.max(host.restUntil, now() + restSeconds * 1000);
      await shared?.rest(name, restSeconds);
    },
  };
}
