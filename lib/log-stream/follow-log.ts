import type { JobEvent } from '#lib/schema/event.ts';
import type { JobTails, Viewer } from './job-tails.ts';

/** So much is handed over at once, so that a reader shows soon that it takes nothing. */
const mostAtOnce = 64 * 1024;

export type FollowedLog = {
  tails: JobTails;
  jobId: string;
  after: number;
  signal: AbortSignal;
  /** After how long a silence a sign of life comes; 15 s unless told. */
  heartbeatMs?: number;
};

/**
 * A job's log after a seq: first what is stored, then what comes, in lists; null as a sign of life when nothing
 * came for a while. It reads only as fast as it is asked; `onCut` is called when the one who asks has taken nothing while
 * a mebibyte came. Answers true at the end of the log of a job that has ended or was erased, false when `signal` ended
 * it before.
 */
export async function* followLog(
  { tails, jobId, after, signal, heartbeatMs = 15_000 }: FollowedLog,
  onCut: () => void = () => {},
): AsyncGenerator<JobEvent[] | null, boolean, undefined> {
  let reached = after;
  let wake = () => {};
  const viewer: Viewer = { wake: () => wake(), cut: onCut, tookAt: null };
  const tail = tails.join(jobId, viewer);
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  /** Hands something over: from now until more is asked for, what comes is counted. */
  const hand = <Part>(part: Part): Part => {
    viewer.tookAt = tail.bytes;
    return part;
  };
  try {
    while (!signal.aborted) {
      viewer.tookAt = null;
      if (tail.reached !== null && tail.reached > reached) {
        let events = tail.after(reached) ?? (await tails.read(jobId, reached));
        // What is known to have been there is gone: the job was erased.
        if (events.length === 0) return true;
        while (events.length > 0) {
          const part = takePart(events);
          events = events.slice(part.length);
          reached = part.at(-1)?.seq ?? reached;
          yield hand(part);
          viewer.tookAt = null;
          if (signal.aborted) return false;
        }
      } else if (tail.ended) {
        return true;
      } else if ((await isQuiet(heartbeatMs)) && tail.reached !== null) {
        yield hand(null);
      }
    }
    return false;
  } finally {
    signal.removeEventListener('abort', stop);
    tail.leave(viewer);
  }

  /** Waits for something new; true where nothing came for so long. */
  function isQuiet(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), ms);
      wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }
}

/** The first of the events, as many as go over at once; always one. */
function takePart(events: JobEvent[]): JobEvent[] {
  let room = mostAtOnce;
  const count = events.findIndex((event, index) => {
    room -= JSON.stringify(event).length;
    return room < 0 && index > 0;
  });
  return count < 0 ? events : events.slice(0, count);
}
