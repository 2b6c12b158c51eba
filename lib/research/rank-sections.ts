import type { Passage } from '#lib/schema/source.ts';
import { idf, saturate } from '#lib/text/bm25.ts';
import { conceptsOf, scoreConcepts } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { type CountedSections, countSections, sectionsOf } from './page-sections.ts';

/** A section of a page that was read. */
export type RankedSection = Passage & { page: EvidencePage };

/** What two words of the question that follow each other are worth beside each of them alone. */
const pairWeight = 0.4;

/** All sections of the pages that were read, ready to be ranked for any query. */
export type SectionIndex = { sections: RankedSection[] } & CountedSections;

/** More pages than these, the best of what was found, change no choice and cost time in which nothing else runs. */
const maxPages = 14;

const indexes = new WeakMap<readonly EvidencePage[], SectionIndex>();

/**
 * The sections of the best pages, and of those that are asked for; what a source scored itself keeps that score. Lists
 * of links are left out. The same list is indexed once.
 */
export function indexSections(pages: readonly EvidencePage[]): SectionIndex {
  const index = indexes.get(pages) ?? makeIndex(pages);
  indexes.set(pages, index);
  return index;
}

function makeIndex(pages: readonly EvidencePage[]): SectionIndex {
  const best = [
    ...pages.filter(({ asked_for }) => asked_for),
    ...pages
      .filter(({ asked_for }) => !asked_for)
      .sort((left, right) => right.score - left.score)
      .slice(0, maxPages),
  ].map((page) => ({ page, held: sectionsOf(page) }));
  const sections = best.flatMap(({ page, held }) =>
    held.sections.map((section): RankedSection => ({ ...section, score: sourceScore(page, section), page })),
  );
  return { sections, ...countSections(best.map(({ held }) => held)) };
}

/** The score of each section for a query, from 0 to 1, in the order of the index. */
export function rankSections({ lengths, countsOf, collection }: SectionIndex, query: string): number[] {
  const concepts = conceptsOf(query, collection);
  const pairs = [...new Set(pairsOf(tokenize(query)))].map((pair) => ({
    pair,
    weight: idf(pair, collection),
  }));
  const scores = lengths.map((length, at) => {
    const worth = (term: string) => saturate(countsOf(term)[at] ?? 0, { length, collection });
    let score = scoreConcepts(concepts, worth);
    for (const { pair, weight } of pairs) score += pairWeight * weight * worth(pair);
    return score;
  });
  return shares(scores);
}

export function shares(scores: number[]): number[] {
  const best = scores.reduce((most, score) => Math.max(most, score), 0);
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

/** Words that follow each other; what is said with the same two words is likelier meant. */
function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}
