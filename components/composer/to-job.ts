import type { z } from 'zod';
import type { CreateJob } from '#lib/schema/job.ts';
import { type Draft, formOf } from './draft.ts';

/** The body of the request that a draft makes; `sourceIds` are all sources that could be asked. */
export const toJob = (draft: Draft, sourceIds: string[]): z.input<typeof CreateJob> => ({
  job_type: formOf(draft).type,
  input_data: formOf(draft).toInput(draft.fields[draft.type], { sourceIds }),
  priority: draft.priority,
  ...(Object.keys(draft.budget).length > 0 && { budget: draft.budget }),
});

/** The id of the field that still needs words, or null when the draft can be sent. */
export const missingField = (draft: Draft): string | null => formOf(draft).missing(draft.fields[draft.type]);
