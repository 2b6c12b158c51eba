/** Calls `listener` whenever the network comes back or goes; the answer ends that. Outside a browser it never does. */
export function onNetworkChange(change: 'online' | 'offline', listener: () => void): () => void {
  globalThis.addEventListener?.(change, listener);
  return () => globalThis.removeEventListener?.(change, listener);
}

/** Waits; a browser that comes back online and an abort end the wait at once. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      stopListening();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const stopListening = onNetworkChange('online', end);
    signal.addEventListener('abort', end, { once: true });
  });
}
