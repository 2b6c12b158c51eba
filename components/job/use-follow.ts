'use client';
import { type RefObject, useCallback, useEffect, useState } from 'react';

const nearPx = 48;

/**
 * Keeps the end of a growing text in sight for as long as the reader is there. Who scrolls up is left alone; `jump`
 * brings them back.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  { active, growth }: { active: boolean; growth: number },
): { away: boolean; jump: () => void } {
  const [away, setAway] = useState(false);

  useEffect(() => {
    if (!active) return;
    const onScroll = () => setAway(distance(scroller.current) > nearPx);
    const element = scroller.current;
    element?.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element?.removeEventListener('scroll', onScroll);
      window.removeEventListener('scroll', onScroll);
    };
  }, [active, scroller]);

  const jump = useCallback(() => {
    const element = scrolling(scroller.current);
    element.scrollTo({ top: element.scrollHeight });
    setAway(false);
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: growth is what the effect answers to
  useEffect(() => {
    if (active && !away) jump();
  }, [active, away, growth, jump]);

  return { away: active && away, jump };
}

/** The column where it scrolls by itself, else the page. */
function scrolling(column: HTMLElement | null): Element {
  const own = column && getComputedStyle(column).overflowY === 'auto';
  return own ? column : (document.scrollingElement ?? document.documentElement);
}

function distance(column: HTMLElement | null): number {
  const element = scrolling(column);
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
