/**
 * Next calls this once when the server starts, not while building: all that works beside requests begins here, and
 * ends on a signal. A part that cannot start ends the process, since a server without it would accept jobs in vain.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServing } = await import('./inngest/process/serve-process.ts');
    const { isAppError } = await import('#lib/errors.ts');
    const { createLog } = await import('#lib/log.ts');
    const { stopOnSignal } = await import('#lib/stop-on-signal.ts');
    const log = createLog('server');
    const serving = startServing();
    stopOnSignal(serving, log);
    await serving.catch((error) => {
      const reason = error instanceof Error ? error.message : String(error);
      // Whoever started this says it, as the one sentence of its own.
      if (isAppError(error) && process.send) return process.send({ reason }, () => process.exit(1));
      log.error('cannot start', { reason });
      process.exit(1);
    });
  }
}
