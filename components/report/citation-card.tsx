'use client';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { midScreen, useMedia } from '#components/use-media.ts';

type Place = { top: number; left: number; arrow: number };

const gapPx = 8;

/** A card that hangs under its citation mark, and is a sheet from below where there is little room. */
export function CitationCard({
  label,
  anchor,
  container,
  onClose,
  children,
}: {
  label: string;
  anchor: HTMLElement;
  /** The positioned element that the card scrolls with. */
  container: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: React.ReactNode;
}) {
  const roomy = useMedia(midScreen);
  const place = usePlace(anchor, container, roomy);

  if (!roomy)
    return (
      <Sheet label={label} onClose={onClose}>
        {children}
      </Sheet>
    );
  if (!place) return null;
  return (
    <Dialog
      label={label}
      modal={false}
      onClose={onClose}
      style={{ top: place.top, left: place.left }}
      className="absolute inset-auto z-10 w-132 max-w-full rounded-3"
    >
      <span
        aria-hidden="true"
        className="absolute -top-[5px] size-[9px] rotate-45 bg-raised shadow-[-1px_-1px_0_var(--color-line-2)]"
        style={{ left: place.arrow }}
      />
      <InSight>{children}</InSight>
    </Dialog>
  );
}

/** Scrolls the page so that all of the card is in sight, also once its words have come. */
function InSight({ children }: { children: React.ReactNode }) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!card.current) return;
    const bring = () => card.current?.scrollIntoView({ block: 'nearest' });
    bring();
    const observer = new ResizeObserver(bring);
    observer.observe(card.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={card} className="max-h-[min(22rem,50dvh)] overflow-hidden rounded-3 scroll-mt-12 scroll-mb-4">
      {children}
    </div>
  );
}

/** A modal card: in the middle of a wide page, from below on a narrow one. */
export function Sheet({
  label,
  onClose,
  children,
}: {
  label: string;
  onClose: () => void;
  children: React.ReactNode;
}) {
  return (
    <Dialog
      label={label}
      modal
      onClose={onClose}
      className="fixed m-auto max-h-[80dvh] w-132 rounded-3 max-mid:inset-x-0 max-mid:top-auto max-mid:bottom-0 max-mid:m-0 max-mid:w-full max-mid:max-w-none max-mid:rounded-t-[12px] max-mid:rounded-b-none max-mid:pt-2"
    >
      <div className="max-h-[80dvh] overflow-hidden pb-[env(safe-area-inset-bottom)]">{children}</div>
    </Dialog>
  );
}

/** Under the mark, within the width of the text; kept true when the page changes its size. */
function usePlace(
  anchor: HTMLElement,
  container: RefObject<HTMLElement | null>,
  active: boolean,
): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useLayoutEffect(() => {
    const frame = container.current;
    if (!frame || !active) return;
    const measure = () => {
      // A mark that was edited away leaves the card where it is.
      if (!anchor.isConnected) return;
      const mark = anchor.getBoundingClientRect();
      const box = frame.getBoundingClientRect();
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const width = Math.min(33 * rem, box.width);
      const middle = mark.left + mark.width / 2 - box.left;
      const left = Math.max(0, Math.min(middle - width / 2, box.width - width));
      setPlace({ top: mark.bottom - box.top + gapPx, left, arrow: middle - left - 4.5 });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    return () => observer.disconnect();
  }, [anchor, container, active]);
  return place;
}
