import type { Entry } from './living-keys.ts';

/** How often the keys of what is open are looked at. */
const usualEveryMs = 2000;
/** No stream of a job lives longer. */
const longestStreamMs = 25 * 3_600_000;

type Watched = { entry: Entry; ending: AbortController; askedAt: number };

/**
 * Signals for what stays open after it was let in, such as a stream: each aborts within some seconds after its key was
 * revoked or has expired, or its session was ended, in whichever process. Looks only while something was opened; a look
 * that fails is tried again.
 */
export function createKeyWatch({
  findLiving,
  everyMs = usualEveryMs,
  now = () => Date.now(),
}: {
  findLiving: (entries: Entry[]) => Promise<Entry[]>;
  everyMs?: number;
  now?: () => number;
}) {
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    for (const [name, { askedAt }] of watched) if (now() - askedAt > longestStreamMs) watched.delete(name);
    const living = new Set((await findLiving([...watched.values()].map(({ entry }) => entry))).map(nameOf));
    for (const [name, { ending }] of watched) {
      if (living.has(name)) continue;
      watched.delete(name);
      ending.abort(new DOMException('The key was revoked or has expired.', 'AbortError'));
    }
  }

  function lookLater(): void {
    if (timer || watched.size === 0) return;
    timer = setTimeout(() => {
      look()
        .catch(() => {})
        .finally(() => {
          timer = undefined;
          lookLater();
        });
    }, everyMs);
    timer.unref();
  }

  return {
    /** A signal for what was opened with a key just now. */
    signalOf(entry: Entry): AbortSignal {
      const known = watched.get(nameOf(entry));
      const one = known ?? { entry, ending: new AbortController(), askedAt: 0 };
      one.askedAt = now();
      watched.set(nameOf(entry), one);
      lookLater();
      return one.ending.signal;
    },
  };
}

const nameOf = ({ keyId, session }: Entry): string => `${keyId} ${session ?? ''}`;
