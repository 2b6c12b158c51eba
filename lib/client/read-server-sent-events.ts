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
  { onActivity, onRetry }: Listeners = {},
): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let frame = emptyFrame();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onActivity?.();
      const { lines, rest: unfinished } = takeLines(rest + decoder.decode(value, { stream: true }));
      rest = unfinished;
      for (const line of lines) {
        if (line !== '') {
          readField(line, { frame, onRetry });
          continue;
        }
        if (frame.data.length > 0) yield { id: frame.id, event: frame.event, data: frame.data.join('\n') };
        frame = emptyFrame();
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

type Frame = { id: string | null; event: string; data: string[] };
const emptyFrame = (): Frame => ({ id: null, event: 'message', data: [] });

/** Lines end with LF, CR or CRLF; a CR at the very end may be half of a CRLF and waits. */
function takeLines(text: string): { lines: string[]; rest: string } {
  const waitsForLf = text.endsWith('\r');
  const lines = (waitsForLf ? text.slice(0, -1) : text).split(/\r\n|\n|\r/);
  const last = lines.pop() ?? '';
  return { lines, rest: waitsForLf ? `${last}\r` : last };
}

function readField(line: string, { frame, onRetry }: { frame: Frame; onRetry: Listeners['onRetry'] }): void {
  const colon = line.indexOf(':');
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') frame.data.push(value);
  else if (name === 'event') frame.event = value || 'message';
  else if (name === 'id') frame.id = value;
  else if (name === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
}
