import { AppError } from '#lib/errors.ts';
import { count } from '#lib/schema/count.ts';
import { createChatEventReader, readWholeAnswer } from './chat-events.ts';
import { readObject } from './read-chunk.ts';
import { withReceived } from './stream-failure.ts';

/** How long a model may be silent before its first word, and after it. */
export type Timeouts = { firstByteTimeoutMs: number; idleTimeoutMs: number };

/** How long a server that has said all may still take to close; the count of tokens may follow the last word. */
const closingMs = { finished: 2_000, done: 100 };

/**
 * Makes the fetch that calls go through. It gives up on a silent server: an answer whose first byte, or whose next
 * byte, takes too long fails with `model_failed`, and its connection is closed at once; the time counts only while
 * somebody reads, and before the first word it is the time for the first byte, since some servers begin and then
 * think. Any byte counts: a comment, a piece of thinking. What comes back is always a stream of events, cleaned by
 * `chat-events.ts`: an answer that has said why the model stopped is whole, however its connection ends. An error that
 * the server tells in place of the rest fails the stream once what came before it is read.
 */
export function createTimedFetch(timeouts: Timeouts): typeof fetch {
  return async (input, init) => {
    const silence = new AbortController();
    const alarm = createAlarm(silence);
    const signal = init?.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
    alarm.set(timeouts.firstByteTimeoutMs);
    try {
      const response = await fetch(input, { ...init, signal, cache: 'no-store' });
      const { status, statusText, headers } = response;
      const body = response.body ?? new Blob([]).stream();
      const read = readBytes(body, { alarm, ...timeouts });
      const events = readAnswer(read, { caller: init?.signal ?? undefined, ...timeouts });
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
  return new AppError('model_failed', `The model has said nothing for ${count(seconds, 'second')}.`);
}

function readBytes(
  body: ReadableStream<Uint8Array>,
  { alarm, idleTimeoutMs }: Timeouts & { alarm: Alarm },
): Read {
  return async function* read(waitMs = () => idleTimeoutMs) {
    const reader = body.getReader();
    try {
      for (let begun = false; ; begun = true) {
        if (begun) alarm.set(waitMs());
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

/** Some servers answer in one piece though they were asked to stream, whatever they call it. */
async function* readAnswer(
  read: Read,
  { caller, firstByteTimeoutMs, idleTimeoutMs }: Timeouts & { caller: AbortSignal | undefined },
): AsyncGenerator<Uint8Array> {
  const events = createChatEventReader();
  const decoder = new TextDecoder();
  const patienceMs = () => Math.max(firstByteTimeoutMs, idleTimeoutMs);
  const waitMs = () => {
    const state = events.state();
    if (state !== 'open') return Math.min(closingMs[state], idleTimeoutMs);
    return events.text() ? idleTimeoutMs : patienceMs();
  };
  /** What came so far, while it is not clear which it is; then only of an answer in one piece. */
  let body = '';
  let kind: 'unclear' | 'whole' | 'events' = 'unclear';
  try {
    for await (const bytes of read(waitMs)) {
      if (kind !== 'events') body += decoder.decode(bytes, { stream: true });
      if (kind === 'unclear' && body.trim()) kind = /^\s*[{<[]/.test(body) ? 'whole' : 'events';
      if (kind === 'whole') continue;
      yield encode(events.push(bytes));
      const failure = events.failure();
      if (failure) throw failure;
    }
  } catch (error) {
    if (events.state() === 'open' || caller?.aborted) throw withReceived(error, events.text());
  }
  if (kind === 'whole') return yield encode(readWhole(body));
  yield encode(events.end());
  const failure = events.failure();
  if (failure) throw withReceived(failure, events.text());
}

function readWhole(body: string): string {
  const answer = readWholeAnswer(body);
  if (answer?.failure) throw answer.failure;
  if (answer) return answer.events;
  if (/^\s*\{/.test(body) && !readObject(body)) {
    throw new AppError('model_failed', "The model's answer broke off before its end.");
  }
  throw new AppError(
    'model_rejected',
    'What answers at GATEWAY_BASE_URL is no OpenAI-compatible API; its address often ends in /v1.',
  );
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
