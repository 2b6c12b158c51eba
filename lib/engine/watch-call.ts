import type { Core } from './core.ts';

/**
 * Watches a call to the app: `signal` aborts when the engine stops, or when for `core.maxSilenceMs` the call has brought
 * neither an answer nor a stored step. The app then hangs, and must not keep the slot of the job for ever.
 */
export function watchCall(
  core: Core,
  job: { job_id: string; generation: number },
): { signal: AbortSignal; stop(): void } {
  const { maxSilenceMs } = core;
  const call = new AbortController();
  const endWithEngine = () => call.abort(core.signal.reason);
  if (core.signal.aborted) endWithEngine();
  core.signal.addEventListener('abort', endWithEngine, { once: true });
  let timer = setTimeout(check, maxSilenceMs);
  let isOver = false;

  async function check(): Promise<void> {
    const rows = await core.database
      .query<{ silent_ms: number }>(silentFor, [job.job_id, job.generation])
      .catch(() => undefined); // the database is away: that says nothing of the app
    if (isOver) return;
    const leftMs = maxSilenceMs - (rows ? (rows[0]?.silent_ms ?? maxSilenceMs) : 0);
    if (leftMs > 0) {
      timer = setTimeout(check, leftMs);
      return;
    }
    const seconds = Math.round(maxSilenceMs / 1000);
    call.abort(new CallTimeout(`The app did not answer and finished no step for ${seconds} s.`));
  }

  return {
    signal: call.signal,
    stop() {
      isOver = true;
      clearTimeout(timer);
      core.signal.removeEventListener('abort', endWithEngine);
    },
  };
}

class CallTimeout extends Error {
  override name = 'CallTimeout';
}

const silentFor = /* sql */ `
  select extract(epoch from clock_timestamp()
    - greatest(j.claimed_at, (select max(s.ended_at) from engine.step s where s.run_id = j.run_id)))::float8 * 1000
    as silent_ms
  from engine.job j where j.id = $1 and j.generation = $2 and j.state = 'claimed'`;
