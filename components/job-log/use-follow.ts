'use client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const atEndPx = 4;
const keysUp = ['ArrowUp', 'PageUp', 'Home'];

/** `gently`: as far as the beginning of what is new stays in sight; `closely`: to the end, as the reader asked. */
type Way = 'gently' | 'closely' | 'not at all';

/**
 * Moves a growing text along so that its end is in sight, but never the beginning of what is new (`from`, the place where
 * a reader begins) out of it: the end itself is followed only for who scrolled or jumped there, and only while it is
 * written. Who scrolls up is left alone. `isBelow` says that there is more below what is seen; `jump` leads to it.
 */
export function useFollow(
  column: RefObject<HTMLElement | null>,
  {
    writing,
    growth,
    from = theTop,
  }: { writing: boolean; growth: number; from?: (column: Element) => number },
): { isBelow: boolean; jump: () => void; begin: () => void } {
  const [isBelow, setBelow] = useState(false);
  const way = useRef<Way>('gently');
  const lastTop = useRef(0);

  useEffect(() => {
    // Going up is known before the page has moved: else the next piece of text would pull it down again.
    const leave = (event: Event) => {
      if (!isInside(column.current, event.target)) return;
      const up =
        event instanceof WheelEvent ? event.deltaY < 0 : keysUp.includes((event as KeyboardEvent).key);
      if (up && scrolling(column.current).scrollTop > 0) way.current = 'not at all';
    };
    const onScroll = (event: Event) => {
      const element = scrolling(column.current);
      if (event.target !== element && event.target !== document) return;
      const isAtEnd = distance(element) <= atEndPx;
      if (isAtEnd) way.current = element.scrollTop > from(element) + atEndPx ? 'closely' : 'gently';
      else if (element.scrollTop < lastTop.current) way.current = 'not at all';
      lastTop.current = element.scrollTop;
      setBelow(!isAtEnd);
    };
    const listening = new AbortController();
    const options = { passive: true, capture: true, signal: listening.signal };
    window.addEventListener('wheel', leave, options);
    window.addEventListener('keydown', leave, options);
    window.addEventListener('scroll', onScroll, options);
    return () => listening.abort();
  }, [column, from]);

  const jump = useCallback(() => {
    way.current = 'closely';
    const element = scrolling(column.current);
    element.scrollTo({ top: element.scrollHeight });
  }, [column]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: growth is what the effect answers to
  useEffect(() => {
    const element = scrolling(column.current);
    // What comes with the end is not the text that was being read.
    if (!writing && way.current === 'closely') way.current = 'gently';
    const end = element.scrollHeight - element.clientHeight;
    const goal = way.current === 'closely' ? end : Math.min(end, from(element));
    if (way.current !== 'not at all' && goal > element.scrollTop) element.scrollTo({ top: goal });
    lastTop.current = element.scrollTop;
    setBelow(distance(element) > atEndPx);
  }, [writing, growth, column, from]);

  return {
    isBelow,
    jump,
    begin: useCallback(() => {
      way.current = 'gently';
    }, []),
  };
}

const theTop = () => 0;

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

const distance = ({ scrollHeight, scrollTop, clientHeight }: Element): number =>
  scrollHeight - scrollTop - clientHeight;
