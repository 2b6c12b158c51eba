import { formatCount } from '#components/format-count.ts';
import type { Plan, SubQuestion } from '#lib/schema/plan.ts';

/** A part of a plan while somebody edits it: `queries` is one search a line. */
export type PlanPart = {
  key: string;
  /** Its place in the plan as it was made; null for one that was added. */
  from: number | null;
  question: string;
  queries: string;
};

export const mostParts = 6;
const mostQueries = 5;
const longest = 1000;

/** The parts of a plan as they are edited. */
export const toParts = (plan: Plan): PlanPart[] =>
  plan.sub_questions.map(({ question, queries }, from) => ({
    key: `part-${from}`,
    from,
    question,
    queries: queries.join('\n'),
  }));

/** The parts with one of them a place further up (-1) or down (1); nothing changes at the ends. */
export function movePart(parts: PlanPart[], { key, by }: { key: string; by: -1 | 1 }): PlanPart[] {
  const at = parts.findIndex((part) => part.key === key);
  const to = at + by;
  const [part, other] = [parts[at], parts[to]];
  if (!part || !other) return parts;
  return parts.map((one, index) => {
    if (index === at) return other;
    return index === to ? part : one;
  });
}

/**
 * The plan that the parts make: a part without words is left out, one without searches is searched by its own words.
 * Says what is wrong where they make none.
 */
export function toPlan(parts: PlanPart[], original: Plan): { plan: Plan } | { fault: string } {
  const kept = parts.filter(({ question }) => question.trim() !== '');
  if (kept.length === 0) return { fault: 'Keep at least one question.' };
  for (const part of kept) {
    const fault = faultOf(part, parts.indexOf(part) + 1);
    if (fault) return { fault };
  }
  return {
    plan: {
      ...original,
      sub_questions: kept.map((part) => toSubQuestion(part, original)),
    },
  };
}

function faultOf(part: PlanPart, number: number): string | null {
  const queries = linesOf(part.queries);
  if (part.question.trim().length > longest)
    return `Question ${number}: at most ${formatCount(longest, 'character')}.`;
  if (queries.length > mostQueries)
    return `Question ${number}: at most ${formatCount(mostQueries, 'search')}.`;
  const tooLong = queries.some((query) => query.length > longest);
  return tooLong ? `Question ${number}: a search has at most ${formatCount(longest, 'character')}.` : null;
}

/** What would count as an answer was said of the question as it was. */
function toSubQuestion({ from, question, queries }: PlanPart, original: Plan): SubQuestion {
  const words = question.trim();
  const before = from === null ? undefined : original.sub_questions[from];
  const lines = linesOf(queries);
  return {
    question: words,
    queries: lines.length > 0 ? lines : [words],
    expects: before?.question === words ? before.expects : '',
  };
}

/** The searches of a part, one a line, each once. */
export const linesOf = (queries: string): string[] => [
  ...new Set(
    queries
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

export type PartChange = 'same' | 'edited' | 'new';

/** Whether a part says what it said in the plan as it was made. */
export function changeOf({ from, question, queries }: PlanPart, original: Plan): PartChange {
  const before = from === null ? undefined : original.sub_questions[from];
  if (!before) return 'new';
  const same =
    before.question === question.trim() &&
    linesOf(before.queries.join('\n')).join('\n') === linesOf(queries).join('\n');
  return same ? 'same' : 'edited';
}

/** What was changed, in words, such as `question 2 edited`; nothing where the plan is as it was made. */
export function describeChanges(parts: PlanPart[], original: Plan): string[] {
  const kept = parts.filter(({ question }) => question.trim() !== '');
  const changes = kept.flatMap((part) => {
    const change = changeOf(part, original);
    const number = parts.indexOf(part) + 1;
    if (change === 'same') return [];
    return change === 'new' ? [`question ${number} added`] : [`question ${number} edited`];
  });
  const order = kept.flatMap(({ from }) => (from === null ? [] : [from]));
  const removed = original.sub_questions.length - order.length;
  const moved = order.some((from, index) => index > 0 && from < (order[index - 1] ?? 0));
  return [
    ...changes,
    ...(removed > 0 ? [`${formatCount(removed, 'question')} removed`] : []),
    ...(moved ? ['order changed'] : []),
  ];
}
