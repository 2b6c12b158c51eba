'use client';
import { useCitations } from './citation-context.ts';

/** The small numbered button behind a sentence that opens its quote. */
export function CitationButton({ number, offset }: { number: number; offset: number }) {
  const { open, onOpen, titleOf } = useCitations();
  const title = titleOf(number);
  return (
    // The word joiner and the span keep the mark on the line of the word before it.
    <span className="whitespace-nowrap">
      {'\u2060'}
      <button
        type="button"
        className="cite"
        aria-haspopup="dialog"
        aria-expanded={open?.offset === offset}
        aria-label={title ? `Citation ${number}, ${title}` : `Citation ${number}`}
        onClick={(event) => onOpen({ number, offset }, event.currentTarget)}
      >
        {number}
      </button>
    </span>
  );
}
