import { createHash } from 'node:crypto';
import type { Config } from '#lib/config.ts';

export type RunState = 'active' | 'ended' | 'unknown_to_engine' | 'unclear';

/** What the engine says of a run; `unclear` when it does not answer, and then nothing should be concluded. */
export async function findRun({ config, runId }: { config: Config; runId: string }): Promise<RunState> {
  const base = config.INNGEST_BASE_URL ?? 'https://api.inngest.com';
  try {
    const response = await fetch(new URL(`/v1/runs/${encodeURIComponent(runId)}`, base), {
      headers: { authorization: `Bearer ${hashSigningKey(config.INNGEST_SIGNING_KEY ?? '')}` },
      signal: AbortSignal.timeout(5_000),
    });
    if (response.status === 404) return 'unknown_to_engine';
    if (!response.ok) return 'unclear';
    const { data } = (await response.json()) as { data?: { status?: string } };
    return /^(completed|failed|cancelled)$/i.test(data?.status ?? '') ? 'ended' : 'active';
  } catch {
    return 'unclear';
  }
}

/** The key as the engine's API wants it: its prefix, then the sha256 of the decoded rest, in hex. */
function hashSigningKey(key: string): string {
  const prefix = /^signkey-\w+-/.exec(key)?.[0] ?? '';
  const secret = Buffer.from(key.slice(prefix.length), 'hex');
  return prefix + createHash('sha256').update(secret).digest('hex');
}
