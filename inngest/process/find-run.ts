import type { Config } from '#lib/config.ts';
import { askEngine } from './ask-engine.ts';

export type RunState = 'active' | 'ended' | 'unknown_to_engine' | 'unclear';

/**
 * What the engine says of a run; `unclear` when it does not answer, or not in a known way, and then nothing should be
 * concluded. `active` may be out of date: Inngest's own server says so of a run whose queue it lost.
 */
export async function findRun({ config, runId }: { config: Config; runId: string }): Promise<RunState> {
  try {
    const path = `/v1/runs/${encodeURIComponent(runId)}`;
    const response = await askEngine(config, { path, timeoutMs: 5_000 });
    if (response.status === 404) return 'unknown_to_engine';
    if (!response.ok) return 'unclear';
    return readState(await response.json());
  } catch {
    return 'unclear';
  }
}

/** Inngest's own server answers 200 of a run that it does not know, with an error and no data inside. */
function readState(answer: unknown): RunState {
  const { data, error } = (answer ?? {}) as { data?: { status?: unknown } | null; error?: unknown };
  if (!data) return typeof error === 'string' ? 'unknown_to_engine' : 'unclear';
  if (typeof data.status !== 'string') return 'unclear';
  return /^(completed|failed|cancelled)$/i.test(data.status) ? 'ended' : 'active';
}
