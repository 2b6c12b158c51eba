import type { Plan } from '#lib/schema/plan.ts';
import { explains, opensPageOf, toExplain } from '#lib/text/explains.ts';
import { largestOf } from '#lib/text/long-lists.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { earlierShare } from './earlier-words.ts';
import type { EvidencePage } from './evidence-page.ts';
import { compareSections } from './near-sections.ts';
import { indexSections, type RankedSection, rankSections, shares } from './rank-sections.ts';

/** Sections below this share of the best one say little about the question. */
const floor = 0.5;
/** What a section of a page that is asked for is worth at least beside the best one. */
const askedFloor = 0.9;
/** What counts for a section beside its words: its meaning, what its source scored it, its page, the words of an error as they are quoted, or that it explains what is asked for. */
const weights = { meaning: 2, source: 2, page: 0.5, spelled: 1 };
/** `earlier`: words that the question leaves out, since they were said before. */
type Given = { question: string; plan: Plan; pages: readonly EvidencePage[]; earlier?: string | undefined };

/**
 * Chooses the sections that are worth quoting: the best for the question as a whole and at least one for each
 * sub-question, from at most `maxPages` pages, and the best of each page that is asked for. Answers these pages, the best first, with their chosen passages; a
 * passage's score runs from 0 to 1.
 */
export function selectPassages({
  maxPages = 8,
  maxPassages = 14,
  ...given
}: Given & { maxPages?: number; maxPassages?: number }): EvidencePage[] {
  const { sections, partScores, isStrange } = scoreSections(given);
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
    const most = largestOf(scores);
    const section = sections[scores.indexOf(most)];
    if (section && most > 0) take(section);
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
  const asked = ranked.filter(({ page }) => page.asked_for);
  return [...Map.groupBy(asked, ({ page }) => page.url).values()].flatMap(([best]) => best ?? []);
}

/**
 * Scores each section for each part of the question and the question as a whole, by its words and by its page, as
 * shares of the best: what answers one part well need not speak to the others.
 */
function scoreSections(given: Given): {
  sections: RankedSection[];
  partScores: number[][];
  /** No section shares a word with the question. */
  isStrange: boolean;
} {
  const index = indexSections(given.pages);
  const whole = rankSections(index, plainQuestion(given.question));
  const before = rankSections(index, given.earlier ?? '');
  const parts = given.plan.sub_questions.map(({ question }) => rankSections(index, question));
  const isStrange = [whole, before, ...parts].every((scores) => scores.every((score) => score === 0));
  const phrases = quotedIn(given.question);
  const spelled = (at: number, thing: string) => {
    const { page, start, end, heading } = index.sections[at] as RankedSection;
    if (explains(thing && page.text.slice(start, end), thing)) return 1;
    if (opensPageOf(thing, { title: page.title, heading })) return 1;
    const text = phrases.length > 0 ? plain(page.text.slice(start, end)) : '';
    return phrases.filter((phrase) => text.includes(phrase)).length / Math.max(phrases.length, 1);
  };
  const told = shares(index.sections.map(({ score }) => score));
  const near = compareSections(index.sections, plainQuestion(given.question));
  const partScores = parts.map((own, part) => {
    const thing = toExplain(plainQuestion(given.plan.sub_questions[part]?.question ?? ''));
    const byWords = own.map((score, at) => {
      const { page } = index.sections[at] as RankedSection;
      const words = parts.length === 1 ? score : (score + (whole[at] ?? 0)) / 2;
      const named = namesTitle(plainQuestion(given.question), page.title);
      return (
        words +
        named +
        weights.spelled * spelled(at, thing) +
        (earlierShare / 2) * (before[at] ?? 0) +
        weights.source * (told[at] ?? 0) +
        weights.page * page.score
      );
    });
    const asked = `${given.plan.sub_questions[part]?.question ?? ''}\n${given.earlier ?? ''}`;
    const byMeaning = near?.(asked, byWords);
    return shares(byWords.map((score, at) => score + weights.meaning * (byMeaning?.[at] ?? 0)));
  });
  const sections = index.sections.map((section, at): RankedSection => {
    return { ...section, score: Math.max(0, ...partScores.map((scores) => scores[at] ?? 0)) };
  });
  return { sections, partScores, isStrange };
}

function groupByPage(sections: RankedSection[]): EvidencePage[] {
  const ranked = [...sections].sort((left, right) => right.score - left.score);
  return [...Map.groupBy(ranked, ({ page }) => page)].map(([page, of]) => ({
    ...page,
    passages: of.map(({ page: _, ...passage }) => passage),
  }));
}

/**
 * What it is worth that the question spells out the whole title of a page, such as "use cache", which may be made of
 * common words: more, the more of the question the title is.
 */
function namesTitle(question: string, title: string): number {
  if (title.length < 4 || !plain(question).includes(plain(title))) return 0;
  return Math.min(1, 0.2 + (1.5 * title.length) / question.length);
}

const plain = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._/-]+/gu, ' ')
    .trim()} `;

/** What a question puts in quotation marks, if it is three words or more: an error, as it was printed. */
const quotedIn = (question: string): string[] =>
  [...question.matchAll(/["“”„«`]([^"“”„«»`]{4,200})["“”»`]/g)]
    .map(([, words = '']) => plain(words))
    .filter((words) => words.trim().split(' ').length > 2);
