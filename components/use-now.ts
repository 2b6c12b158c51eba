'use client';
import { useEffect, useState } from 'react';

/** The time, renewed every `everyMs` while `ticking`. */
export function useNow(everyMs: number, ticking = true): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (!ticking) return;
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, ticking]);
  return now;
}
