'use client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const atEndPx = 4;
const keysUp = ['ArrowUp', 'PageUp', 'Home'];

/**
 * Keeps the end of a growing text in sight for as long as the reader is there. Who scrolls up is left alone until they
 * are back at the end; `jump` brings them there.
 */
export function useFollow(
  column: RefObject<HTMLElement | null>,
  { active, growth }: { active: boolean; growth: number },
): { away: boolean; jump: () => void } {
  const [away, setAway] = useState(false);
  const lastTop = useRef(0);

  useEffect(() => {
    if (!active) return;
    // Going up is known before the page has moved: else the next piece of text would pull it down again.
    const leave = (event: Event) => {
      if (!isInside(column.current, event.target)) return;
      const up =
        event instanceof WheelEvent ? event.deltaY < 0 : keysUp.includes((event as KeyboardEvent).key);
      if (up && canScroll(column.current)) setAway(true);
    };
    const onScroll = (event: Event) => {
      if (event.target !== scrolling(column.current) && event.target !== document) return;
      const { scrollTop } = scrolling(column.current);
      if (distance(column.current) <= atEndPx) setAway(false);
      else if (scrollTop < lastTop.current) setAway(true);
      lastTop.current = scrollTop;
    };
    const listening = new AbortController();
    const options = { passive: true, capture: true, signal: listening.signal };
    window.addEventListener('wheel', leave, options);
    window.addEventListener('keydown', leave, options);
    window.addEventListener('scroll', onScroll, options);
    return () => listening.abort();
  }, [active, column]);

  const jump = useCallback(() => {
    const element = scrolling(column.current);
    element.scrollTo({ top: element.scrollHeight });
    lastTop.current = element.scrollTop;
    setAway(false);
  }, [column]);
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

/** What is done beside a column that scrolls by itself, such as in a list or a field, is not about it. */
function isInside(column: HTMLElement | null, target: EventTarget | null): boolean {
  const element = scrolling(column);
  return element !== column || element.contains(target as Node);
}

function distance(column: HTMLElement | null): number {
  const { scrollHeight, scrollTop, clientHeight } = scrolling(column);
  return scrollHeight - scrollTop - clientHeight;
}

function canScroll(column: HTMLElement | null): boolean {
  return scrolling(column).scrollTop > 0;
}
