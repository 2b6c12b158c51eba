import { z } from 'zod';
import { Budget } from './budget.ts';
import { Job, JobError, JobStatus, Usage } from './job.ts';
import { Plan } from './plan.ts';
import { Claim, Verdict } from './verdict.ts';
import { visibleText } from './visible-text.ts';

/** How a message is answered: at once (`stream` job), or by a search with a cited report (`research` job). */
export const ChatMode = z.enum(['answer', 'research']);
export type ChatMode = z.infer<typeof ChatMode>;

/** How many documents a message can name. */
export const mostDocuments = 20;

/** The body of `POST /api/chat`. Ids are made by the client, so that a request that is sent again changes nothing. */
export const ChatRequest = z.strictObject({
  /** The conversation; it is begun when there is none with this id. */
  id: z.uuid(),
  message: z.strictObject({
    id: z.string().min(1).max(100),
    text: visibleText('Write a message').max(8000),
  }),
  mode: ChatMode,
  /** Ids of what the caller uploaded: the message is answered from these. */
  documents: z.array(z.uuid()).min(1).max(mostDocuments).optional(),
  /** Caps of the job that answers it, as of any job. */
  budget: Budget.optional(),
  /** A finished job that a new conversation begins with: its question and report stand first. Only in the first message. */
  about_job_id: z.uuid().optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** One message of a person and the job that answers it; `job` is null and `text` empty when they were erased. */
export const Turn = z.object({
  message_id: z.string(),
  text: z.string(),
  mode: ChatMode,
  created_at: z.string(),
  job: Job.nullable(),
});
export type Turn = z.infer<typeof Turn>;

/** A conversation in a list. `last_job` says where its newest job stands. */
export const Conversation = z.object({
  conversation_id: z.string(),
  title: z.string(),
  turns: z.number().int(),
  last_job: z
    .object({
      job_id: z.string(),
      job_type: z.string(),
      status: JobStatus,
      /** Claims of its verdict; null where there is none. */
      claims: z.number().int().nullable(),
      /** How many of them are copies of their quotes. */
      copied: z.number().int().default(0),
      page: z.string(),
    })
    .nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Conversation = z.infer<typeof Conversation>;

/** `GET /api/v1/conversations`: the caller's, the one that was written in last first. */
export const ConversationList = z.object({
  data: z.array(Conversation),
  next_cursor: z.string().nullable(),
});
export type ConversationList = z.infer<typeof ConversationList>;

/** `GET /api/v1/conversations/{id}`. */
export const ConversationWithTurns = Conversation.omit({ turns: true }).extend({ turns: z.array(Turn) });
export type ConversationWithTurns = z.infer<typeof ConversationWithTurns>;

/**
 * The typed data parts of a job's message in the AI SDK's UI message stream: part `data-<key>` carries `data`. A part
 * that is sent again under its id replaces what stood there. The text is an ordinary text part.
 */
export const jobDataParts = {
  /** id `job`: where the job stands. */
  job: z.object({
    job_id: z.string(),
    job_type: z.string().nullable(),
    status: JobStatus,
    phase: z.string().nullable(),
    progress: z.number(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
    usage: Usage.nullable(),
    error: JobError.nullable(),
    /** Who writes: `built-in` or a model's id; null until somebody does. */
    model: z.string().nullable(),
  }),
  /** id `plan`. */
  plan: Plan,
  /** id: the step's name. */
  step: z.object({
    step: z.string(),
    phase: z.string().nullable(),
    label: z.string(),
    state: z.enum(['running', 'done', 'failed', 'retrying']),
    duration_ms: z.number().nullable(),
    /** Why it failed or is tried again. */
    reason: z.string().nullable(),
    /** The source that it asks, and the part of the plan for which, where it asks one. */
    source_id: z.string().optional(),
    sub_question: z.number().optional(),
  }),
  /** id: the page's address; where a whole source failed, `failed:<source id>` with `url` null. */
  source: z.object({
    source_id: z.string(),
    url: z.string().nullable(),
    title: z.string(),
    state: z.enum(['found', 'read', 'failed']),
    reason: z.string().nullable(),
  }),
  /** id `citation:<number>`. */
  citation: z.object({ number: z.number(), source_id: z.string(), url: z.string(), title: z.string() }),
  /** id `outline`: title and sections of the report; each is a text part of its own, after the one of `answer`. */
  outline: z.object({
    title: z.string(),
    sections: z.array(z.object({ text_id: z.string(), title: z.string() })),
  }),
  /** id `claim:<text>:<sentence>:<n>`: as it was checked, in the text that it then stood in. */
  claim: Claim.extend({ text_id: z.string().optional(), kind: z.enum(['finding', 'inference']).optional() }),
  /** id `verdict`. */
  verdict: Verdict,
  /** id `warning:<seq>`. */
  warning: z.object({ message: z.string() }),
  /** The text that was streamed under this id was taken back: the writer began again, in the text part that follows. */
  'text-reset': z.object({ text_id: z.string(), reason: z.string() }),
};
export type JobDataParts = { [Key in keyof typeof jobDataParts]: z.infer<(typeof jobDataParts)[Key]> };
