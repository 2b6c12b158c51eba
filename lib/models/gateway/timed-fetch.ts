import { AppError } from '#lib/errors.ts';
import { createEndDetector } from './detect-end.ts';

/** How long a server that has said all may still take to close: the count of tokens may follow the last word. */
const closingMs = { finished: 2_000, done: 100 };

/**
 * Makes a fetch that gives up on a silent server: an answer whose first byte, or whose next byte, takes too long
 * fails with `model_failed`, and its connection is closed at once. The time counts only while somebody reads. A stream
 * of events that has already said how the model finished is whole, however its connection then ends.
 */
export function createTimedFetch(timeouts: {
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
}): typeof fetch {
  return async (input, init) => {
    const silence = new AbortController();
    const alarm = createAlarm(silence);
    const caller = init?.signal;
    const signal = caller ? AbortSignal.any([caller, silence.signal]) : silence.signal;
    alarm.set(timeouts.firstByteTimeoutMs);
    try {
      const response = await fetch(input, { ...init, signal, cache: 'no-store' });
      if (!response.body) {
        alarm.clear();
        return response;
      }
      const isEvents = response.headers.get('content-type')?.includes('event-stream') ?? false;
      const body = watchBody(response.body, {
        alarm,
        idleTimeoutMs: timeouts.idleTimeoutMs,
        isEvents,
        caller,
      });
      const { status, statusText, headers } = response;
      return new Response(body, { status, statusText, headers });
    } catch (error) {
      alarm.clear();
      throw error;
    }
  };
}

type Alarm = ReturnType<typeof createAlarm>;

function createAlarm(controller: AbortController) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => clearTimeout(timer);
  return {
    clear,
    set(timeoutMs: number): void {
      clear();
      timer = setTimeout(() => controller.abort(silentFor(timeoutMs)), timeoutMs);
    },
  };
}

function silentFor(timeoutMs: number): AppError {
  return new AppError(
    'model_failed',
    `The model has said nothing for ${Math.round(timeoutMs / 100) / 10} seconds.`,
  );
}

function watchBody(
  body: ReadableStream<Uint8Array>,
  watch: { alarm: Alarm; idleTimeoutMs: number; isEvents: boolean; caller: AbortSignal | null | undefined },
): ReadableStream<Uint8Array> {
  const { alarm, idleTimeoutMs, isEvents, caller } = watch;
  const reader = body.getReader();
  const end = createEndDetector();
  let begun = false;

  const waitMs = () => {
    const state = end.state();
    return state === 'open' ? idleTimeoutMs : Math.min(closingMs[state], idleTimeoutMs);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (begun) alarm.set(waitMs());
          const { done, value } = await reader.read();
          alarm.clear();
          begun = true;
          if (done) return controller.close();
          if (isEvents) end.push(value);
          controller.enqueue(value);
        } catch (error) {
          alarm.clear();
          if (end.state() === 'open' || caller?.aborted) controller.error(error);
          else controller.close();
        }
      },
      async cancel(reason) {
        alarm.clear();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
