import { z } from 'zod';
import { ChatMessage } from '#lib/schema/chat-message.ts';
import { Plan } from '#lib/schema/plan.ts';
import { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';

export const Preset = z.enum(['quick', 'standard', 'deep']);
export type Preset = z.infer<typeof Preset>;

/** Breadth = sub-questions at most, depth = rounds of searching for what is still missing. */
export const presets: Record<Preset, { breadth: number; depth: number }> = {
  quick: { breadth: 3, depth: 1 },
  standard: { breadth: 4, depth: 2 },
  deep: { breadth: 6, depth: 3 },
};

/** A picture: a path below the documents folder, or an http(s) address. */
const Image = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((image) => !/^https?:\/\//i.test(image) || URL.canParse(image), 'This is no address');

export const ResearchInput = z.strictObject({
  query: z.string().trim().min(1, 'Ask a question').max(8000),
  preset: Preset.default('standard'),
  /** Stops after planning until somebody approves the plan, as it is or edited. */
  approve_plan: z.boolean().default(false),
  /** Ids of the sources to ask; all that are on when absent. */
  sources: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
  /** Pictures to look at: paths below the documents folder, or http(s) addresses. */
  images: z.array(Image).min(1).max(5).optional(),
  /** Jobs of the caller whose stored pages are read before anything is searched. */
  evidence_from: z.array(z.uuid()).min(1).max(5).optional(),
  /** What was said before the question, the oldest first. */
  conversation: z.array(ChatMessage).max(40).optional(),
});
export type ResearchInput = z.infer<typeof ResearchInput>;

/** What a finished research job answers. */
export const ResearchResult = z.object({
  plan: Plan,
  report: Report,
  verdict: Verdict,
  /** Set when the job had to stop early and its report is what there was. */
  partial: z.object({ reason: z.string() }).nullable(),
});
export type ResearchResult = z.infer<typeof ResearchResult>;
