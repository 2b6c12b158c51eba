import { EngineError } from './errors.ts';
import { eventIdFromSeed } from './ids.ts';
import { limits } from './limits.ts';

/** An event as functions see it. `ts` is in ms since 1970. */
export type EngineEvent = {
  id: string;
  name: string;
  ts: number;
  data: Record<string, unknown>;
  user?: Record<string, unknown>;
  v?: string;
};

/**
 * Reads the events of a request; one without an id of its own gets one from the seed. Throws `invalid_request` for a
 * missing or reserved name and `body_too_large` for one over 512 KB, each with a sentence that names the event.
 */
export function readEvents(body: unknown, seed: string | undefined): EngineEvent[] {
  const list = Array.isArray(body) ? body : [body];
  if (list.length > limits.eventsPerRequest) {
    throw new EngineError(
      'body_too_large',
      `At most ${limits.eventsPerRequest.toLocaleString('en')} events fit in one request.`,
    );
  }
  return list.map((item, index) => {
    const { id, name, ts, data, user, v } = (item ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || name === '')
      throw new EngineError('invalid_request', 'event name is empty');
    if (name.startsWith('inngest/')) {
      throw new EngineError('invalid_request', `event name "${name}" is reserved for the engine`);
    }
    if (typeof id === 'string' && id.length > 512) {
      throw new EngineError('invalid_request', `the id of event "${name}" is longer than 512 characters`);
    }
    if (`${id}${name}`.includes('\0')) {
      throw new EngineError(
        'invalid_request',
        'the id and the name of an event cannot hold the character NUL',
      );
    }
    const bytes = Buffer.byteLength(JSON.stringify(item));
    if (bytes > limits.eventBytes) {
      throw new EngineError(
        'body_too_large',
        `event "${name}" has ${bytes.toLocaleString('en')} bytes; at most ${limits.eventBytes.toLocaleString('en')} are allowed`,
      );
    }
    return {
      id: typeof id === 'string' && id !== '' ? id : eventIdFromSeed(seed, index),
      name,
      ts: typeof ts === 'number' && Number.isFinite(ts) && ts > 0 ? Math.trunc(ts) : Date.now(),
      data: (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>,
      user: (typeof user === 'object' && user !== null ? user : {}) as Record<string, unknown>,
      ...(typeof v === 'string' ? { v } : {}),
    };
  });
}
