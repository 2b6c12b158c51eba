import type { UIMessage, UIMessageChunk } from 'ai';
import type { JobDataParts } from '#lib/schema/conversation.ts';

/** The answer of a job as the AI SDK's chat shows it; its id is the job's. */
export type JobMessage = UIMessage<{ job_id: string }, JobDataParts>;
export type JobMessageChunk = UIMessageChunk<{ job_id: string }, JobDataParts>;
export type DataChunk = Extract<JobMessageChunk, { data: unknown }>;

/** A data part as a chunk; one that is sent again under its id takes the place of what stood there. */
export function part<Name extends keyof JobDataParts>(
  name: Name,
  id: string,
  data: JobDataParts[Name],
): DataChunk {
  return { type: `data-${name}`, id, data } as unknown as DataChunk;
}
