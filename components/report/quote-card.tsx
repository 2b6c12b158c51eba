'use client';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { formatMoment } from '#components/format-when.ts';
import { InlineCode } from '#components/inline-code.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { cutWords } from '#lib/client/cut-words.ts';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import { ClaimHead, type JudgedClaim } from './claim-head.tsx';
import { type ContextLine, type ContextPart, contextLines } from './context-lines.ts';
import { addressOfQuote, PageAddress } from './page-address.tsx';

/** Quotes of one page or of several, one at a time, each marked in the text around it. */
export function QuoteCard({
  number,
  title,
  url,
  quotes,
  claim = null,
  loading,
  onClose,
}: {
  /** The page's number in the report; null where it is not cited. */
  number: number | null;
  /** Title and address where there is no quote; a quote knows its own. */
  title: string;
  url: string;
  quotes: QuoteInContext[];
  /** The claim that rests on them, where the card opens for one. */
  claim?: JudgedClaim | null;
  loading: boolean;
  onClose: () => void;
}) {
  const [at, setAt] = useState(0);
  const quote = quotes[Math.min(at, quotes.length - 1)];
  const step = (by: number) => setAt((now) => (now + by + quotes.length) % quotes.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows are a second way to the two buttons inside
    <div
      onKeyDown={quotes.length > 1 ? onKeyDown : undefined}
      className="flex max-h-[inherit] flex-col text-sm"
    >
      <header className="flex items-center gap-2 py-2 pr-2 pl-3">
        {number !== null && <PageNumber on>{number}</PageNumber>}
        <h2 dir="auto" className="min-w-0 flex-1 truncate font-medium" title={quote?.title ?? title}>
          {quote?.title ?? title}
        </h2>
        {quotes.length > 1 && <Turner at={at} count={quotes.length} onStep={step} />}
        <IconButton label="Close" onClick={onClose}>
          <Icon name="cross" />
        </IconButton>
      </header>
      {claim && <ClaimHead claim={claim} />}
      <section
        aria-label="Quote"
        aria-live="polite"
        data-scrolls=""
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 overflow-auto px-3 pb-3 -outline-offset-2!"
      >
        {quote && <QuoteText quote={quote} />}
        {quote?.page?.cut_from && <p className="mt-3 text-xs text-ink-3">{cutWords(quote.page.cut_from)}</p>}
        {quote?.page?.copies && <Copies urls={quote.page.copies} />}
        {!quote && (
          <p className="text-ink-2">
            {loading ? 'The quotes are on their way.' : 'No quote was taken from this page.'}
          </p>
        )}
      </section>
      <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3 py-2 text-xs">
        {quote && (
          <span className="tone-good inline-flex items-center gap-1 font-medium whitespace-nowrap text-(--fg)">
            <Icon name="check" className="text-[0.875rem]" />
            Word for word
          </span>
        )}
        <span className="min-w-0 flex-1 basis-48 truncate text-ink-3">
          <PageAddress url={quote ? addressOfQuote(quote) : url} />
        </span>
        {quote?.read_at && (
          <span className="whitespace-nowrap text-ink-3">read {formatMoment(quote.read_at)}</span>
        )}
      </footer>
    </div>
  );
}

const mostCopies = 5;

/** Where the same text stands too: many addresses, one voice. */
function Copies({ urls }: { urls: readonly string[] }) {
  const more = urls.length - mostCopies;
  return (
    <div className="mt-3 text-xs text-ink-3">
      <p>
        The same text stands at {urls.length === 1 ? 'another address' : `${urls.length} other addresses`}:
      </p>
      <ul>
        {urls.slice(0, mostCopies).map((url) => (
          <li key={url} className="truncate">
            <PageAddress url={url} />
          </li>
        ))}
      </ul>
      {more > 0 && <p>and {more} more.</p>}
    </div>
  );
}

/** The number of a page as it stands in the text. */
export function PageNumber({ on = false, children }: { on?: boolean; children: React.ReactNode }) {
  const look = on
    ? 'bg-accent text-accent-on'
    : 'framed bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--color-line-2)]';
  return (
    <span
      className={`inline-flex h-5.5 min-w-5.5 flex-none items-center justify-center rounded-1 px-1 text-xs tabular-nums ${look}`}
    >
      {children}
    </span>
  );
}

function Turner({ at, count, onStep }: { at: number; count: number; onStep: (by: number) => void }) {
  return (
    <span className="flex items-center">
      <span className="mr-1 text-xs whitespace-nowrap text-ink-3 tabular-nums">
        {at + 1} of {count}
      </span>
      <IconButton label="Previous quote" onClick={() => onStep(-1)}>
        <Icon name="left" />
      </IconButton>
      <IconButton label="Next quote" onClick={() => onStep(1)}>
        <Icon name="right" />
      </IconButton>
    </span>
  );
}

const faces: Record<ContextLine['kind'], string> = {
  text: 'mt-2 first:mt-0',
  heading: 'mt-3 font-sans text-sm font-semibold first:mt-0',
  code: 'font-mono text-xs/5 whitespace-pre-wrap',
};

const leastAbovePx = 8;

/** Serif for the words of a page, mono for its code; the quote itself is marked and brought into sight. */
function QuoteText({ quote }: { quote: QuoteInContext }) {
  const body = useRef<HTMLQuoteElement>(null);
  const { id } = quote;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another quote has its mark at another place
  useLayoutEffect(() => {
    const marks = [...(body.current?.querySelectorAll('mark') ?? [])].map((mark) =>
      mark.getBoundingClientRect(),
    );
    const box = body.current?.closest('[data-scrolls]');
    const [first, last] = [marks.at(0), marks.at(-1)];
    if (!first || !last || !box) return;
    // In the middle where all of it fits, else from its beginning.
    const above = Math.max(leastAbovePx, (box.clientHeight - (last.bottom - first.top)) / 2);
    box.scrollTop += first.top - box.getBoundingClientRect().top - above;
  }, [id]);
  return (
    <>
      {quote.heading.length > 0 && (
        <p dir="auto" className="mb-1 text-xs text-ink-3">
          {quote.heading.join(' › ')}
        </p>
      )}
      <blockquote
        ref={body}
        cite={quote.url}
        className="font-serif text-md/[1.4375rem] break-words text-ink-2"
      >
        {contextLines(quote).map(({ kind, parts }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          <span key={index} dir={kind === 'code' ? 'ltr' : 'auto'} className={`block ${faces[kind]}`}>
            {parts.map((part) => (
              <Part key={part.text} part={part} asCode={kind === 'code'} />
            ))}
            {parts.length === 0 && '\u00a0'}
          </span>
        ))}
      </blockquote>
    </>
  );
}

function Part({ part, asCode }: { part: ContextPart; asCode: boolean }) {
  const words = asCode ? part.text : <InlineCode text={part.text} />;
  return part.marked ? <mark>{words}</mark> : words;
}
