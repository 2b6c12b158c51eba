import { z } from 'zod';
import { Audit } from '#lib/schema/audit.ts';
import { ChatMessage } from '#lib/schema/chat-message.ts';
import { type Effort, Plan } from '#lib/schema/plan.ts';
import { Report } from '#lib/schema/report.ts';
import { SearchFilters } from '#lib/schema/search-filters.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { visibleText } from '#lib/schema/visible-text.ts';

export const Preset = z.enum(['quick', 'standard', 'deep']);
export type Preset = z.infer<typeof Preset>;

/** What each preset may use at most. */
export const presets: Record<Preset, Effort> = {
  quick: { breadth: 3, grow: 0, depth: 1, pages: 12 },
  standard: { breadth: 5, grow: 1, depth: 3, pages: 40 },
  deep: { breadth: 8, grow: 6, depth: 6, pages: 120 },
};

/** What a job of each preset is likely to use of a model, for an estimate where none like it has run: a model reads each page. */
export const typicalUse: Record<Preset, { calls: number; tokens: number; pages: number }> = {
  quick: { calls: 18, tokens: 60_000, pages: 12 },
  standard: { calls: 60, tokens: 250_000, pages: 40 },
  deep: { calls: 170, tokens: 800_000, pages: 120 },
};

/** A picture: a path below the documents folder, or an http(s) address. */
const Image = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((image) => !/^https?:\/\//i.test(image) || URL.canParse(image), 'This is no address');

export const ResearchInput = z.strictObject({
  query: visibleText('Ask a question').max(8000),
  preset: Preset.default('standard'),
  /** Stops after planning until somebody approves the plan, as it is or edited. */
  approve_plan: z.boolean().default(false),
  /** Ids of the sources to ask; all that are on when absent. */
  sources: z.array(z.string().min(1).max(100)).min(1).max(60).optional(),
  /** What searches of the web are limited to: days, a language, domains. */
  search: SearchFilters.optional(),
  /** Pictures to look at: paths below the documents folder, or http(s) addresses. */
  images: z.array(Image).min(1).max(5).optional(),
  /** Jobs of the caller whose stored pages are read before anything is searched. */
  evidence_from: z.array(z.uuid()).min(1).max(5).optional(),
  /** Ids of what the caller uploaded: these alone are searched, and with `sources` those beside them. */
  documents: z.array(z.uuid()).min(1).max(20).optional(),
  /** What was said before the question, the oldest first. */
  conversation: z.array(ChatMessage).max(40).optional(),
});
export type ResearchInput = z.infer<typeof ResearchInput>;

/** What a finished research job answers. */
export const ResearchResult = z.object({
  plan: Plan,
  report: Report,
  /** Null where nobody could judge the report as a whole; its claims were checked all the same. */
  verdict: Verdict.nullable(),
  /** What was changed or taken out before publishing; absent in reports of earlier versions. */
  audit: Audit.optional(),
  /** Why the search ended: enough was found, nothing new came, or a budget was used up. */
  stopped: z.string().optional(),
  /** The version of each prompt that was used. */
  prompts: z.record(z.string(), z.number().int()).optional(),
  /** Set when the job had to stop early and its report is what there was. */
  partial: z.object({ reason: z.string() }).nullable(),
});
export type ResearchResult = z.infer<typeof ResearchResult>;
