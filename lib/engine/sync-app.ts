import { setTimeout as sleep } from 'node:timers/promises';
import { isAppUnreachable } from './call-app.ts';
import type { Core } from './core.ts';

const firstDelayMs = 100;
const maxDelayMs = 5000;

/**
 * Asks the app to register its functions, until it has: it may still be starting. Logs why it cannot, once a reason;
 * gives up when the engine stops.
 */
export async function syncApp(core: Core, appUrl: string): Promise<void> {
  let said = '';
  for (let delayMs = firstDelayMs; !core.signal.aborted; delayMs = Math.min(maxDelayMs, delayMs * 1.5)) {
    try {
      const { status, body } = await core.app.call({
        method: 'PUT',
        body: { url: appUrl },
        signal: core.signal,
      });
      if (status === 200) return;
      throw new Error(String((body as { message?: unknown })?.message ?? `the app answered ${status}`));
    } catch (error) {
      const reason = (error as Error).message;
      const expected = isAppUnreachable(error);
      if (!core.signal.aborted && !expected && reason !== said)
        core.log.warn('the app did not register', { reason });
      said = reason;
    }
    await pause(delayMs, core.signal);
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
