import { expect, test } from 'vitest';
import { readServerSentEvents, type ServerSentEvent } from './read-server-sent-events.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function streamOf(chunks: Uint8Array[], onCancel?: () => void): ReadableStream<Uint8Array> {
  const waiting = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = waiting.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel: onCancel,
  });
}

async function readAll(chunks: Uint8Array[]): Promise<ServerSentEvent[]> {
  const frames: ServerSentEvent[] = [];
  for await (const frame of readServerSentEvents(streamOf(chunks))) frames.push(frame);
  return frames;
}

test('a frame carries its id, its event and its lines of data', async () => {
  expect(await readAll([bytes('id: 7\nevent: usage\ndata: one\ndata: two\n\ndata:three\n\n')])).toEqual([
    { id: '7', event: 'usage', data: 'one\ntwo' },
    { id: null, event: 'message', data: 'three' },
  ]);
});

test.each(['\n', '\r', '\r\n'])('lines may end with %j, wherever the chunks are cut', async (end) => {
  const whole = bytes(['id: 1', 'data: Grüße 👋', '', 'id: 2', 'data: b', '', ''].join(end));
  const expected = [
    { id: '1', event: 'message', data: 'Grüße 👋' },
    { id: '2', event: 'message', data: 'b' },
  ];
  // A lone CR at the end may be half of a CRLF: the last frame ends with what follows.
  const closing = end === '\r' ? [bytes(':\n')] : [];
  for (let cut = 0; cut <= whole.length; cut += 1) {
    expect(await readAll([whole.slice(0, cut), whole.slice(cut), ...closing])).toEqual(expected);
  }
});

test('comments are signs of life and no frames; an unfinished last frame is dropped', async () => {
  let signs = 0;
  const frames: ServerSentEvent[] = [];
  const chunks = [bytes(': heartbeat\n\n'), bytes('data: kept\n\n'), bytes('data: torn')];
  for await (const frame of readServerSentEvents(streamOf(chunks), { onActivity: () => (signs += 1) })) {
    frames.push(frame);
  }
  expect(frames.map(({ data }) => data)).toEqual(['kept']);
  expect(signs).toBe(3);
});

test('the delay that the server asks for is handed on, and only where it is a number', async () => {
  const delays: number[] = [];
  const chunks = [bytes('retry: 1500\n\nretry: soon\n\n')];
  for await (const _ of readServerSentEvents(streamOf(chunks), { onRetry: (ms) => delays.push(ms) }));
  expect(delays).toEqual([1500]);
});

test('who stops reading lets go of the connection', async () => {
  let cancelled = false;
  const body = streamOf([bytes('data: 1\n\n'), bytes('data: 2\n\n'), bytes('data: 3\n\n')], () => {
    cancelled = true;
  });
  for await (const _ of readServerSentEvents(body)) break;
  expect(cancelled).toBe(true);
});
