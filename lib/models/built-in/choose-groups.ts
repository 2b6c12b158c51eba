import { tokenize } from '#lib/text/tokenize.ts';
import { countWords, type Group, isLeadIn } from './group-quotes.ts';
import type { Part, RatedGroup } from './rate-groups.ts';

/** What a report is made of: the short answer, and what else is said of each part. */
export type Choice = { answer: RatedGroup[]; rest: RatedGroup[] };

const budget = { words: 420, sentences: 20, code: 3, pages: 5, codeLines: 32, tableRows: 12 };
const answerWords = 60;
/** How far the short answer may grow by sentences that lean on it. */
const longestAnswer = 110;
/** What how well a group fits its part counts for, when the short answer is chosen. */
const answerFit = 0.5;
/** Groups below this share of the best rating say little. */
const floorShare = 0.45;

/**
 * Chooses what the report says: for the short answer the best sentences of each part, then the groups with the best
 * ratings that do not repeat each other, within some 450 words, 20 sentences and 5 pages. Code only where the question
 * asks how, three blocks at most.
 */
export function chooseGroups(rated: readonly RatedGroup[], parts: readonly Part[]): Choice {
  const wantsCode = parts.some(
    ({ intent, heading }) => intent?.name === 'how' || /\b(?:code|example)\b/i.test(heading),
  );
  const usable = rated.filter((group) => isUsable(group, wantsCode));
  const basket = createBasket();
  const answer = [...chooseAnswer(usable, parts), ...chooseSample(usable, parts)].filter((group) =>
    basket.add(group),
  );
  const floor = (usable[0]?.rating ?? 0) * floorShare;
  const first = new Set(answer.flatMap(({ core }) => core));
  const rest: RatedGroup[] = [];
  for (const group of usable) {
    if (group.rating < floor) break;
    const goesOn =
      group.kind === 'prose' && group.quotes.some((quote) => first.has(quote) && !group.core.includes(quote));
    if (goesOn && wordsIn(answer.flatMap(({ quotes }) => quotes)) + wordsIn(group.core) > longestAnswer)
      continue;
    if (basket.add(group)) (goesOn ? answer : rest).push(group);
  }
  return { answer, rest };
}

function isUsable({ kind, core }: Group, wantsCode: boolean): boolean {
  const lines = (form: string) =>
    Math.max(0, ...core.filter((quote) => quote.form === form).map(({ text }) => text.split('\n').length));
  if (kind === 'code' && !wantsCode) return false;
  return lines('code') <= budget.codeLines && lines('table') <= budget.tableRows;
}

/** The best sentences for each part, at most three groups; a short list where no prose comes near it. */
function chooseAnswer(usable: readonly RatedGroup[], parts: readonly Part[]): RatedGroup[] {
  const short = usable.filter(
    ({ kind, quotes }) =>
      (kind === 'prose' || (kind === 'list' && quotes[0]?.form === 'sentence')) &&
      wordsIn(quotes) <= answerWords &&
      quotes.length <= 5,
  );
  const worth = (group: RatedGroup, part: number) =>
    group.rating + answerFit * (group.fits[part] ?? 0) - (group.kind === 'list' ? 0.25 : 0);
  const chosen: RatedGroup[] = [];
  let best = 0;
  for (const part of parts.length === 1 ? [0, 0] : parts.keys()) {
    const left = short.filter(
      (group) => !chosen.includes(group) && !chosen.some((other) => repeats(group, other)),
    );
    const [first] = left.sort((a, b) => worth(b, part) - worth(a, part) || a.at - b.at);
    if (!first || chosen.length === 3 || worth(first, part) < 0.75 * best) continue;
    best = Math.max(best, worth(first, part));
    chosen.push(first);
  }
  return chosen;
}

/** A question how to do one thing is best answered by code that does it, where there is some that is introduced. */
function chooseSample(usable: readonly RatedGroup[], parts: readonly Part[]): RatedGroup[] {
  if (parts.length > 1 || parts[0]?.intent?.name !== 'how') return [];
  const best = usable[0]?.rating ?? 0;
  const sample = usable.find(({ kind, quotes, core }) => kind === 'code' && quotes.length > core.length);
  return sample && sample.rating >= 0.6 * best ? [sample] : [];
}

const wordsIn = (quotes: Group['quotes']) =>
  quotes.reduce((sum, { form, text }) => sum + (form === 'code' ? 0 : countWords(text)), 0);

/** Takes groups until the report is full; `add` answers whether a group went in. */
function createBasket() {
  const used = new Set<number>();
  const chosen: Group[] = [];
  const pages = new Set<string>();
  let words = 0;
  let sentences = 0;
  let code = 0;
  return {
    add(group: Group): boolean {
      const url = group.quotes[0]?.url ?? '';
      if (group.core.every(({ number }) => used.has(number))) return false;
      if (!pages.has(url) && pages.size >= budget.pages) return false;
      const fresh = group.quotes.filter(({ number }) => !used.has(number));
      const more = {
        words: wordsIn(fresh),
        sentences: fresh.reduce((sum, { form }) => sum + (form === 'item' ? 0.5 : 1), 0),
        code: fresh.filter(({ form }) => form === 'code').length,
      };
      if (words + more.words > budget.words || sentences + more.sentences > budget.sentences) return false;
      if (code + more.code > budget.code || chosen.some((other) => repeats(group, other))) return false;
      if (leadIsSaid(group, chosen)) return false;
      words += more.words;
      sentences += more.sentences;
      code += more.code;
      pages.add(url);
      chosen.push(group);
      for (const { number } of group.quotes) used.add(number);
      return true;
    },
  };
}

/** Whether a sentence that only leads up to a group is said already: then the group would say it twice. */
function leadIsSaid({ quotes, core }: Group, chosen: readonly Group[]): boolean {
  const leads = quotes.filter(
    (quote) => !core.includes(quote) && quote.form === 'sentence' && !isLeadIn(quote),
  );
  return leads.some((lead) =>
    chosen.some(
      (other) =>
        !other.quotes.includes(lead) && repeats({ quotes: [lead], core: [lead], kind: 'prose' }, other),
    ),
  );
}

/** Near-duplicates: the same words said on another page, or nearly the same code once more. */
function repeats(group: Group, other: Group): boolean {
  if ((other.kind === 'code') !== (group.kind === 'code')) return false;
  const words = wordsOf(group);
  const known = wordsOf(other);
  const common = [...words].filter((word) => known.has(word)).length;
  const smaller = Math.min(words.size, known.size);
  const larger = Math.max(words.size, known.size, 1);
  if (group.kind === 'code') return common >= 0.6 * words.size;
  return common >= 0.8 * words.size && (smaller >= 0.5 * larger || common === words.size);
}

const wordsOf = ({ core }: Group) => new Set(tokenize(core.map(({ text }) => text).join('\n')));
