'use client';
import { useCallback, useSyncExternalStore } from 'react';

export const wideScreen = '(width >= 70rem)';
export const midScreen = '(width >= 51.25rem)';

/** Whether a media query holds. Until the page is live it counts as true; what is seen is up to CSS alone. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => true,
  );
}
