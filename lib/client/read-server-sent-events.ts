import { createParser } from 'eventsource-parser';

/** One frame of an event stream; `event` is `message` where the frame names none. */
export type ServerSentEvent = { id: string | null; event: string; data: string };

type Listeners = {
  /** Called for each chunk, comments included: a sign of life. */
  onActivity?: () => void;
  /** Called when the server asks for another delay before the next connection. */
  onRetry?: (retryMs: number) => void;
};

/** Reads the frames of a `text/event-stream` body as the HTML standard says; an unfinished last frame is dropped. */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  { onActivity = () => {}, onRetry = () => {} }: Listeners = {},
): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const frames: ServerSentEvent[] = [];
  const parser = createParser({
    onEvent: ({ id = null, event = 'message', data }) => frames.push({ id, event, data }),
    onRetry,
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onActivity();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* frames.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
