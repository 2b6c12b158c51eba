import { readUIMessageStream, simulateReadableStream, validateUIMessages } from 'ai';
import { describe, expect, test } from 'vitest';
import { type JobDataParts, jobDataParts } from '#lib/schema/conversation.ts';
import type { EventBody, JobEvent } from '#lib/schema/event.ts';
import { readRecorded } from '#lib/testing/recorded-log.ts';
import { makeToldLog } from '#lib/testing/told-log.ts';
import type { JobMessage } from './job-message.ts';
import { beginTranslation, translateEvent } from './translate-event.ts';

const jobId = '019a0000-0000-7000-8000-000000000001';
const logOf = (...bodies: EventBody[]): JobEvent[] =>
  bodies.map(
    (body, index) =>
      ({
        ...body,
        seq: index + 1,
        job_id: jobId,
        attempt: 0,
        at: `2026-01-01T00:00:${10 + index}.000Z`,
      }) as JobEvent,
  );

const created: EventBody = { type: 'job-created', status: 'pending', progress: 0, job_type: 'stream' };
const complete: EventBody = { type: 'job-complete', status: 'complete', progress: 1 };
const text = (type: 'text-start' | 'text-reset' | 'text-delta' | 'text-end', words = ''): EventBody =>
  ({
    type,
    text_id: 'answer',
    ...(type === 'text-delta' && { delta: words }),
    ...(type === 'text-end' && { text: words }),
    ...(type === 'text-reset' && { reason: words }),
  }) as EventBody;

const translate = (events: readonly JobEvent[]) => {
  const translation = beginTranslation();
  return events.flatMap((event) => translateEvent(translation, event));
};

/** What the SDK's own reader makes of it, chunk by chunk. */
async function read(events: readonly JobEvent[]): Promise<JobMessage> {
  let message: JobMessage | undefined;
  const stream = readUIMessageStream<JobMessage>({
    stream: simulateReadableStream({
      chunks: translate(events),
      initialDelayInMs: null,
      chunkDelayInMs: null,
    }),
    terminateOnError: true,
  });
  for await (const state of stream) message = state;
  return message as JobMessage;
}

const textOf = (message: JobMessage) =>
  message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
const dataOf = <Name extends keyof JobDataParts>(message: JobMessage, name: Name) =>
  message.parts.flatMap((part) =>
    part.type === `data-${name}` ? [(part as unknown as { data: JobDataParts[Name] }).data] : [],
  );

describe('a recorded research job', () => {
  const events = readRecorded('research');

  test('becomes one message of the job, whose text is the report and whose parts keep to the contract', async () => {
    const message = await read(events);
    expect(message).toMatchObject({
      id: events[0]?.job_id,
      role: 'assistant',
      metadata: { job_id: events[0]?.job_id },
    });
    const report = events.find((event) => event.type === 'text-end');
    expect(textOf(message)).toEqual([report?.text]);
    await validateUIMessages({ messages: [message], dataSchemas: jobDataParts });
    const count = (type: JobEvent['type']) => events.filter((event) => event.type === type).length;
    expect(dataOf(message, 'claim')).toHaveLength(count('claim-checked'));
    expect(dataOf(message, 'citation')).toHaveLength(count('citation-added'));
    expect(dataOf(message, 'plan')).toHaveLength(1);
    expect(dataOf(message, 'verdict')).toHaveLength(1);
    expect(dataOf(message, 'job')).toMatchObject([
      {
        status: 'complete',
        progress: 1,
        phase: 'finish',
        error: null,
        model: 'built-in',
        job_type: 'research',
      },
    ]);
    expect(dataOf(message, 'job')[0]?.ended_at).toBe(events.at(-1)?.at);
  });

  test('tells each step and each page once, as it stands in the end', async () => {
    const message = await read(events);
    const steps = dataOf(message, 'step');
    expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length);
    expect(steps.map(({ state }) => state)).toSatisfy((states: string[]) =>
      states.every((s) => s === 'done'),
    );
    expect(dataOf(message, 'source')).toEqual(
      expect.arrayContaining([
        { source_id: 'documents', url: 'doc://cache', title: 'Cache', state: 'read', reason: null },
        expect.objectContaining({ source_id: 'web', url: null, state: 'failed', title: 'web' }),
      ]),
    );
  });

  test('begins with the start of the message and ends with its finish', () => {
    const chunks = translate(events);
    expect(chunks[0]).toMatchObject({ type: 'start', messageId: events[0]?.job_id });
    expect(chunks.filter(({ type }) => type === 'start')).toHaveLength(1);
    expect(chunks.at(-1)).toEqual({ type: 'finish', finishReason: 'stop' });
  });
});

test('of a text that was begun again, only the last writing is left, and it says that this happened', async () => {
  const events = readRecorded('reset');
  const message = await read(events);
  expect(textOf(message)).toEqual(['One two three four five six seven eight.']);
  expect(dataOf(message, 'text-reset')).toMatchObject([{ text_id: 'answer' }]);
  expect(dataOf(message, 'step').find(({ step }) => step === 'write')).toMatchObject({ state: 'done' });
});

test('what came beside a text that is begun again stays, however often that happens', async () => {
  const log = logOf(
    created,
    text('text-start'),
    text('text-delta', 'One'),
    { type: 'warning', message: 'beside the first' },
    text('text-reset', 'again'),
    text('text-delta', 'Two'),
    { type: 'warning', message: 'beside the second' },
    text('text-reset', 'again'),
    text('text-delta', 'Three.'),
    text('text-end', 'Three.'),
    complete,
  );
  const message = await read(log);
  expect(textOf(message)).toEqual(['Three.']);
  expect(dataOf(message, 'warning').map(({ message }) => message)).toEqual([
    'beside the first',
    'beside the second',
  ]);
  expect(dataOf(message, 'job')).toMatchObject([{ status: 'complete' }]);
  expect(dataOf(message, 'text-reset')).toHaveLength(2);
});

test('a text that did not arrive whole is sent once more, as it is stored', async () => {
  const log = logOf(
    created,
    text('text-start'),
    text('text-delta', 'Half'),
    text('text-end', 'Half a loaf.'),
    complete,
  );
  expect(textOf(await read(log))).toEqual(['Half a loaf.']);
});

test('a failed job says why and ends its message without an error of the chat', async () => {
  const events = readRecorded('failed');
  const chunks = translate(events);
  expect(chunks.some(({ type }) => type === 'error')).toBe(false);
  expect(chunks.at(-1)).toEqual({ type: 'finish', finishReason: 'error' });
  const message = await read(events);
  expect(dataOf(message, 'job')).toMatchObject([{ status: 'failed', error: { code: 'model_empty' } }]);
});

test('a cancelled job closes its text and aborts its message', async () => {
  const log = logOf(created, text('text-start'), text('text-delta', 'One'), {
    type: 'job-cancelled',
    status: 'cancelled',
    progress: 0.1,
  });
  expect(translate(log).map(({ type }) => type)).toEqual([
    'start',
    'data-job',
    'data-job',
    'start-step',
    'text-start',
    'text-delta',
    'text-end',
    'finish-step',
    'data-job',
    'abort',
  ]);
  const message = await read(log);
  expect(message.parts.find(({ type }) => type === 'text')).toMatchObject({ text: 'One', state: 'done' });
});

test('an approved plan takes the place of the first one', async () => {
  const plan = (question: string) => ({
    sub_questions: [{ question, queries: [question], expects: '' }],
  });
  const log = logOf(
    created,
    { type: 'plan-created', plan: plan('One?') },
    { type: 'job-waiting', status: 'waiting', progress: 0.1 },
    { type: 'plan-approved', plan: plan('Two?') },
  );
  const message = await read(log);
  expect(dataOf(message, 'plan')).toEqual([plan('Two?')]);
  expect(dataOf(message, 'job')).toMatchObject([{ status: 'in_progress' }]);
});

describe('a report of several texts', () => {
  const seeds = Array.from({ length: 150 }, (_, seed) => seed + 1);

  test('is the texts of the message joined, each a part of its own, whatever was written, taken back and edited', async () => {
    for (const seed of seeds) {
      const { events, texts, markdown } = makeToldLog(seed);
      const message = await read(events);
      const parts = message.parts.filter(({ type }) => type === 'text');
      expect(textOf(message).join('\n\n'), `seed ${seed}`).toBe(markdown);
      expect(textOf(message), `seed ${seed}`).toEqual(texts);
      expect(parts, `seed ${seed}`).toEqual(parts.map((part) => ({ ...part, state: 'done' })));
      expect(dataOf(message, 'warning'), `seed ${seed}`).toHaveLength(
        events.filter(({ type }) => type === 'warning').length,
      );
      await validateUIMessages({ messages: [message], dataSchemas: jobDataParts });
    }
  });

  test('is sent once more at most when its texts have ended, and not at all where they were streamed as published', () => {
    for (const seed of seeds) {
      const { events } = makeToldLog(seed);
      const firstEnd = events.findIndex(({ type }) => type === 'text-end');
      const translation = beginTranslation();
      const chunks = events.map((event) => translateEvent(translation, event));
      const resets = chunks.slice(firstEnd).flat();
      expect(resets.filter(({ type }) => type === 'reset-step').length).toBeLessThanOrEqual(1);
    }
    const streamed = logOf(
      created,
      text('text-start'),
      text('text-delta', 'As it is.'),
      text('text-end', 'As it is.'),
      complete,
    );
    expect(translate(streamed).some(({ type }) => type === 'reset-step')).toBe(false);
  });

  test('has its parts in the order of the outline before a word of them is written', async () => {
    const sections = [
      { text_id: 'section:1', title: 'One' },
      { text_id: 'section:2', title: 'Two' },
    ];
    const delta = (text_id: string, delta: string): EventBody => ({ type: 'text-delta', text_id, delta });
    const message = await read(
      logOf(
        created,
        { type: 'outline-created', title: 'Both', sections },
        { type: 'text-start', text_id: 'section:2', model: 'm' },
        delta('section:2', 'second'),
        { type: 'text-start', text_id: 'answer', model: 'm' },
        delta('answer', 'first'),
      ),
    );
    expect(textOf(message)).toEqual(['first', '', 'second']);
    expect(dataOf(message, 'outline')).toEqual([{ title: 'Both', sections }]);
  });
});
