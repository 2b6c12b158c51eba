'use client';
import { type RefObject, useEffect, useState } from 'react';
import type { ListedJob } from '#lib/schema/job.ts';

/**
 * Keeps rows that are newer than what is shown behind a count while the reader has scrolled down, so that nothing moves
 * under the pointer; at the top they come in by themselves.
 */
export function useHeldRows(
  jobs: ListedJob[],
  scroller: RefObject<HTMLElement | null>,
): { shown: ListedJob[]; held: number; release: () => void } {
  const [newestShown, setNewestShown] = useState<string | null>(null);
  const newest = jobs[0]?.created_at ?? null;
  useEffect(() => {
    const atTop = (scroller.current?.scrollTop ?? 0) < 8 && window.scrollY < 8;
    if (atTop || newestShown === null) setNewestShown(newest);
  }, [newest, newestShown, scroller]);

  const shown = newestShown === null ? jobs : jobs.filter((job) => job.created_at <= newestShown);
  const release = () => {
    setNewestShown(newest);
    scroller.current?.scrollTo({ top: 0 });
    window.scrollTo({ top: 0 });
  };
  return { shown, held: jobs.length - shown.length, release };
}
