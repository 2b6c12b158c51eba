import type { Group } from './group-quotes.ts';
import { isNearDuplicate } from './near-duplicates.ts';
import type { Part, RatedGroup } from './rate-groups.ts';
import { createReportSpace, wordsIn } from './report-space.ts';

/** What a report is made of: the short answer, and what else is said of each part. */
export type Choice = { answer: RatedGroup[]; rest: RatedGroup[] };

const budget = { words: 420, sentences: 20, code: 3, pages: 5 };
const longestCode = 32;
const longestTable = 12;
const answerWords = 60;
/** How far the short answer may grow by sentences that lean on it. */
const longestAnswer = 110;
/** What how well a group fits its part counts for, when the short answer is chosen. */
const answerFit = 0.5;
/** Groups below this share of the best rating say little. */
const floorShare = 0.45;

/**
 * Chooses what the report says: for the short answer the best sentences of each part, then the groups with the best
 * ratings that do not repeat each other, something of each page that is asked for among them, within some 450 words, 20 sentences and 5 pages. Code only where the question
 * asks how, three blocks at most.
 */
export function chooseGroups(rated: readonly RatedGroup[], parts: readonly Part[]): Choice {
  const wantsCode = parts.some(
    ({ intent, heading }) => intent?.name === 'how' || /\b(?:code|example)\b/i.test(heading),
  );
  const usable = rated.filter((group) => isUsable(group, wantsCode));
  const space = createReportSpace(budget);
  const answer = [...chooseAnswer(usable, parts), ...chooseSample(usable, parts)].flatMap(space.add);
  const floor = (usable[0]?.rating ?? 0) * floorShare;
  const first = new Set(answer.flatMap(({ core }) => core));
  const rest: RatedGroup[] = bestOfAskedFor(usable).flatMap(space.add);
  for (const group of usable) {
    if (group.rating < floor) break;
    const goesOn =
      group.kind === 'prose' && group.quotes.some((quote) => first.has(quote) && !group.core.includes(quote));
    if (goesOn && wordsIn(answer.flatMap(({ quotes }) => quotes)) + wordsIn(group.core) > longestAnswer)
      continue;
    (goesOn ? answer : rest).push(...space.add(group));
  }
  return { answer, rest };
}

/** Something is said of every page that the job asks for. */
function bestOfAskedFor(rated: readonly RatedGroup[]): RatedGroup[] {
  const best = new Map<string, RatedGroup>();
  for (const group of rated) {
    const [quote] = group.core;
    if (quote?.asked_for && !best.has(quote.url)) best.set(quote.url, group);
  }
  return [...best.values()];
}

function isUsable({ kind, core }: Group, wantsCode: boolean): boolean {
  const lines = (form: string) =>
    Math.max(0, ...core.filter((quote) => quote.form === form).map(({ text }) => text.split('\n').length));
  if (kind === 'code' && !wantsCode) return false;
  return lines('code') <= longestCode && lines('table') <= longestTable;
}

/** The best sentences for each part, at most three groups; a short list where no prose comes near it. */
function chooseAnswer(usable: readonly RatedGroup[], parts: readonly Part[]): RatedGroup[] {
  const short = usable.filter(
    ({ kind, quotes }) =>
      (kind === 'prose' || isOneItem({ quotes }) || (kind === 'list' && quotes[0]?.form === 'sentence')) &&
      wordsIn(quotes) <= answerWords &&
      quotes.length <= 5,
  );
  const worth = (group: RatedGroup, part: number) =>
    group.rating +
    answerFit * (group.fits[part] ?? 0) -
    (group.kind === 'list' && !isOneItem(group) ? 0.25 : 0);
  const chosen: RatedGroup[] = [];
  let best = 0;
  for (const part of parts.length === 1 ? [0, 0] : parts.keys()) {
    const left = short.filter(
      (group) => !chosen.includes(group) && !chosen.some((other) => isNearDuplicate(group, other)),
    );
    const [first] = left.sort((a, b) => worth(b, part) - worth(a, part) || a.at - b.at);
    if (!first || chosen.length === 3 || worth(first, part) < 0.75 * best) continue;
    best = Math.max(best, worth(first, part));
    chosen.push(first);
  }
  return chosen;
}

/** A list item that is a sentence of its own is written as one. */
const isOneItem = ({ quotes }: Pick<Group, 'quotes'>) => quotes.length === 1 && quotes[0]?.form === 'item';

/** A question how to do one thing is best answered by code that does it, where there is some that is introduced. */
function chooseSample(usable: readonly RatedGroup[], parts: readonly Part[]): RatedGroup[] {
  if (parts.length > 1 || parts[0]?.intent?.name !== 'how') return [];
  const best = usable[0]?.rating ?? 0;
  const sample = usable.find(({ kind, quotes, core }) => kind === 'code' && quotes.length > core.length);
  return sample && sample.rating >= 0.6 * best ? [sample] : [];
}
