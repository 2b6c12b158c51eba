'use client';
import { createContext, useContext } from 'react';

/**
 * What was pressed in the report and where it stands (UTF-16 offset): the mark of a page, of a quote while the text is
 * written, or the words of a claim, which have no number.
 */
export type CitationMark = { of: 'page' | 'quote' | 'claim'; number: number; offset: number };

type Citations = {
  open: CitationMark | null;
  /** Where the claim begins whose card is open. */
  openClaim: number | null;
  onOpen: (mark: CitationMark, anchor: HTMLElement) => void;
  titleOf: (mark: Pick<CitationMark, 'of' | 'number'>) => string;
  /** What stands before the ids of headings, where a page has several texts. */
  idPrefix: string;
  /** Whether the text has headings of the first or second level: those of the third then stand below them. */
  hasParts: boolean;
};

export const CitationContext = createContext<Citations>({
  open: null,
  openClaim: null,
  onOpen: () => {},
  titleOf: () => '',
  idPrefix: '',
  hasParts: true,
});

/** What a mark in the text needs to know about the card that it opens. */
export const useCitations = (): Citations => useContext(CitationContext);
