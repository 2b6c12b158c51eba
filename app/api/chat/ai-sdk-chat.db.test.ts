import { Chat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEvent } from '#lib/jobs/event-log.ts';
import { cancelJob, completeJob, failJob, startJob } from '#lib/jobs/jobs.ts';
import type { JobMessage } from '#lib/log-stream/ui-message/job-message.ts';
import type { EventBody, JobEvent } from '#lib/schema/event.ts';
import { runtime as current, setRuntime } from '#lib/server/runtime.ts';
import { ask, begin, newestJob, none, origin, read, withId } from '#lib/testing/conversation.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { makeToldLog } from '#lib/testing/told-log.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import * as jobStream from '../v1/jobs/[id]/stream/route.ts';
import * as resumed from './[id]/stream/route.ts';
import * as chat from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const tell = (jobId: string, key: string, event: EventBody) => appendEvent(runtime.db, { jobId, key, event });
const write = (jobId: string, from: number, words: readonly string[]) =>
  words.reduce(async (before, word, index) => {
    await before;
    await tell(jobId, `delta:${from + index}`, { type: 'text-delta', text_id: 'answer', delta: `${word} ` });
  }, Promise.resolve());
const complete = (jobId: string, result: unknown = {}) => completeJob(runtime.db, { jobId, result });
const streamed = (text: string) => ({ text, model: 'm', finish_reason: 'stop', report: null, partial: null });

describe("the AI SDK's chat", () => {
  /** A connection to our routes; `drop` breaks what it reads just now, as a lost network does. */
  function connect() {
    let drop = () => {};
    const seen: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(new URL(String(input), origin), init);
      const id = /\/api\/chat\/([^/]+)\/stream$/.exec(request.url)?.[1];
      seen.push(`${request.method} ${id ? 'resume' : 'send'}`);
      const response = id ? await resumed.GET(request, withId(id)) : await chat.POST(request, none);
      if (!response.body) return response;
      const wire = new TransformStream<Uint8Array, Uint8Array>({
        start(controller) {
          drop = () => controller.error(new TypeError('network error'));
        },
      });
      return new Response(response.body.pipeThrough(wire), response);
    };
    return { fetch, seen, drop: () => drop() };
  }

  function open({ id = uuidv7() } = {}) {
    const { fetch, seen, drop } = connect();
    const transport = new DefaultChatTransport<JobMessage>({
      fetch,
      prepareSendMessagesRequest: ({ id, messages }) => {
        const message = messages.at(-1);
        const text = message?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
        return { body: { id, message: { id: message?.id, text }, mode: 'answer' } };
      },
    });
    return { seen, drop, chat: new Chat<JobMessage>({ id, transport, generateId: uuidv7 }) };
  }

  const words = Array.from({ length: 60 }, (_, index) => `word-${index}`);
  const text = `${words.join(' ')} `;
  const startText = async (jobId: string) => {
    await startJob(runtime.db, { jobId, runId: 'r' });
    await tell(jobId, 'text', { type: 'text-start', text_id: 'answer', model: 'm' });
  };
  const endText = async (jobId: string) => {
    await tell(jobId, 'text-end', { type: 'text-end', text_id: 'answer', text });
    await complete(jobId, streamed(text));
  };

  test('after a connection that broke in the middle, the message is the same as without', async () => {
    const broken = open();
    const sending = broken.chat.sendMessage({ text: 'Count.' });
    const jobId = await waitUntil(() => newestJob(broken.chat.id));
    await startText(jobId);
    await write(jobId, 0, words.slice(0, 40));
    await expect.poll(() => JSON.stringify(broken.chat.lastMessage)).toContain('word-39');
    broken.drop();
    await sending;
    expect(broken.chat.status).toBe('error');
    expect(JSON.stringify(broken.chat.lastMessage)).toContain('word-39');

    const resuming = broken.chat.resumeStream();
    await write(jobId, 40, words.slice(40));
    await endText(jobId);
    await resuming;
    expect(broken.chat.status).toBe('ready');
    expect(broken.seen).toEqual(['POST send', 'GET resume']);

    const whole = open({ id: broken.chat.id });
    whole.chat.messages = broken.chat.messages.slice(0, 1);
    await whole.chat.regenerate();
    expect(whole.chat.status).toBe('ready');
    expect(broken.chat.messages).toEqual(whole.chat.messages);
    expect(
      broken.chat.lastMessage?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
    ).toEqual([text]);
  });

  test('of a report of several texts, a client that lost its connection has each as it was published', async () => {
    const { events, texts } = makeToldLog(36);
    expect(texts.length).toBeGreaterThan(2);
    const told = events.filter(({ type }) => /^(?:text|outline)-/.test(type));
    const half = Math.floor(told.length / 2);
    const tellAll = (jobId: string, some: JobEvent[]) =>
      some.reduce(async (before, event) => {
        await before;
        await tell(jobId, `told:${event.seq}`, event);
      }, Promise.resolve());
    const broken = open();
    const sending = broken.chat.sendMessage({ text: 'Tell it.' });
    const jobId = await waitUntil(() => newestJob(broken.chat.id));
    await startJob(runtime.db, { jobId, runId: 'r' });
    await tellAll(jobId, told.slice(0, half));
    await expect.poll(() => JSON.stringify(broken.chat.lastMessage)).toContain('data-outline');
    broken.drop();
    await sending;
    expect(broken.chat.status).toBe('error');
    const resuming = broken.chat.resumeStream();
    await tellAll(jobId, told.slice(half));
    await complete(jobId);
    await resuming;
    // The chat takes what it was sent piece by piece, also after the connection has ended.
    const shown = () =>
      broken.chat.lastMessage?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    await expect.poll(shown).toEqual(texts);
  });

  test('a page that was opened in the middle gets the whole answer', async () => {
    const { id, jobId } = await begin();
    await startText(jobId);
    await write(jobId, 0, words.slice(0, 30));
    const { chat: later } = open({ id });
    const resuming = later.resumeStream();
    await write(jobId, 30, words.slice(30));
    await endText(jobId);
    await resuming;
    expect(later.messages).toMatchObject([{ id: jobId, role: 'assistant', metadata: { job_id: jobId } }]);
    expect(later.status).toBe('ready');
  });

  test('where nothing is at work, resuming changes nothing', async () => {
    const { id, jobId } = await begin();
    await complete(jobId);
    const { chat: later } = open({ id });
    await later.resumeStream();
    expect(later).toMatchObject({ status: 'ready', messages: [] });
  });

  test('a job that is stopped ends its message at once, and the chat is ready for the next', async () => {
    const { chat: stopped } = open();
    const sending = stopped.sendMessage({ text: 'Count.' });
    const jobId = await waitUntil(() => newestJob(stopped.id));
    await startText(jobId);
    await write(jobId, 0, words.slice(0, 5));
    const stopwatch = startStopwatch();
    await cancelJob(runtime.db, { jobId, userId: 'local' });
    await sending;
    expect(stopwatch.ms()).toBeLessThan(2000);
    expect(stopped.status).toBe('ready');
    expect(stopped.error).toBeUndefined();
    const job = stopped.lastMessage?.parts.find((part) => part.type === 'data-job');
    expect(job?.data).toMatchObject({ status: 'cancelled' });
    expect(stopped.lastMessage?.parts.find(({ type }) => type === 'text')).toMatchObject({ state: 'done' });
  });

  test('a job that fails says why in its message and is no error of the chat', async () => {
    const { chat: failed } = open();
    const sending = failed.sendMessage({ text: 'Count.' });
    await waitUntil(() => newestJob(failed.id));
    const error = { code: 'model_empty', message: 'Nothing.', retryable: false, step: 'write', attempt: 0 };
    await failJob(runtime.db, { jobId: await newestJob(failed.id), error });
    await sending;
    expect(failed.status).toBe('ready');
    const job = failed.lastMessage?.parts.find((part) => part.type === 'data-job');
    expect(job?.data).toMatchObject({ status: 'failed', error });
  });

  test('who goes away does not cancel the job', async () => {
    const { chat: left } = open();
    const sending = left.sendMessage({ text: 'Count.' });
    await waitUntil(() => newestJob(left.id));
    await left.stop();
    await sending;
    const [turn] = (await read(left.id)).turns;
    expect(turn?.job?.status).toBe('pending');
  });

  test('a server that stops breaks the stream off, so that no half answer looks whole', async () => {
    const before = current();
    const streams = new AbortController();
    setRuntime({ ...before, streams });
    const response = await ask();
    const reading = response.text();
    streams.abort();
    await expect(reading).rejects.toThrow();
    setRuntime(before);
  });

  test('the stream of a job reads as its message does, while it is written and afterwards', async () => {
    const { jobId } = await begin();
    const transport = new DefaultChatTransport<JobMessage>({
      fetch: async (input, init) =>
        jobStream.GET(new Request(new URL(String(input), origin), init), withId(jobId)),
      prepareReconnectToStreamRequest: ({ id }) => ({ api: `/api/v1/jobs/${id}/stream?format=ui-message` }),
    });
    const open = () => new Chat<JobMessage>({ id: jobId, transport, generateId: uuidv7 });
    await startText(jobId);
    await write(jobId, 0, words.slice(0, 30));
    const live = open();
    const reading = live.resumeStream();
    await write(jobId, 30, words.slice(30));
    await endText(jobId);
    await reading;
    const later = open();
    await later.resumeStream();
    expect(live.lastMessage?.parts.find(({ type }) => type === 'text')).toMatchObject({
      text,
      state: 'done',
    });
    expect(later.messages).toEqual(live.messages);
  });
});
