import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';
import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { writeAnswer } from './write-answer.ts';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const finish = (unified: 'stop' | 'length'): LanguageModelV4StreamPart => ({
  type: 'finish',
  finishReason: { unified, raw: undefined },
  usage,
});
const says = (deltas: string[], end: LanguageModelV4StreamPart = finish('stop')) =>
  new MockLanguageModelV4({
    doStream: {
      stream: convertArrayToReadableStream<LanguageModelV4StreamPart>([
        { type: 'stream-start', warnings: [] },
        { type: 'text-start', id: '1' },
        ...deltas.map((delta) => ({ type: 'text-delta', id: '1', delta }) as const),
        { type: 'text-end', id: '1' },
        end,
      ]),
    },
  });
const messages = [{ role: 'user', content: 'Hello?' }] as const;
const given = { task: '', text: 'Hello?' };

test('the pieces joined are the text, and why it ended is told', async () => {
  const pieces: string[] = [];
  const model = says(['  Hel', 'lo', '\n'], finish('length'));
  const answer = await writeAnswer({ messages, given, model, onText: (piece) => pieces.push(piece) });
  expect(answer).toEqual({ text: '  Hello\n', finish_reason: 'length' });
  expect(pieces.join('')).toBe(answer.text);
});

test('system messages and instructions reach the model', async () => {
  const model = says(['Hi.']);
  const chat = [{ role: 'system', content: 'Be brief.' }, ...messages] as const;
  await writeAnswer({ messages: chat, instructions: 'Be kind.', given, model });
  expect(model.doStreamCalls[0]?.prompt.map(({ role }) => role)).toEqual(['system', 'system', 'user']);
});

test('the built-in model works on the given text', async () => {
  const work = { task: 'Summarise in one sentence', text: 'Cats sleep a lot. They also eat.' };
  expect(await writeAnswer({ messages, given: work, model: builtInModel })).toEqual({
    text: 'Cats sleep a lot.',
    finish_reason: 'stop',
  });
});

test('a model that writes nothing is no answer', async () => {
  await expect(writeAnswer({ messages, given, model: says([' ']) })).rejects.toMatchObject({
    code: 'model_empty',
  });
});

test('an answer that a lone </think> shows to have begun with thinking is asked for again, a text about tags is not', async () => {
  await expect(
    writeAnswer({ messages, given, model: says(['Hm.\n</think>', '\nYes.']) }),
  ).rejects.toMatchObject({
    code: 'model_failed',
    retryable: true,
  });
  const about = 'It ends with `</think>`.';
  await expect(writeAnswer({ messages, given, model: says([about]) })).resolves.toMatchObject({
    text: about,
  });
});

test('what the model throws is thrown, with its code where it has one', async () => {
  const failing = (error: unknown) => new MockLanguageModelV4({ doStream: () => Promise.reject(error) });
  const rejected = new AppError('model_rejected');
  await expect(writeAnswer({ messages, given, model: failing(rejected) })).rejects.toBe(rejected);
  await expect(writeAnswer({ messages, given, model: failing(new Error('odd')) })).rejects.toMatchObject({
    code: 'model_failed',
  });
});

test('aborted it throws the reason', async () => {
  const controller = new AbortController();
  const reason = new AppError('job_ended');
  const writing = writeAnswer({
    messages,
    given,
    model: says(['one ', 'two ', 'three ']),
    onText: () => controller.abort(reason),
    signal: controller.signal,
  });
  await expect(writing).rejects.toBe(reason);
});
