import type { Db } from './db.ts';
import { readEvents } from './event-log.ts';
import type { JobListener } from './job-listener.ts';
import type { JobEvent } from './schema/event.ts';
import { isTerminal, type JobStatus } from './schema/job.ts';

const pageSize = 500;
const pollMs = 1_000;
const heartbeatMs = 15_000;

/**
 * A job's log as server-sent events after a seq: first what is stored, then what comes, then `event: done` once the
 * job has ended. It reads only as fast as the client takes (nothing piles up for a slow one) and looks at the log at
 * least once a second, so that it does not depend on being woken. `signal` or cancelling ends it.
 */
export function createEventStream({
  db,
  listener,
  jobId,
  after,
  signal,
}: {
  db: Db;
  listener: JobListener;
  jobId: string;
  after: number;
  signal: AbortSignal;
}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ended = new AbortController();
  let reached = after;
  let wake = () => {};
  const unsubscribe = listener.onEvent(jobId, () => wake());
  const end = () => {
    unsubscribe();
    ended.abort();
    wake();
  };
  signal.addEventListener('abort', end, { once: true });

  async function next(): Promise<string | null> {
    const quietSince = Date.now();
    while (!ended.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const job = await db.job.findUnique({ where: { jobId }, select: { status: true, lastSeq: true } });
      if (!job) return null;
      const events =
        job.lastSeq > reached ? await readEvents(db, { jobId, after: reached, limit: pageSize }) : [];
      const last = events.at(-1);
      if (last) {
        reached = last.seq;
        return events.map(frame).join('');
      }
      if (isTerminal(job.status as JobStatus)) return null;
      if (Date.now() - quietSince >= heartbeatMs) return ': heartbeat\n\n';
      await Promise.race([woken, pause(pollMs, ended.signal)]);
    }
    return null;
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(`retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`));
      },
      async pull(controller) {
        try {
          const text = await next();
          if (text !== null) return controller.enqueue(encoder.encode(text));
          if (!ended.signal.aborted) controller.enqueue(encoder.encode('event: done\ndata: {}\n\n'));
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

function frame(event: JobEvent): string {
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
