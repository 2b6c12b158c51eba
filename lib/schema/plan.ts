import { z } from 'zod';

export const SubQuestion = z.object({
  question: z.string().min(1).max(1000),
  /** What is sent to the sources, the best first. */
  queries: z.array(z.string().min(1).max(1000)).min(1).max(5),
  /** What would count as an answer, in words. */
  expects: z.string().max(1000).default(''),
});
export type SubQuestion = z.infer<typeof SubQuestion>;

/** What a research job is going to do: the question split into parts. */
export const Plan = z.object({ sub_questions: z.array(SubQuestion).min(1).max(6) });
export type Plan = z.infer<typeof Plan>;
