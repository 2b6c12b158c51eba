import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/**
 * Ends a connection that owes an answer and has said nothing for so long: it died without a word, or its server stands
 * still. Whoever waits on it gets an error, and a pool opens another.
 */
export function endWhenSilent(client: pg.ClientBase, ms: number): void {
  const inside = client as unknown as { connection: { stream: Socket }; _activeQuery: unknown };
  const { stream } = inside.connection;
  stream.on('timeout', async () => {
    const { bytesRead } = stream;
    if (!inside._activeQuery) return;
    // A process that stood still itself has its answers in the socket, and reads them first.
    await sleep(100, undefined, { ref: false });
    if (!inside._activeQuery) return;
    if (stream.bytesRead !== bytesRead) stream.setTimeout(ms);
    else stream.destroy(new Error(`Connection terminated: the database was silent for ${ms / 1000} s`));
  });
  stream.setTimeout(ms);
}

/** Asks a connection that is only listened at for a sign of life, so that one which died without a word ends. */
export function keepAsking(
  client: pg.ClientBase,
  { everyMs, silenceMs }: { everyMs: number; silenceMs: number },
): void {
  endWhenSilent(client, silenceMs);
  let isAsking = false;
  const timer = setInterval(async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      await client.query('select 1');
    } catch {
      clearInterval(timer);
    }
    isAsking = false;
  }, everyMs);
  timer.unref();
}
