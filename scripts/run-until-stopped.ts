import { isAppError } from '#lib/errors.ts';

/** How to end what was started, last first. */
export type Closers = (() => unknown)[];

/**
 * Carries out a task until it ends or somebody stops the process (Ctrl-C, SIGTERM, a closed terminal), which aborts
 * `signal`; then ends what the task added to `closers`. Resolves to the exit code: 1 when the task failed by itself, after
 * the reason was printed.
 */
export async function runUntilStopped(
  task: (options: { signal: AbortSignal; closers: Closers }) => Promise<void>,
  { onStop = () => {} }: { onStop?: () => void } = {},
): Promise<number> {
  const stopping = new AbortController();
  const closers: Closers = [];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  let code = 0;
  try {
    await task({ signal: stopping.signal, closers });
  } catch (error) {
    if (!stopping.signal.aborted) {
      code = 1;
      const known = isAppError(error);
      process.stderr.write(`${known ? error.message : ((error as Error).stack ?? error)}\n`);
    }
  }
  if (stopping.signal.aborted) onStop();
  for (const close of closers) await close();
  return code;
}
