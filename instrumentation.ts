/**
 * Next calls this once when the server starts, not while building: all that works beside requests begins here, and
 * ends on a signal. A part that cannot start ends the process, since a server without it would accept jobs in vain.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServing } = await import('./inngest/process/serve-process.ts');
    const { createLog } = await import('#lib/log.ts');
    const { stopOnSignal } = await import('#lib/stop-on-signal.ts');
    const log = createLog('server');
    const serving = startServing();
    stopOnSignal(serving, log);
    await serving.catch((error) => {
      log.error('cannot start', { reason: error instanceof Error ? error.message : String(error) });
      process.exit(1);
    });
  }
}
