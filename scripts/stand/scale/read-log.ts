import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking } from '../../../e2e/ask-by-name.ts';

/** What a client that comes back read of a job's log. */
export type LogReading = {
  /** The last seq that came. */
  lastSeq: number;
  events: number;
  /** Seqs that were left out, or came out of turn. */
  gaps: number;
  /** Events that came a second time. */
  doubles: number;
  /** How often it had to come back. */
  returns: number;
  isDone: boolean;
};

type Ask = (asking: Asking) => Promise<{ status: number }>;

/** Silence after which a client takes a stream for dead: a comment comes every 15 s. */
const silentMs = 40_000;

/**
 * Reads a job's event stream to its end, and comes back with the last id whenever it breaks off or is refused for a while,
 * as a browser does. It counts what came; nothing is mended. A seq that was left out counts once, however many follow it.
 */
export async function readLog(ask: Ask, signal: AbortSignal): Promise<LogReading> {
  const reading: LogReading = { lastSeq: 0, events: 0, gaps: 0, doubles: 0, returns: 0, isDone: false };
  while (!reading.isDone && !signal.aborted) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silentMs);
    let read = 0;
    const status = await ask({
      headers: reading.lastSeq > 0 ? { 'last-event-id': String(reading.lastSeq) } : {},
      signal: AbortSignal.any([signal, silence.signal]),
      onText(soFar) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silentMs);
        // The frame that is not whole yet may break off.
        const whole = soFar.lastIndexOf('\n\n') + 2;
        if (whole > read) takeFrames(soFar.slice(read, whole), reading);
        read = Math.max(read, whole);
        return reading.isDone;
      },
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    clearTimeout(timer);
    if (status === 204) reading.isDone = true;
    if (reading.isDone) break;
    if (status >= 400 && status < 500 && status !== 429) throw new Error(`the stream answered ${status}`);
    reading.returns += 1;
    await sleep(300);
  }
  return reading;
}

function takeFrames(text: string, reading: LogReading): void {
  for (const frame of text.split('\n\n')) {
    if (/^event: done$/m.test(frame)) reading.isDone = true;
    const id = /^id: (\d+)$/m.exec(frame)?.[1];
    if (id === undefined) continue;
    const seq = Number(id);
    reading.events += 1;
    if (seq <= reading.lastSeq) reading.doubles += 1;
    else if (seq !== reading.lastSeq + 1) reading.gaps += 1;
    reading.lastSeq = Math.max(reading.lastSeq, seq);
  }
}
