import type { SourceKind, SourceState } from '#lib/schema/source.ts';
import { runtime } from './runtime.ts';

/** Every source there is here as an operator sees it, on or off, with what came of asking it last. */
export async function listSourceStates(): Promise<SourceState[]> {
  const { sources, sourcesOff, sourceStates, vision } = runtime();
  const known = await sourceStates.read();
  const all: Listed[] = [
    ...sources.map((source) => ({ ...source, off: null })),
    ...sourcesOff,
    { ...vision, kind: 'pictures' },
  ];
  return all.map(({ id, name, kind = 'web', off }) => {
    const state = known.get(id);
    const lastError = state?.lastError ?? null;
    return {
      id,
      name,
      kind,
      state: off === null ? 'on' : 'off',
      reason: off,
      last_used_at: state?.lastUsedAt.toISOString() ?? null,
      last_error: lastError && { message: lastError.message, at: lastError.at.toISOString() },
      latency_ms: state?.latencyMs ?? null,
    };
  });
}

type Listed = { id: string; name: string; kind?: SourceKind | undefined; off: string | null };
