import type { Plan } from '#lib/schema/plan.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { countWords, type Group } from './group-quotes.ts';

const budget = { words: 430, sentences: 20, code: 3, codeLines: 40, pages: 5 };

/**
 * Chooses what the report says: the groups with the best scores that do not repeat each other, within some 450 words,
 * 20 sentences and 5 pages; code where the question asks how, three blocks at most.
 */
export function chooseGroups(
  groups: readonly Group[],
  { question }: { question: string; plan: Plan },
): Group[] {
  const wantsCode = /\b(?:how|code|example|snippet|implement|write|stream|use)\b/i.test(question);
  const ranked = groups
    .filter((group) => isUsable(group, wantsCode))
    .map((group, at) => ({ group, at, score: scoreOf(group) }))
    .sort((left, right) => right.score - left.score || left.at - right.at);
  const floor = (ranked[0]?.score ?? 0) * 0.35;
  const chosen: Group[] = [];
  const used = new Set<number>();
  const spent = { words: 0, sentences: 0, code: 0 };
  const pages = new Set<string>();
  for (const { group, score } of ranked) {
    if (score < floor) break;
    const fresh = group.quotes.filter(({ number }) => !used.has(number));
    const url = group.quotes[0]?.url ?? '';
    if (!group.core.some(({ number }) => !used.has(number))) continue;
    if (!pages.has(url) && pages.size >= budget.pages) continue;
    const words = fresh.reduce((sum, { form, text }) => sum + (form === 'code' ? 0 : countWords(text)), 0);
    const code = fresh.filter(({ form }) => form === 'code').length;
    if (spent.words + words > budget.words || spent.sentences + fresh.length > budget.sentences) continue;
    if (spent.code + code > budget.code || repeats(group, chosen)) continue;
    spent.words += words;
    spent.sentences += fresh.length;
    spent.code += code;
    pages.add(url);
    for (const { number } of group.quotes) used.add(number);
    chosen.push(group);
  }
  return chosen;
}

function isUsable({ kind, core }: Group, wantsCode: boolean): boolean {
  if (kind === 'code' && !wantsCode) return false;
  return core.every(({ form, text }) => form === 'sentence' || text.split('\n').length <= budget.codeLines);
}

/** The best of what the group is there for; the rest of a list counts a little. */
function scoreOf({ core }: Group): number {
  const scores = core.map(({ score }) => score).sort((left, right) => right - left);
  return (scores[0] ?? 0) + 0.1 * (scores[1] ?? 0);
}

/** Near-duplicates: the same words said on another page, or in code for another language. */
function repeats(group: Group, chosen: readonly Group[]): boolean {
  const words = wordsOf(group);
  return chosen.some((other) => {
    const known = wordsOf(other);
    const common = [...words].filter((word) => known.has(word)).length;
    return common / Math.max(Math.min(words.size, known.size), 1) > 0.75;
  });
}

const wordsOf = ({ core }: Group) => new Set(tokenize(core.map(({ text }) => text).join('\n')));
