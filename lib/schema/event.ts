import { z } from 'zod';
import { JobError, JobStatus, Usage } from './job.ts';
import { Plan } from './plan.ts';
import { Stance } from './quote.ts';
import { WayStep } from './source.ts';
import { Claim, Verdict } from './verdict.ts';

const job = { status: JobStatus, progress: z.number() };
/** `source_id`: what a step that asks one source asks; the parts of the plan are counted from 0. */
const step = { step: z.string(), source_id: z.string().optional(), sub_question: z.number().optional() };
const problem = z.object({ code: z.string(), message: z.string() });

/** How far a sub-question is answered by what was noted. */
export const ReviewState = z.enum(['answered', 'thin', 'contradicted', 'open']);
export type ReviewState = z.infer<typeof ReviewState>;

/**
 * What happened in a job, one member a kind. Drawing one is an exhaustive switch, so a new member fails to compile
 * until it is drawn. `step` is the step's name, such as `gather:2:documents`.
 */
export const EventBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job-created'), ...job, job_type: z.string() }),
  z.object({ type: z.literal('job-started'), ...job }),
  z.object({ type: z.literal('job-progress'), ...job, phase: z.string() }),
  z.object({ type: z.literal('job-waiting'), ...job }),
  z.object({ type: z.literal('plan-created'), plan: Plan }),
  z.object({ type: z.literal('plan-approved'), plan: Plan }),
  z.object({ type: z.literal('step-started'), ...step, phase: z.string(), label: z.string() }),
  z.object({ type: z.literal('step-progress'), ...step, label: z.string() }),
  z.object({ type: z.literal('step-end'), ...step, phase: z.string(), duration_ms: z.number() }),
  z.object({ type: z.literal('step-failed'), ...step, phase: z.string(), error: problem }),
  z.object({
    type: z.literal('step-retrying'),
    ...step,
    phase: z.string(),
    error: problem,
    delay_seconds: z.number(),
  }),
  z.object({ type: z.literal('search-started'), ...step, source_id: z.string(), query: z.string() }),
  z.object({
    type: z.literal('search-end'),
    ...step,
    source_id: z.string(),
    query: z.string(),
    hits: z.number(),
  }),
  z.object({
    type: z.literal('source-found'),
    id: z.string(),
    source_id: z.string(),
    url: z.string(),
    title: z.string(),
    way: z.array(WayStep).optional(),
  }),
  z.object({
    type: z.literal('source-read'),
    id: z.string(),
    url: z.string(),
    title: z.string(),
    snapshot_id: z.string(),
    characters: z.number(),
    /** How many the whole page has, where it is so long that only its beginning was read. */
    cut_from: z.number().optional(),
    /** The pages that led to it, where a search did not find it by its own words. */
    way: z.array(WayStep).optional(),
    /** The page that says the same and was read before: this one is a copy, of which nothing is noted. */
    copy_of: z.object({ url: z.string(), title: z.string() }).optional(),
  }),
  z.object({
    type: z.literal('source-failed'),
    source_id: z.string(),
    url: z.string().nullable(),
    reason: z.string(),
    /** When a source that is left alone for a while is asked again. */
    next_try_at: z.string().optional(),
  }),
  /** `model` says who writes: `built-in` or a model's id. */
  z.object({ type: z.literal('text-start'), text_id: z.string(), model: z.string().optional() }),
  z.object({ type: z.literal('text-delta'), text_id: z.string(), delta: z.string() }),
  z.object({ type: z.literal('text-end'), text_id: z.string(), text: z.string() }),
  z.object({ type: z.literal('text-reset'), text_id: z.string(), reason: z.string() }),
  /** The sections of a report in their order, before they are written; each is a text of its own. */
  z.object({
    type: z.literal('outline-created'),
    title: z.string(),
    sections: z.array(z.object({ text_id: z.string(), title: z.string() })),
  }),
  /** Quotes were noted on a page; `number` is what the text's marks name. */
  z.object({
    type: z.literal('note-taken'),
    id: z.string(),
    url: z.string(),
    notes: z.array(
      z.object({
        number: z.number(),
        sub_question: z.number(),
        stance: Stance,
        gist: z.string(),
      }),
    ),
  }),
  /** How each sub-question stands after a round; `stop` says why searching ends, null while it goes on. */
  z.object({
    type: z.literal('review'),
    round: z.number(),
    states: z.array(z.object({ sub_question: z.number(), state: ReviewState, reason: z.string() })),
    stop: z.string().nullable(),
  }),
  /** Replaces a stretch of a text that was told, after a check: UTF-16 offsets, half-open. */
  z.object({
    type: z.literal('text-edit'),
    text_id: z.string(),
    start: z.number(),
    end: z.number(),
    text: z.string(),
    reason: z.string(),
  }),
  z.object({
    type: z.literal('citation-added'),
    number: z.number(),
    source_id: z.string(),
    url: z.string(),
    title: z.string(),
  }),
  /**
   * `text_id` is the text that the claim stands in while it is written; its sentence is then one of that text. `kind`
   * says whether it rests on its quotes or is concluded from them.
   */
  z.object({
    type: z.literal('claim-checked'),
    claim: Claim,
    text_id: z.string().optional(),
    kind: z.enum(['finding', 'inference']).optional(),
  }),
  z.object({ type: z.literal('verdict'), verdict: Verdict }),
  z.object({ type: z.literal('usage'), usage: Usage }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('job-complete'), ...job }),
  z.object({ type: z.literal('job-failed'), ...job, error: JobError }),
  z.object({ type: z.literal('job-cancelled'), ...job }),
]);
export type EventBody = z.infer<typeof EventBody>;
/** An event to be told, under a key that is stable: told again it does nothing. */
export type Told = { key: string; event: EventBody };

/** An event as it is sent: `seq` is strictly increasing without gaps and is the SSE `id`. */
export const JobEvent = z.intersection(
  EventBody,
  z.object({ seq: z.number().int(), job_id: z.string(), attempt: z.number().int(), at: z.string() }),
);
export type JobEvent = z.infer<typeof JobEvent>;

export const EventPage = z.object({
  data: z.array(JobEvent),
  last_seq: z.number().int(),
  has_more: z.boolean(),
  /** True when the job has ended: after `last_seq` nothing will come. */
  ended: z.boolean().default(false),
});
export type EventPage = z.infer<typeof EventPage>;
