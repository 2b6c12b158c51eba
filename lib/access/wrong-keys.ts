import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { AppError } from '#lib/errors.ts';

export const windowSeconds = 10;
/** What came in a moment is told to the other processes together, once. */
const usualShareMs = 500;
/** More addresses are not remembered at once. */
const mostAddresses = 10_000;

/** How often wrong keys came from an address in the present window, over all processes, and when that is over. */
export type Tally = { address: string; count: number; resetSeconds: number };

type Entry = { shared: number; unshared: number; until: number };

/**
 * Says no to a key that lets nobody in: `unauthorized`, and after `mostWrong` from one address within ten seconds
 * `rate_limited` until they are over. Processes tell each other by `share` what they counted, at most twice a second and
 * only while wrong keys come. Right keys are never held up by the wrong ones of others.
 */
export function createWrongKeys({
  share,
  mostWrong = 100,
  shareMs = usualShareMs,
  now = () => Date.now(),
}: {
  /** Adds to what all processes have counted, and answers how much that is now. */
  share: (more: { address: string; count: number }[]) => Promise<Tally[]>;
  mostWrong?: number;
  shareMs?: number;
  now?: () => number;
}) {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | undefined;

  async function shareAll(): Promise<void> {
    const more = [...entries].filter(([, { unshared }]) => unshared > 0);
    const counts = more.map(([address, entry]) => ({ address, count: entry.unshared }));
    for (const [, entry] of more) {
      entry.shared += entry.unshared;
      entry.unshared = 0;
    }
    // In one order, so that two processes never wait for each other.
    counts.sort((a, b) => (a.address < b.address ? -1 : 1));
    for (const { address, count, resetSeconds } of counts.length > 0 ? await share(counts) : []) {
      const entry = entries.get(address);
      if (!entry) continue;
      entry.shared = count;
      entry.until = now() + 1000 * resetSeconds;
    }
  }

  function shareSoon(): void {
    timer ??= setTimeout(() => {
      // What could not be told counts in this process alone.
      shareAll()
        .catch(() => {})
        .finally(() => {
          timer = undefined;
          if ([...entries.values()].some(({ unshared }) => unshared > 0)) shareSoon();
        });
    }, shareMs);
    timer.unref();
  }

  function entryOf(address: string): Entry {
    const known = entries.get(address);
    if (known && now() < known.until) return known;
    entries.delete(address);
    const [oldest] = entries.keys();
    if (entries.size >= mostAddresses && oldest !== undefined) entries.delete(oldest);
    const entry = { shared: 0, unshared: 0, until: now() + 1000 * windowSeconds };
    entries.set(address, entry);
    return entry;
  }

  return (from: string): AppError => {
    const entry = entryOf(nameOf(from));
    entry.unshared += 1;
    shareSoon();
    if (entry.shared + entry.unshared <= mostWrong)
      return new AppError('unauthorized', 'The key is wrong, has expired or was revoked.');
    return new AppError('rate_limited', 'Too many wrong keys were sent from your address; wait a moment.', {
      retryAfterSeconds: Math.max(1, Math.ceil((entry.until - now()) / 1000)),
    });
  };
}

/** An address as it is counted: an IPv6 network, of which one caller has as many addresses as it likes, and no words of it. */
const nameOf = (address: string): string =>
  createHash('sha256')
    .update(isIPv6(address) ? networkOf(address) : address)
    .digest('base64url');

/** The first four of its eight groups. */
function networkOf(address: string): string {
  const { hostname } = new URL(`http://[${address.split('%')[0]}]`);
  const [before = '', after] = hostname.slice(1, -1).split('::');
  const groupsOf = (part: string) => part.split(':').filter(Boolean);
  const [first, last] = [groupsOf(before), groupsOf(after ?? '')];
  const between = after === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array.from({ length: between }, () => '0'), ...last].slice(0, 4).join(':');
}
