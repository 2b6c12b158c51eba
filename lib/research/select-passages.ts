import type { Plan } from '#lib/schema/plan.ts';
import { earlierShare } from './earlier-words.ts';
import type { EvidencePage } from './evidence-page.ts';
import { indexSections, type RankedSection, rankSections } from './rank-sections.ts';

/** Beyond this many UTF-16 units a page is about several things, and its other sections owe less to its best one. */
const shortPage = 6000;
/** Sections below this share of the best one say little about the question. */
const floor = 0.5;
/** What a section of a page that is asked for is worth at least beside the best one. */
const askedFloor = 0.9;

/**
 * Chooses the sections that are worth quoting: the best for the question as a whole and at least one for each
 * sub-question, from at most `maxPages` pages, and the best of each page that is asked for. Answers these pages, the best first, with their chosen passages; a
 * passage's score runs from 0 to 1.
 */
export function selectPassages({
  question,
  plan,
  pages,
  earlier = '',
  maxPages = 5,
  maxPassages = 14,
}: {
  question: string;
  plan: Plan;
  pages: readonly EvidencePage[];
  /** Words that the question leaves out, since they were said before. */
  earlier?: string | undefined;
  maxPages?: number;
  maxPassages?: number;
}): EvidencePage[] {
  const { sections, partScores, isStrange } = scoreSections({ question, plan, pages, earlier });
  const ranked = [...sections].sort((left, right) => right.score - left.score);
  const [best] = ranked;
  const asked = bestAskedFor(ranked);
  if (!best) return [];
  if (isStrange) return groupByPage(asked.map((section) => ({ ...section, score: 1 })));

  const chosen = new Set<RankedSection>(asked);
  const urls = new Set<string>();
  const take = (section: RankedSection) => {
    if (chosen.size - asked.length >= maxPassages || (!urls.has(section.page.url) && urls.size >= maxPages))
      return;
    chosen.add(section);
    urls.add(section.page.url);
  };
  take(best);
  for (const scores of partScores) {
    const at = scores.indexOf(Math.max(...scores));
    if ((scores[at] ?? 0) > 0) take(sections[at] ?? best);
  }
  for (const section of ranked) if (section.score >= floor * best.score) take(section);
  return groupByPage(
    [...chosen].map((section) => {
      const share = section.score / best.score;
      return { ...section, score: section.page.asked_for ? Math.max(share, askedFloor) : share };
    }),
  );
}

/** The best section of each page that is asked for, in the order of their ranks. */
function bestAskedFor(ranked: readonly RankedSection[]): RankedSection[] {
  const best = new Map<string, RankedSection>();
  for (const section of ranked) {
    const { asked_for, url } = section.page;
    if (asked_for && !best.has(url)) best.set(url, section);
  }
  return [...best.values()];
}

/**
 * Scores each section by the question as a whole, by the sub-question that it fits best, by what its source said of
 * it, by whether the question names its page, and by the best section of that page: a short page that answers is
 * worth reading whole.
 */
function scoreSections(given: {
  question: string;
  plan: Plan;
  pages: readonly EvidencePage[];
  earlier: string;
}): {
  sections: RankedSection[];
  partScores: number[][];
  /** No section shares a word with the question. */
  isStrange: boolean;
} {
  const index = indexSections(given.pages);
  const whole = rankSections(index, given.question);
  const before = rankSections(index, given.earlier);
  const partScores = given.plan.sub_questions.map(({ question }) => rankSections(index, question));
  const own = index.sections.map((section, at) => {
    const bestPart = Math.max(0, ...partScores.map((scores) => scores[at] ?? 0));
    const named = namesTitle(given.question, section.page.title);
    const meant = earlierShare * (before[at] ?? 0);
    return (whole[at] ?? 0) + bestPart + meant + named + 0.2 * section.score;
  });
  const pageBest = new Map<string, number>();
  for (const [at, { page }] of index.sections.entries()) {
    pageBest.set(page.url, Math.max(pageBest.get(page.url) ?? 0, (own[at] ?? 0) + 0.2 * page.score));
  }
  const sections = index.sections.map((section, at): RankedSection => {
    const { url, text } = section.page;
    const share = text.length <= shortPage ? 0.6 : 0.3;
    return { ...section, score: (own[at] ?? 0) + share * (pageBest.get(url) ?? 0) };
  });
  const isStrange = [whole, before, ...partScores].every((scores) => scores.every((score) => score === 0));
  return { sections, partScores, isStrange };
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

/**
 * What it is worth that the question spells out the whole title of a page, such as "use cache", which may be made of
 * common words: more, the more of the question the title is.
 */
function namesTitle(question: string, title: string): number {
  const plain = (text: string) =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}._/-]+/gu, ' ')
      .trim()} `;
  if (title.length < 4 || !plain(question).includes(plain(title))) return 0;
  return Math.min(1, 0.2 + (1.5 * title.length) / question.length);
}
