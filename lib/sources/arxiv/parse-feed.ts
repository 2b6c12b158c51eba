import { DOMParser } from 'linkedom';
import { AppError } from '#lib/errors.ts';

/** A paper as arXiv describes it: `id` with its version, dates as days (`2017-06-12`), authors in order. */
export type ArxivPaper = {
  id: string;
  title: string;
  authors: string[];
  published: string;
  updated: string;
  summary: string;
};

/**
 * Reads the papers of an Atom feed of arXiv's API, in order; entries without id, title or abstract are left out.
 * Throws `source_failed` when it is no such feed or when it reports an error.
 */
export function parseArxivFeed(xml: string): ArxivPaper[] {
  const feed = new DOMParser().parseFromString(xml, 'text/xml').documentElement as unknown as Element | null;
  // The parser mends what breaks off.
  if (feed?.tagName !== 'feed' || !/<\/feed>\s*$/.test(xml)) {
    throw new AppError('source_failed', 'arXiv sent an answer that could not be understood.');
  }
  return childrenOf(feed, 'entry').flatMap((entry) => {
    const [, id = ''] = /\/abs\/(\S+)$/.exec(wordsOf(entry, 'id')) ?? [];
    if (wordsOf(entry, 'id').includes('/api/errors')) {
      throw new AppError(
        'source_failed',
        `arXiv could not answer: ${wordsOf(entry, 'summary').slice(0, 200)}.`,
      );
    }
    const paper = {
      id,
      title: wordsOf(entry, 'title'),
      authors: childrenOf(entry, 'author').map((author) => wordsOf(author, 'name')),
      published: dayOf(wordsOf(entry, 'published')),
      updated: dayOf(wordsOf(entry, 'updated')),
      summary: wordsOf(entry, 'summary'),
    };
    return paper.id && paper.title && paper.summary ? [paper] : [];
  });
}

function childrenOf(element: Element, tag: string): Element[] {
  return [...element.children].filter((child) => child.tagName === tag);
}

function wordsOf(element: Element, tag: string): string {
  const [child] = childrenOf(element, tag);
  return (child?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function dayOf(time: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(time)?.[0] ?? '';
}
