import type { Plan } from '#lib/schema/plan.ts';
import type { EvidencePage } from './evidence-page.ts';
import { indexSections, type RankedSection, rankSections } from './rank-sections.ts';

/**
 * Chooses the sections that are worth quoting: the best for the question as a whole and at least one for each
 * sub-question, from at most `maxPages` pages. Answers these pages, the best first, with their chosen passages; a
 * passage's score runs from 0 to 1.
 */
export function selectPassages({
  question,
  plan,
  pages,
  maxPages = 5,
  maxPassages = 8,
}: {
  question: string;
  plan: Plan;
  pages: readonly EvidencePage[];
  maxPages?: number;
  maxPassages?: number;
}): EvidencePage[] {
  const index = indexSections(pages);
  const parts = plan.sub_questions.map(({ question }) => rankSections(index, question));
  const whole = rankSections(index, question);
  const ranked = index.sections
    .map((section, at) => ({ section, score: combine({ section, whole: whole[at] ?? 0, parts, at }), at }))
    .sort((left, right) => right.score - left.score || left.at - right.at);
  const best = ranked[0]?.score ?? 0;
  if (best === 0) return [];

  const chosen: typeof ranked = [];
  const take = (candidate: (typeof ranked)[number] | undefined) => {
    if (!candidate || chosen.includes(candidate) || chosen.length >= maxPassages) return;
    const urls = new Set(chosen.map(({ section }) => section.page.url));
    if (urls.has(candidate.section.page.url) || urls.size < maxPages) chosen.push(candidate);
  };
  take(ranked[0]);
  for (const part of parts) take(ranked.reduce((a, b) => ((part[b.at] ?? 0) > (part[a.at] ?? 0) ? b : a)));
  for (const candidate of ranked) if (candidate.score > best * 0.25) take(candidate);
  return groupByPage(chosen.map(({ section, score }) => ({ ...section, score: score / best })));
}

function combine(given: { section: RankedSection; whole: number; parts: number[][]; at: number }): number {
  const { section, whole, parts, at } = given;
  const bestPart = Math.max(...parts.map((scores) => scores[at] ?? 0));
  return whole + bestPart + section.score + section.page.score;
}

function groupByPage(sections: RankedSection[]): EvidencePage[] {
  const pages = new Map<string, EvidencePage>();
  for (const { page, terms: _terms, ...passage } of [...sections].sort((a, b) => b.score - a.score)) {
    const known = pages.get(page.url) ?? { ...page, passages: [] };
    known.passages.push(passage);
    pages.set(page.url, known);
  }
  return [...pages.values()];
}
