import type { Log } from './log.ts';

type Stoppable = { stop(): Promise<void> };

const shared = globalThis as unknown as { intentuiServing?: Promise<Stoppable> };
const stopTimeoutMs = 2500;

/**
 * Ends the process when a signal asks for it or the program that started it is gone: `stop` gets 2.5 s, then it exits
 * with 0 whatever is still open. Without this, `next start` waits for open event streams without end.
 *
 * The started thing is kept on globalThis, so that a second call (a reloaded module) adds nothing.
 */
export function stopOnSignal(serving: Promise<Stoppable>, log: Log): void {
  if (shared.intentuiServing) return;
  shared.intentuiServing = serving;
  let isStopping = false;
  const end = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), stopTimeoutMs);
    try {
      await (await serving).stop();
    } catch (error) {
      log.error('could not stop cleanly', { reason: String(error) });
    }
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // `npm start` holds the other end of this channel: it closes when that process ends in any way, kill -9 too.
  if (process.channel) process.on('disconnect', end);
}
