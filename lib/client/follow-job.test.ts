import { expect, test } from 'vitest';
import type { JobEvent } from '#lib/schema/event.ts';
import { ApiError } from './api-error.ts';
import { type Connection, type EventTransport, followJob, readEvent } from './follow-job.ts';

const timing = { firstRetryMs: 1, longestRetryMs: 2, pollEveryMs: 1, pollForMs: 20, stallMs: 60_000 };

const eventAt = (seq: number): JobEvent => ({
  type: seq === 6 ? 'job-complete' : 'job-progress',
  status: seq === 6 ? 'complete' : 'in_progress',
  progress: seq / 6,
  phase: 'gather',
  seq,
  job_id: 'job',
  attempt: 1,
  at: '2026-01-01T00:00:00.000Z',
});
const log = [1, 2, 3, 4, 5, 6].map(eventAt);
const frameOf = (event: JobEvent): string => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
const done = 'event: done\ndata: {}\n\n';

type Answer = (JobEvent | 'done' | 'break' | 'hang')[] | Error | 204;

/** Answers each connection with the next of `streams`; the last one again and again. */
function createTransport(streams: Answer[], options: { pages?: Error } = {}) {
  const asked: string[] = [];
  const transport: EventTransport = {
    async openStream(startingAfter, signal) {
      asked.push(`stream ${startingAfter}`);
      const answer = streams.length > 1 ? streams.shift() : streams[0];
      if (answer instanceof Error) throw answer;
      if (answer === 204) return new Response(null, { status: 204 });
      return new Response(toStream(answer ?? [], signal));
    },
    async listEvents(startingAfter) {
      asked.push(`events ${startingAfter}`);
      if (options.pages) throw options.pages;
      const data = log.filter(({ seq }) => seq > startingAfter).slice(0, 2);
      return { data, last_seq: 6, has_more: (data.at(-1)?.seq ?? 6) < 6, ended: true };
    },
  };
  return { transport, asked };
}

/** Hands the parts over one by one, so that a break loses nothing that came before it. */
function toStream(answer: Exclude<Answer, Error | 204>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const waiting = [...answer];
  return new ReadableStream(
    {
      pull(controller) {
        const part = waiting.shift();
        if (part === undefined) return controller.close();
        if (part === 'break') return controller.error(new Error('connection lost'));
        if (part !== 'hang')
          return controller.enqueue(encoder.encode(part === 'done' ? done : frameOf(part)));
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        });
      },
    },
    { highWaterMark: 0 },
  );
}

async function follow(
  streams: Answer[],
  options: { pages?: Error; startingAfter?: number; mode?: 'poll' } = {},
) {
  const { transport, asked } = createTransport(streams, options);
  const seen: JobEvent[] = [];
  const states: Connection['state'][] = [];
  const { startingAfter, mode } = options;
  await followJob(transport, {
    startingAfter,
    mode,
    timing,
    onEvent: (event) => seen.push(event),
    onConnection: ({ state }) => states.push(state),
  });
  return { seqs: seen.map(({ seq }) => seq), seen, states, asked };
}

const slice = (from: number, to: number) => log.slice(from - 1, to);

test('a job is followed to its end', async () => {
  const { seqs, states } = await follow([[...log, 'done']]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(states).toEqual(['connecting', 'live', 'ended']);
});

test('a broken stream goes on after the last event, and nothing comes twice', async () => {
  const { seqs, states, asked } = await follow([
    [...slice(1, 3), 'break'],
    [...slice(2, 6), 'done'],
  ]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked).toEqual(['stream 0', 'stream 3']);
  expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live', 'ended']);
});

test('a stream that closes before the end of the job is opened again', async () => {
  const { seqs } = await follow([slice(1, 2), [...slice(3, 6), 'done']]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
});

test('events that a stream left out are fetched before it goes on', async () => {
  const { seqs, asked } = await follow([[...slice(1, 1), ...slice(4, 6), 'done']]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked).toContain('events 1');
});

test('where no stream gets through, the events come by asking', async () => {
  const { seqs, states } = await follow([new Error('blocked')]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(states.at(-1)).toBe('ended');
});

test('too many open streams means asking at once', async () => {
  const { seqs, asked } = await follow([refusal(429)]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked.filter((what) => what.startsWith('stream'))).toHaveLength(1);
});

test('a page in the background holds no stream', async () => {
  const { seqs, asked } = await follow([new Error('not to be opened')], { mode: 'poll' });
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked.some((what) => what.startsWith('stream'))).toBe(false);
});

test('a client that has everything is told so', async () => {
  const { seqs, states } = await follow([204], { startingAfter: 6 });
  expect(seqs).toEqual([]);
  expect(states.at(-1)).toBe('ended');
});

test('a page in the background that has everything is told so', async () => {
  const { seqs, states } = await follow([], { mode: 'poll', startingAfter: 6 });
  expect(seqs).toEqual([]);
  expect(states.at(-1)).toBe('ended');
});

test('a browser that comes back online tries the stream again at once', async () => {
  const { transport, asked } = createTransport([
    new Error('offline'),
    new Error('offline'),
    new Error('offline'),
    [...log, 'done'],
  ]);
  const online = new EventTarget();
  const browser = globalThis as { addEventListener?: unknown; removeEventListener?: unknown };
  browser.addEventListener = online.addEventListener.bind(online);
  browser.removeEventListener = online.removeEventListener.bind(online);
  const offlinePages = async () => {
    throw new Error('offline');
  };
  try {
    await followJob(
      { ...transport, listEvents: offlinePages },
      {
        timing: { ...timing, firstRetryMs: 60_000, longestRetryMs: 60_000 },
        onEvent: () => {},
        onConnection: ({ state }) => {
          if (state === 'reconnecting') setTimeout(() => online.dispatchEvent(new Event('online')));
        },
      },
    );
    expect(asked).toHaveLength(4);
  } finally {
    delete browser.addEventListener;
    delete browser.removeEventListener;
  }
});

test('a refusal is thrown and not tried again', async () => {
  await expect(follow([refusal(404)])).rejects.toThrow('refused');
});

test('an abort ends it without a word, in the middle of a silent stream', async () => {
  const { transport } = createTransport([[...slice(1, 2), 'hang']]);
  const stop = new AbortController();
  const seqs: number[] = [];
  await followJob(transport, {
    signal: stop.signal,
    timing,
    onEvent: ({ seq }) => {
      seqs.push(seq);
      if (seq === 2) stop.abort();
    },
  });
  expect(seqs).toEqual([1, 2]);
});

test('a stream without any sign of life is given up and opened again', async () => {
  const { transport, asked } = createTransport([
    [...slice(1, 2), 'hang'],
    [...slice(3, 6), 'done'],
  ]);
  const seqs: number[] = [];
  await followJob(transport, { timing: { ...timing, stallMs: 20 }, onEvent: ({ seq }) => seqs.push(seq) });
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked).toEqual(['stream 0', 'stream 2']);
});

test('an event of an unknown kind keeps its place as a warning', () => {
  const event = readEvent(JSON.stringify({ ...eventAt(3), type: 'from-the-future' }));
  expect(event).toMatchObject({ type: 'warning', seq: 3, job_id: 'job' });
});

function refusal(status: number): ApiError {
  return new ApiError({ type: '', title: '', status, detail: 'refused', code: 'x', request_id: '' });
}
