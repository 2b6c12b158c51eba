import { createHash } from 'node:crypto';
import type { Config } from '#lib/config.ts';

/**
 * Has the engine forget the runs of a job that was erased. Only an engine of ours has that door; another forgets them as
 * it is set to. Throws where the engine does not answer.
 */
export async function forgetRuns({ config, jobId }: { config: Config; jobId: string }): Promise<void> {
  const base = config.INNGEST_BASE_URL;
  if (!base) return;
  const response = await fetch(new URL(`/v1/events/${jobId}`, base), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${hashSigningKey(config.INNGEST_SIGNING_KEY ?? '')}` },
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`the engine answered ${response.status}`);
}

/** The key as the engine's API wants it: its prefix, then the sha256 of the decoded rest, in hex. */
function hashSigningKey(key: string): string {
  const prefix = /^signkey-\w+-/.exec(key)?.[0] ?? '';
  const secret = Buffer.from(key.slice(prefix.length), 'hex');
  return prefix + createHash('sha256').update(secret).digest('hex');
}
