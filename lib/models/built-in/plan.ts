import { z } from 'zod';
import type { Plan, SubQuestion } from '#lib/schema/plan.ts';
import { bareWords } from '#lib/text/bare-words.ts';
import { clip } from '#lib/text/clip.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { tellingWords } from '#lib/text/telling-words.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { splitQuestion } from './split-question.ts';
import { defineTask } from './task.ts';

/** Splits a question into its parts; answers a `Plan` as JSON. */
export const plan = defineTask({
  name: 'plan',
  input: z.object({
    question: z.string().min(1),
    breadth: z.number().int().min(1).max(16),
    /** Words that the question leaves out, since they were said before. */
    earlier: z.string().default(''),
  }),
  answer: ({ question, breadth, earlier }) =>
    JSON.stringify(withEarlierWords(planFor(plainQuestion(question), breadth), earlier)),
});

/** A follow-up is searched for with what it leaves out first, and as it was asked. */
function withEarlierWords(plan: Plan, earlier: string): Plan {
  if (!earlier) return plan;
  return {
    sub_questions: plan.sub_questions.map((part) => ({
      ...part,
      queries: distinct([clip(`${part.question} ${earlier}`, 1000), ...part.queries]).slice(0, 5),
    })),
  };
}

function planFor(question: string, breadth: number): Plan {
  const { context, parts } = splitQuestion(question);
  const kept =
    parts.length <= breadth ? parts : [...parts.slice(0, breadth - 1), parts.slice(breadth - 1).join(' ')];
  const isOne = kept.length === 1;
  return {
    sub_questions: (isOne ? [question] : kept).map((part, at): SubQuestion => {
      const own = isOne ? part : selfContained({ part, context, before: parts.slice(0, at) });
      const queries = [own, question, keywords(own), ...comparedThings(part)];
      const distinctQueries = distinct(queries.map((query) => clip(query, 1000)));
      return { question: clip(own, 1000), queries: distinctQueries.slice(0, 5), expects: '' };
    }),
  };
}

/** A part with what it shares with the others in front of it: the part that it leans on is the last that leans on none. */
function selfContained(given: { part: string; context: string; before: readonly string[] }): string {
  const { part, context, before } = given;
  if (context)
    return clip(/[,:]$/.test(context) ? `${context} ${lowerFirst(part)}` : `${context} ${part}`, 1000);
  const last = before.findLast((other) => !leans(other)) ?? before[0] ?? '';
  const leansOn = leans(part) || (bare.test(part) && defines.test(last)) ? last : '';
  return clip(leansOn ? `${leansOn.replace(/\?+$/, '')}, and ${lowerFirst(part)}` : part, 1000);
}

/** Whether a part has a word for something named before, or none that tells what it is about. */
const leans = (part: string): boolean =>
  pointer.test(part) || (tellingWords(part).length === 0 && !/\s\p{Lu}/u.test(part));
/** Asks what there is of something and does not say of what: "Which file types are allowed?", where "What is …?" stands before. */
const bare =
  /^(?:which|what|how many) (?:[a-z]+ ){0,3}?(?:apply|exist|(?:are|is|were|was|can be|may be|must be|should be)(?: \w+ed| \w+en| set| there| available| possible)?|(?:do|should|can|must|may) (?:i|you|we) \w+)\?$/i;
const defines = /^what(?:['’]s| is| are) (?!the )/i;
const pointer =
  /\b(?:it|its|they|them|their|this|that|these|those|he|she|him|her|his|ones?|each|both|either|neither|such)\b/i;

/** The words that carry the question, in order and once. */
function keywords(question: string): string {
  return distinct(bareWords(question).filter((word) => tokenize(word).length > 0)).join(' ');
}

/** "the difference between A and B", "A vs B": each side is looked for by itself too. */
function comparedThings(part: string): string[] {
  const sides =
    /\bbetween\s+(.+?)\s+and\s+(.+?)\?*$/i.exec(part) ??
    /^(?!(?:what|which|how|why|when|where|who)\b)(?:compare\s+)?(.+?)\s+(?:vs\.?|versus|against|compared (?:to|with))\s+(.+?)\?*$/i.exec(
      part,
    ) ??
    /^compare\s+(.+?)\s+(?:and|with|to)\s+(.+?)\?*$/i.exec(part);
  return sides ? sides.slice(1, 3).filter((side) => tokenize(side).length > 0) : [];
}

function distinct(texts: string[]): string[] {
  const alike = Map.groupBy(texts.filter(Boolean), (text) => text.toLowerCase());
  return [...alike.values()].map(([first = '']) => first);
}

function lowerFirst(part: string): string {
  return /^[A-Z][a-z]*\b(?!\.)/.test(part) && !/^I\b/.test(part)
    ? part.charAt(0).toLowerCase() + part.slice(1)
    : part;
}
