import { z } from 'zod';
import { JudgeInput } from '#lib/job-types/judge/schema.ts';
import { Preset, ResearchInput } from '#lib/job-types/research/schema.ts';
import { StreamInput } from '#lib/job-types/stream/schema.ts';
import { type Job, JobType } from '#lib/schema/job.ts';

/** A source to judge by, as it is typed: words that were pasted, or an address. */
export const DraftSource = z.object({
  key: z.string(),
  kind: z.enum(['text', 'url']),
  title: z.string(),
  content: z.string(),
});
export type DraftSource = z.infer<typeof DraftSource>;

/** Everything that stands in the form, for all job types at once, so that switching between them loses nothing. */
export const Draft = z.object({
  type: JobType.default('research'),
  priority: z.number().int().min(0).max(10).default(5),
  question: z.string().default(''),
  preset: Preset.default('standard'),
  approvePlan: z.boolean().default(false),
  /** Ids of the sources that are not to be asked; a source that is new here is asked. */
  leftOut: z.array(z.string()).default([]),
  /** Pictures to look at, one a line. */
  images: z.string().default(''),
  prompt: z.string().default(''),
  instructions: z.string().default(''),
  text: z.string().default(''),
  /** The second text, where two are compared. */
  other: z.string().default(''),
  compares: z.boolean().default(false),
  judgeQuestion: z.string().default(''),
  sources: z.array(DraftSource).default([]),
});
export type Draft = z.infer<typeof Draft>;

export const emptyDraft: Draft = Draft.parse({});

/** The draft once its job was sent: the words are gone, how one likes to work stays. */
export const afterSending = (draft: Draft): Draft => ({
  ...emptyDraft,
  type: draft.type,
  preset: draft.preset,
  approvePlan: draft.approvePlan,
  leftOut: draft.leftOut,
});

/** What a job was asked, as a draft of another one like it; null for an input that is not known here. */
export function draftOf({ job_type, input_data, priority }: Job): Draft | null {
  const base = { ...emptyDraft, type: job_type, priority };
  switch (job_type) {
    case 'research': {
      const { data } = ResearchInput.safeParse(input_data);
      if (!data) return null;
      const { query: question, preset, approve_plan: approvePlan, images = [] } = data;
      return { ...base, question, preset, approvePlan, images: images.join('\n') };
    }
    case 'stream': {
      const { data } = StreamInput.safeParse(input_data);
      const prompt = data?.prompt ?? data?.messages?.at(-1)?.content;
      return prompt === undefined ? null : { ...base, prompt, instructions: data?.instructions ?? '' };
    }
    case 'judge': {
      const { data } = JudgeInput.safeParse(input_data);
      if (!data) return null;
      return {
        ...base,
        text: data.text ?? data.text_a ?? '',
        other: data.text_b ?? '',
        compares: data.text_b !== undefined,
        judgeQuestion: data.question ?? '',
        sources: (data.sources ?? []).map(({ title = '', text, url }, index) => ({
          key: `source-${index}`,
          kind: url === undefined ? 'text' : 'url',
          title,
          content: url ?? text ?? '',
        })),
      };
    }
    default:
      return job_type satisfies never;
  }
}
