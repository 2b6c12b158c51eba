import type { JobEvent } from '#lib/schema/event.ts';
import type { FollowedLog } from './follow-log.ts';
import { createLogStream } from './log-stream.ts';

/**
 * A job's log as server-sent events after a seq: first what is stored, then what comes, then `event: done` once the
 * job has ended. A client that loses it comes back with the id of the last event that it has.
 */
export function createEventStream(log: FollowedLog): ReadableStream<Uint8Array> {
  return createLogStream(log, {
    begin: () => `retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`,
    events: (events) => events.map(frame).join(''),
    end: () => 'event: done\ndata: {}\n\n',
    leave: () => '',
  });
}

const frames = new WeakMap<JobEvent, string>();

/** Written once for all who follow the same log. */
function frame(event: JobEvent): string {
  const known = frames.get(event);
  if (known) return known;
  const written = `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
  frames.set(event, written);
  return written;
}
