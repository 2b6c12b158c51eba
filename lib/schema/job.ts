import { z } from 'zod';
import { Budget } from './budget.ts';
import { ScoreName } from './verdict.ts';

/** `pending → in_progress → complete | failed | cancelled`, `waiting` while a plan waits for approval. */
export const JobStatus = z.enum(['pending', 'in_progress', 'waiting', 'complete', 'failed', 'cancelled']);
export type JobStatus = z.infer<typeof JobStatus>;

/** Terminal states never change. */
export const terminalStatuses = ['complete', 'failed', 'cancelled'] as const satisfies readonly JobStatus[];
export const isTerminal = (status: JobStatus): boolean =>
  (terminalStatuses as readonly JobStatus[]).includes(status);

/** The phases of a research job, in order. */
export const Phase = z.enum(['decompose', 'gather', 'extract', 'synthesize', 'judge', 'repair', 'finish']);
export type Phase = z.infer<typeof Phase>;

export const JobError = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  step: z.string().nullable(),
  attempt: z.number().int().nullable(),
});
export type JobError = z.infer<typeof JobError>;

/** Zero where it can be counted and none was used; `cost_usd` is null when a price is unknown. */
export const Usage = z.object({
  input_tokens: z.number().int().default(0),
  output_tokens: z.number().int().default(0),
  searches: z.number().int().default(0),
  pages: z.number().int().default(0),
  cost_usd: z.number().nullable().default(0),
});
export type Usage = z.infer<typeof Usage>;

export const Metadata = z
  .record(z.string().min(1).max(64), z.string().max(512))
  .refine((pairs) => Object.keys(pairs).length <= 16, 'At most 16 pairs');

/** The body of `POST /api/v1/jobs`; `input_data` is checked by the job type's own schema (`lib/job-types`). */
export const CreateJob = z.strictObject({
  job_type: z.string(),
  input_data: z.record(z.string(), z.unknown()),
  priority: z.number().int().min(0).max(10).default(5),
  metadata: Metadata.default({}),
  deadline_seconds: z.number().int().min(1).max(86_400).optional(),
  budget: Budget.optional(),
});
export type CreateJob = z.infer<typeof CreateJob>;

/**
 * Where a job that waits stands in line, from 1, and when it is likely to begin, null where nothing tells; whether it goes
 * before others since somebody has it open.
 */
export const PlaceInLine = z.object({
  place: z.number().int().min(1),
  starts_in_seconds: z.number().int().min(0).nullable(),
  ahead: z.boolean(),
});
export type PlaceInLine = z.infer<typeof PlaceInLine>;

/** A job as clients see it. Times are ISO 8601 in UTC. */
export const Job = z.object({
  job_id: z.string(),
  user_id: z.string(),
  job_type: z.string(),
  status: JobStatus,
  phase: z.string().nullable(),
  priority: z.number().int(),
  input_data: z.record(z.string(), z.unknown()),
  result: z.unknown().nullable(),
  error: JobError.nullable(),
  progress: z.number().min(0).max(1),
  attempt: z.number().int(),
  metadata: z.record(z.string(), z.string()),
  budget: Budget.nullable(),
  usage: Usage,
  judge: z
    .object({
      overall: z.number().nullable(),
      /** What `overall` is: a score of the whole, or the only one that was given, such as an estimated relevance. */
      overall_is: ScoreName.default('score'),
      claims: z.number().int(),
      supported: z.number().int(),
      /** How many of those that are supported are copies of their quotes. */
      copied: z.number().int().default(0),
      /** How many could not be checked; the rest were checked and not found supported. */
      unchecked: z.number().int().default(0),
    })
    .nullable(),
  rerun_of: z.string().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  deadline_at: z.string().nullable(),
  last_seq: z.number().int(),
  /** Of a job that has not begun. */
  queue: PlaceInLine.optional(),
  urls: z.object({ self: z.string(), stream: z.string(), events: z.string(), page: z.string() }),
});
export type Job = z.infer<typeof Job>;

/** A job in a list: without its result, which is a whole report, but with what is most telling about it. */
export const ListedJob = Job.omit({ result: true }).extend({
  /** Its result is what there was when it had to stop early. */
  partial: z.boolean(),
  /** Where two texts were compared, the better one. */
  winner: z.enum(['a', 'b', 'tie']).nullable(),
});
export type ListedJob = z.infer<typeof ListedJob>;

/** A page of a list; `next_cursor` is opaque and null at the end. */
export const JobList = z.object({
  data: z.array(ListedJob),
  next_cursor: z.string().nullable(),
  /** How many of the caller's jobs stand in each status, whatever the status filter says. */
  counts: z.record(JobStatus, z.number().int()),
});
export type JobList = z.infer<typeof JobList>;
