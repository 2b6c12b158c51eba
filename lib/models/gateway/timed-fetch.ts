import { AppError } from '#lib/errors.ts';
import { createChatEventReader, toChatEvents } from './chat-events.ts';

/** How long a server that has said all may still take to close; the count of tokens may follow the last word. */
const closingMs = { finished: 2_000, done: 100 };

/**
 * Makes the fetch that calls go through. It gives up on a silent server: an answer whose first byte, or whose next
 * byte, takes too long fails with `model_failed`, and its connection is closed at once; the time counts only while
 * somebody reads. What comes back is always a stream of events, cleaned by `chat-events.ts`: an answer that has said
 * why the model stopped is whole, however its connection ends.
 */
export function createTimedFetch(timeouts: {
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
}): typeof fetch {
  return async (input, init) => {
    const silence = new AbortController();
    const alarm = createAlarm(silence);
    const signal = init?.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
    alarm.set(timeouts.firstByteTimeoutMs);
    try {
      const response = await fetch(input, { ...init, signal, cache: 'no-store' });
      const { status, statusText, headers } = response;
      const body = response.body ?? new Blob([]).stream();
      const read = readBytes(body, { alarm, idleTimeoutMs: timeouts.idleTimeoutMs });
      const isWhole = /json|html/.test(headers.get('content-type') ?? '');
      const events = isWhole ? readWhole(read) : readEvents(read, { caller: init?.signal ?? undefined });
      const leave = () => silence.abort();
      return new Response(toStream(response.ok ? events : read(), leave), { status, statusText, headers });
    } catch (error) {
      alarm.clear();
      throw error;
    }
  };
}

type Alarm = ReturnType<typeof createAlarm>;
/** The bytes of a body; a read fails after the idle time, or after `waitMs()`. */
type Read = (waitMs?: () => number) => AsyncGenerator<Uint8Array>;

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
  const seconds = Math.round(timeoutMs / 100) / 10;
  return new AppError('model_failed', `The model has said nothing for ${seconds} seconds.`);
}

function readBytes(
  body: ReadableStream<Uint8Array>,
  { alarm, idleTimeoutMs }: { alarm: Alarm; idleTimeoutMs: number },
): Read {
  return async function* read(waitMs = () => idleTimeoutMs) {
    const reader = body.getReader();
    try {
      for (let begun = false; ; begun = true) {
        if (begun) alarm.set(Math.min(waitMs(), idleTimeoutMs));
        const { done, value } = await reader.read();
        alarm.clear();
        if (done) return;
        yield value;
      }
    } finally {
      alarm.clear();
      reader.cancel().catch(() => {});
    }
  };
}

async function* readEvents(read: Read, { caller }: { caller: AbortSignal | undefined }) {
  const events = createChatEventReader();
  const waitMs = () => {
    const state = events.state();
    return state === 'open' ? Number.POSITIVE_INFINITY : closingMs[state];
  };
  try {
    for await (const bytes of read(waitMs)) yield encode(events.push(bytes));
  } catch (error) {
    if (events.state() === 'open' || caller?.aborted) throw error;
  }
  yield encode(events.end());
}

/** Some servers answer in one piece though they were asked to stream. */
async function* readWhole(read: Read) {
  const decoder = new TextDecoder();
  let body = '';
  for await (const bytes of read()) body += decoder.decode(bytes, { stream: true });
  const events = toChatEvents(body);
  if (events === undefined) {
    throw new AppError(
      'model_rejected',
      'What answers at GATEWAY_BASE_URL is no OpenAI-compatible API; its address often ends in /v1.',
    );
  }
  yield encode(events);
}

const encode = (text: string) => new TextEncoder().encode(text);

function toStream(chunks: AsyncGenerator<Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await chunks.next();
          if (done) return controller.close();
          if (value.length === 0) continue;
          return controller.enqueue(value);
        }
      },
      async cancel() {
        leave();
        await chunks.return(undefined).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
