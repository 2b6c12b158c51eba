import type { Config } from '#lib/config.ts';
import { askEngine } from './ask-engine.ts';

/**
 * Has the engine forget the runs of a job that was erased. Only an engine of ours has that door; another forgets them as
 * it is set to. Throws where the engine does not answer.
 */
export async function forgetRuns({ config, jobId }: { config: Config; jobId: string }): Promise<void> {
  if (!config.INNGEST_BASE_URL) return;
  const path = `/v1/events/${encodeURIComponent(jobId)}`;
  const response = await askEngine(config, { path, method: 'DELETE', timeoutMs: 10_000 });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`the engine answered ${response.status}`);
}
