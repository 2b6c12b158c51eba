import { z } from 'zod';

export const SubQuestion = z.object({
  question: z.string().min(1).max(1000),
  /** What is sent to the sources, the best first. */
  queries: z.array(z.string().min(1).max(1000)).min(1).max(5),
  /** What would count as an answer, in words. */
  expects: z.string().max(1000).default(''),
});
export type SubQuestion = z.infer<typeof SubQuestion>;

/** A word of a question that stands in none of the own documents, and the nearest of theirs, which was searched for. */
export const Respelling = z.object({ written: z.string().max(100), read: z.string().max(100) });
export type Respelling = z.infer<typeof Respelling>;

/** A span of time that a question is about: days as `YYYY-MM-DD`, both included, in the named time zone. */
export const TimeRange = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  time_zone: z.string().min(1).max(60),
  /** The question's own words for it, such as "next week". */
  words: z.string().max(200),
  /** Where only appointments about something are meant, its words: "Rosa's birthday". Absent where all are. */
  about: z.string().max(200).optional(),
});
export type TimeRange = z.infer<typeof TimeRange>;

/** What kind of answer is wanted, as it was understood before anything was searched. */
export const Brief = z.object({
  kind: z.enum(['fact', 'how-to', 'comparison', 'overview', 'list', 'decision']).catch('overview'),
  /** BCP 47 code of the language that the asker writes in, which the report is written in. */
  language: z.string().max(35),
  /** How long the answer should be, in words of prose. */
  length: z.enum(['short', 'medium', 'long']).catch('medium'),
  /** What would make an answer wrong, such as an outdated version. */
  pitfalls: z.string().max(1000).default(''),
});
export type Brief = z.infer<typeof Brief>;

/** What a research job is going to do: the question split into parts, and when it is about appointments, which days. */
export const Plan = z.object({
  sub_questions: z.array(SubQuestion).min(1).max(16),
  brief: Brief.optional(),
  time_range: TimeRange.optional(),
  /** Ids of those sources, of the ones good for some questions only, that suit this one; null or absent where no planner chose. */
  sources: z.array(z.string().max(100)).max(40).nullable().catch(null).optional(),
  /** Words that were read as others, where no model plans. */
  respelled: z.array(Respelling).max(5).optional(),
});
export type Plan = z.infer<typeof Plan>;

/**
 * Breadth = sub-questions at most in the plan, `grow` = how many a review may add, depth = rounds of searching at most,
 * pages = pages read at most.
 */
export type Effort = { breadth: number; grow: number; depth: number; pages: number };

/** What a budget leaves of it: pages to read and searches to make in a whole job. */
export type EffortCaps = { pages?: number | undefined; searches?: number | undefined };
