import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { askEngine } from './ask-engine.ts';

const Answer = z.object({ data: z.object({ runs: z.number() }) });

/**
 * Lets the run of a job go ahead of others that wait, or back among them, where the engine has such a door: only ours has.
 * Answers whether it did; null where the engine has none, so that asking again is in vain.
 */
export async function putAhead({
  config,
  jobId,
  ahead,
}: {
  config: Config;
  jobId: string;
  ahead: boolean;
}): Promise<boolean | null> {
  const path = `/v1/events/${encodeURIComponent(jobId)}/ahead`;
  const response = await askEngine(config, { path, method: 'PUT', body: { ahead }, timeoutMs: 5_000 });
  const answer = Answer.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data.data.runs > 0;
  return [404, 405].includes(response.status) ? null : false;
}
