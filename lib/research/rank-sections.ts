import type { Passage } from '#lib/schema/source.ts';
import { type Collection, collectionOf, countTerms, scoreBm25, type TermCounts } from '#lib/text/bm25.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';

/** A section of a page that was read; `terms` counts its heading path twice. */
export type RankedSection = Passage & { page: EvidencePage; terms: TermCounts };

/** All sections of the pages that were read, ready to be ranked for any query. */
export type SectionIndex = { sections: RankedSection[]; collection: Collection };

/** Splits the pages into sections and counts their words; what a source scored itself keeps that score. */
export function indexSections(pages: readonly EvidencePage[]): SectionIndex {
  const sections = pages.flatMap((page) =>
    splitPassages(page.text).map((section): RankedSection => {
      const heading = [page.title, ...section.heading].join('\n');
      const words = tokenize(`${heading}\n${heading}\n${page.text.slice(section.start, section.end)}`);
      return { ...section, score: sourceScore(page, section), page, terms: countTerms(words) };
    }),
  );
  return { sections, collection: collectionOf(sections.map(({ terms }) => terms)) };
}

/** The score of each section for a query, from 0 to 1, in the order of the index. */
export function rankSections(index: SectionIndex, query: string): number[] {
  const terms = new Set(tokenize(query));
  const scores = index.sections.map((section) =>
    scoreBm25(section.terms, terms, { collection: index.collection }),
  );
  const best = Math.max(...scores, 0);
  return best > 0 ? scores.map((score) => score / best) : scores;
}

/** What a source said of the passages that overlap a section. */
function sourceScore(page: EvidencePage, section: { start: number; end: number }): number {
  return Math.max(
    0,
    ...page.passages
      .filter(({ start, end }) => start < section.end && end > section.start)
      .map(({ score }) => score),
  );
}
