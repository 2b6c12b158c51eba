import { MockLanguageModelV4 } from 'ai/test';
import { expect, test } from 'vitest';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { decompose } from './decompose.ts';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** A model that gives these answers one after the other. */
function answering(...texts: string[]) {
  return new MockLanguageModelV4({
    doGenerate: texts.map((text) => ({
      content: [{ type: 'text' as const, text }],
      finishReason: { unified: 'stop' as const, raw: undefined },
      usage,
      warnings: [],
    })),
  });
}

const plan = {
  sub_questions: [{ question: 'What is a cache?', queries: ['cache'], expects: 'A definition.' }],
};
const task = { question: 'What is a cache?', breadth: 3 };

test('the built-in model leaves a simple question whole', async () => {
  const question = 'How do I stream text from a route handler?';
  const { sub_questions } = await decompose({ question, breadth: 4, model: builtInModel });
  expect(sub_questions).toHaveLength(1);
  expect(sub_questions[0]?.question).toBe(question);
});

test('the built-in model splits a compound question into parts that stand alone', async () => {
  const { sub_questions } = await decompose({
    question: 'Uploads reach our handler truncated. What cuts them off and how do I get the whole body?',
    breadth: 4,
    model: builtInModel,
  });
  expect(sub_questions.map(({ question }) => question)).toEqual([
    'Uploads reach our handler truncated. What cuts them off?',
    'Uploads reach our handler truncated. How do I get the whole body?',
  ]);
});

test('a model is asked in words and its JSON becomes the plan', async () => {
  const model = answering(JSON.stringify(plan));
  expect(await decompose({ ...task, model })).toEqual(plan);
  const prompt = JSON.stringify(model.doGenerateCalls[0]?.prompt);
  expect(prompt).toContain('What is a cache?');
  expect(prompt).toContain('At most 3 parts');
});

test('a plan in plain lines, after thinking aloud, is understood', async () => {
  const model = answering(
    '<think>Let me see.</think>Here it is:\n1. **When is it filled?**\n   queries: fill cache | cache prerender\n   expects: a moment\n2. When is it emptied?',
  );
  const { sub_questions } = await decompose({ ...task, model });
  expect(sub_questions).toEqual([
    { question: 'When is it filled?', queries: ['fill cache', 'cache prerender'], expects: 'a moment' },
    { question: 'When is it emptied?', queries: ['When is it emptied?'], expects: '' },
  ]);
});

test('a useless answer is asked for once more, with what was wrong', async () => {
  const model = answering('I cannot do that.', JSON.stringify(plan));
  expect(await decompose({ ...task, model })).toEqual(plan);
  expect(JSON.stringify(model.doGenerateCalls[1]?.prompt)).toContain('could not be used');
});

test('two useless answers are a model_output_invalid', async () => {
  const model = answering('No.', 'Still no.');
  await expect(decompose({ ...task, model })).rejects.toMatchObject({ code: 'model_output_invalid' });
});

test('a failing call is a model_failed', async () => {
  const model = new MockLanguageModelV4({ doGenerate: () => Promise.reject(new Error('connection reset')) });
  await expect(decompose({ ...task, model })).rejects.toMatchObject({ code: 'model_failed' });
});

test('more parts than asked for are cut', async () => {
  const [part] = plan.sub_questions;
  const model = answering(JSON.stringify({ sub_questions: [part, part, part, part] }));
  expect((await decompose({ ...task, breadth: 2, model })).sub_questions).toHaveLength(2);
});

test('an abort is passed on as it is', async () => {
  const reason = new Error('cancelled by a person');
  const signal = AbortSignal.abort(reason);
  await expect(decompose({ ...task, model: builtInModel, signal })).rejects.toBe(reason);
});

test('a question that goes on is planned with what was said before it', async () => {
  const conversation = [
    { role: 'user' as const, content: 'How do I stream text from a route handler?' },
    { role: 'assistant' as const, content: 'Return a stream.' },
  ];
  const question = 'And which of those sets headers?';
  const model = answering(JSON.stringify(plan));
  await decompose({ question, conversation, breadth: 3, model });
  expect(JSON.stringify(model.doGenerateCalls[0]?.prompt)).toContain('user: How do I stream text');
  const { sub_questions } = await decompose({ question, conversation, breadth: 1, model: builtInModel });
  const plain = 'Which of those sets headers?';
  expect(sub_questions[0]?.question).toBe(plain);
  expect(sub_questions[0]?.queries.slice(0, 2)).toEqual([`${plain} stream text route handler`, plain]);
});
