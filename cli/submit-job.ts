import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { type ApiClient, type ApiError, isApiError } from '#lib/client/api-client.ts';
import type { CreateJob, Job } from '#lib/schema/job.ts';

const tries = 4;

/** Submits a job once: a try that got no answer is repeated under the same Idempotency-Key. Throws `ApiError`. */
export async function submitJob(
  api: ApiClient,
  { body, signal }: { body: z.input<typeof CreateJob>; signal: AbortSignal },
): Promise<Job> {
  const idempotencyKey = randomUUID();
  for (let left = tries; ; left -= 1) {
    try {
      return await api.createJob(body, { idempotencyKey });
    } catch (error) {
      if (left === 1 || !isApiError(error) || !mayPass(error)) throw error;
      await sleep((error.retryAfterSeconds ?? 1) * 1000, undefined, { signal });
    }
  }
}

const mayPass = ({ problem: { status } }: ApiError): boolean =>
  status === 0 || status === 429 || status === 503;
