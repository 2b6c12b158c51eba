import type { Passage } from '#lib/schema/source.ts';
import { type Collection, collectionOf, countTerms, idf, saturate, type TermCounts } from '#lib/text/bm25.ts';
import { conceptsOf, scoreConcepts } from '#lib/text/concepts.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { isPointer } from './is-pointer.ts';

/** A section of a page that was read; `terms` counts its title and heading path too. */
export type RankedSection = Passage & { page: EvidencePage; terms: TermCounts };

/** What two words of the question that follow each other are worth beside each of them alone. */
const pairWeight = 0.4;

/** All sections of the pages that were read, ready to be ranked for any query. */
export type SectionIndex = { sections: RankedSection[]; collection: Collection };

/** More pages than these, the best of what was found, change no choice and cost time in which nothing else runs. */
const maxPages = 14;

const indexes = new WeakMap<readonly EvidencePage[], SectionIndex>();

/**
 * Splits the best pages, and those that are asked for, into sections and counts their words; what a source scored
 * itself keeps that score. Lists of links are left out. The same list is indexed once.
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
  ];
  const sections = best.flatMap((page) =>
    splitPassages(page.text).flatMap((section): RankedSection[] => {
      if (!saysSomething(page.text, section)) return [];
      const heading = [page.title, ...section.heading].join('\n');
      const words = tokenize(`${heading}\n${page.text.slice(section.start, section.end)}`);
      const terms = countTerms([...words, ...pairsOf(words)]);
      return [{ ...section, score: sourceScore(page, section), page, terms }];
    }),
  );
  return { sections, collection: collectionOf(sections.map(({ terms }) => terms)) };
}

/** Whether a section is more than a list of links; told line by line, since thousands of sentences are no matter here. */
function saysSomething(text: string, section: { start: number; end: number; heading: string[] }): boolean {
  const lines = text.slice(section.start, section.end).split('\n');
  return lines.some((line) => {
    const form = /^\s*(?:[-*+]|\d{1,3}[.)])\s/.test(line) ? 'item' : 'sentence';
    return line.trim() !== '' && !isPointer({ form, text: line.trim() }, section.heading);
  });
}

/** The score of each section for a query, from 0 to 1, in the order of the index. */
export function rankSections({ sections, collection }: SectionIndex, query: string): number[] {
  const concepts = conceptsOf(query, collection);
  const pairs = [...new Set(pairsOf(tokenize(query)))].map((pair) => ({
    pair,
    weight: idf(pair, collection),
  }));
  const scores = sections.map(({ terms: { counts, length } }) => {
    const worth = (term: string) => saturate(counts.get(term) ?? 0, { length, collection });
    let score = scoreConcepts(concepts, worth);
    for (const { pair, weight } of pairs) score += pairWeight * weight * worth(pair);
    return score;
  });
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

/** Words that follow each other; what is said with the same two words is likelier meant. */
function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}
