import type { JobEvent } from '#lib/schema/event.ts';
import { type FollowedLog, followLog } from './follow-log.ts';

/** How a job's log is written as server-sent events; every text is sent as it is. */
export type LogWriter = {
  begin(): string;
  events(events: readonly JobEvent[]): string;
  /** After the last event of the log. */
  end(): string;
  /** Where the log goes on but this stream does not: what the client is told, or an error to break the connection with. */
  leave(): string | DOMException;
};

/**
 * A job's log as a stream of bytes, written by `writer`, a heartbeat in between. `signal` or cancelling ends it; a reader
 * that takes nothing while a mebibyte comes is cut off, and comes back by the last seq that it has.
 */
export function createLogStream(log: FollowedLog, writer: LogWriter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = new AbortController();
  let cut = () => {};
  const followed = followLog({ ...log, signal: AbortSignal.any([log.signal, left.signal]) }, () => cut());
  let hasBegun = false;
  let isCut = false;
  let isOver = false;
  const letGo = () => {
    if (isOver) return;
    isOver = true;
    log.signal.removeEventListener('abort', leave);
    left.abort();
  };
  // A stream that nobody pulls any more would not notice.
  const leave = () => {
    letGo();
    void followed.return(false);
  };
  log.signal.addEventListener('abort', leave, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        cut = () => {
          isCut = true;
          letGo();
          controller.error(new DOMException('The reader is too slow.', 'AbortError'));
          void followed.return(false);
        };
      },
      async pull(controller) {
        const send = (text: string) => {
          if (text) controller.enqueue(encoder.encode(text));
        };
        if (!hasBegun) {
          hasBegun = true;
          const beginning = writer.begin();
          if (beginning) return send(beginning);
        }
        const next = await followed.next().catch((error) => {
          letGo();
          throw error;
        });
        if (isCut) return;
        if (!next.done) {
          // An empty text would ask for nothing more to be read.
          return send((next.value && writer.events(next.value)) || ': heartbeat\n\n');
        }
        letGo();
        const last = next.value ? writer.end() : writer.leave();
        if (typeof last !== 'string') return controller.error(last);
        send(last);
        controller.close();
      },
      async cancel() {
        letGo();
        await followed.return(false);
      },
    },
    { highWaterMark: 1 },
  );
}
