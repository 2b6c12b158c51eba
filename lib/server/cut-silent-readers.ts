import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

const channel = 'http.server.request.start';

/**
 * Closes the connection of whoever reads nothing of an event stream for `silentMs`, or up to twice that, although there is
 * something to read: a response that waits for its reader holds what it was given, and the system's buffers, for ever. One
 * that reads slowly stays; so does one that reads nothing of a stream so small that those buffers take all of it. Watches every HTTP server of this process; `stop` ends it for what comes after.
 */
export function cutSilentReaders({ silentMs = 20_000 }: { silentMs?: number } = {}): { stop(): void } {
  const watch = (message: unknown) => {
    const { response } = message as { response: ServerResponse };
    // Comes when the connection has moved nothing, in or out, for so long.
    response.setTimeout(silentMs, () => {
      if (isHeldUp(response)) response.destroy();
    });
  };
  subscribe(channel, watch);
  return { stop: () => void unsubscribe(channel, watch) };
}

const isHeldUp = (response: ServerResponse): boolean =>
  response.writableNeedDrain &&
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
