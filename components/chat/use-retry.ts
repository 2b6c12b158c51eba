'use client';
import { useEffect, useRef, useState } from 'react';

const pausesMs = [300, 700, 1500, 3000, 5000];

/**
 * Calls `retry` for as long as it is `needed`: at once at first, then with growing pauses, and whenever the network
 * comes back. `alive` says that it works again, so that the next loss begins anew. `isLost` holds from the first try
 * that failed until then.
 */
export function useRetry({
  needed,
  alive,
  over,
  retry,
}: {
  needed: boolean;
  alive: boolean;
  /** There is nothing to take up any more: the next loss begins anew too. */
  over: boolean;
  /** Gets how often it was tried since it last worked. */
  retry: (tries: number) => Promise<void>;
}): { isLost: boolean } {
  const [tries, setTries] = useState(0);
  const [wasAlive, setWasAlive] = useState(false);
  const [isLost, setLost] = useState(false);
  const call = useRef(retry);
  const busy = useRef(false);
  useEffect(() => {
    call.current = retry;
  });
  useEffect(() => {
    if (!alive) return;
    setTries(0);
    setWasAlive(true);
    setLost(false);
  }, [alive]);
  useEffect(() => {
    if (!over) return;
    setTries(0);
    setLost(false);
  }, [over]);

  useEffect(() => {
    if (!needed) return;
    const isFirst = tries === 0 && !wasAlive;
    // Before it has ever worked, the first try only asks whether there is something to take up.
    if (tries > (wasAlive ? 0 : 1)) setLost(true);
    const run = async () => {
      if (busy.current) return;
      busy.current = true;
      // What failed is tried again.
      await call.current(tries).catch(() => {});
      busy.current = false;
      setTries((now) => now + 1);
    };
    const timer = setTimeout(run, isFirst ? 0 : pausesMs[Math.min(tries, pausesMs.length - 1)]);
    window.addEventListener('online', run);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', run);
    };
  }, [needed, tries, wasAlive]);

  return { isLost };
}
