'use client';
import { useCitations } from './citation-context.ts';

/** The small numbered button behind a sentence that opens its quote. */
export function CitationButton({
  of,
  number,
  offset,
}: {
  of: 'page' | 'quote';
  number: number;
  offset: number;
}) {
  const { open, onOpen, titleOf } = useCitations();
  const title = titleOf({ of, number });
  const name = `${of === 'page' ? 'Citation' : 'Quote'} ${number}`;
  return (
    // The word joiner and the span keep the mark on the line of the word before it.
    <span className="whitespace-nowrap">
      {'\u2060'}
      <button
        type="button"
        className="cite"
        aria-haspopup="dialog"
        aria-expanded={open !== null && open.of === of && open.offset === offset}
        aria-label={title ? `${name}, ${title}` : name}
        onClick={(event) => onOpen({ of, number, offset }, event.currentTarget)}
      >
        {number}
      </button>
    </span>
  );
}
