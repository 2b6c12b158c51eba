'use client';
import { createContext, useContext } from 'react';

/** A citation mark in the report: the number of its page and where it stands (UTF-16 offset). */
export type CitationMark = { number: number; offset: number };

type Citations = {
  open: CitationMark | null;
  /** Where the sentence begins that the open mark belongs to. */
  openSentence: number | null;
  onOpen: (mark: CitationMark, anchor: HTMLElement) => void;
  titleOf: (number: number) => string;
  /** What stands before the ids of headings, where a page has several texts. */
  idPrefix: string;
};

export const CitationContext = createContext<Citations>({
  open: null,
  openSentence: null,
  onOpen: () => {},
  titleOf: () => '',
  idPrefix: '',
});

/** What a mark in the text needs to know about the card that it opens. */
export const useCitations = (): Citations => useContext(CitationContext);
