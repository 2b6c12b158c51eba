import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StreamResult } from '#lib/job-types/stream/schema.ts';
import { Report } from '#lib/schema/report.ts';
import type { Source } from '#lib/sources/source.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { readReport, readText, startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';

let jobs: TestJobs;
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterAll(() => jobs.stop());

const article = `The James Webb Space Telescope is the largest optical telescope in space. It was launched on 25 December 2021 on an Ariane 5 rocket from French Guiana. Its mirror has a diameter of 6.5 metres.

The telescope observes mostly in the infrared, which lets it look through dust. However, infrared light is easily drowned by heat. A sunshield of five layers keeps the telescope below 50 kelvin.`;

const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it. The cache holds at most fifty megabytes on disk.',
};
const documents = pageSource([page]);
const web: Source = {
  ...documents,
  id: 'web',
  name: 'Web',
  search: () => Promise.reject(new Error('nobody may ask the web')),
};

/** An upload of whoever asks here. */
async function upload(): Promise<string> {
  const id = randomUUID();
  await jobs.db.upload.create({ data: { id, userId: 'local', name: 'a.md', sizeBytes: 1, sha256: id } });
  return id;
}

const resultOf = async (jobId: string) => StreamResult.parse((await jobs.ended(jobId)).result);

describe('without a model', () => {
  beforeEach(() => {
    jobs.useGateway(null);
    jobs.use({ sources: [web, documents] });
  });

  test('a text in the prompt is summarised with its own sentences, as many as asked, and no source is asked', async () => {
    const jobId = await jobs.submit('stream', { prompt: `Summarise in two sentences:\n\n${article}` });
    const result = await resultOf(jobId);
    const sentences = result.text.split(/(?<=\.) (?=[A-Z])/);
    expect(sentences).toHaveLength(2);
    for (const sentence of sentences) expect(article).toContain(sentence);
    expect(result).toMatchObject({ model: 'built-in', finish_reason: 'stop', report: null, partial: null });
    const events = await jobs.events(jobId);
    expect(events.find(({ type }) => type === 'text-start')).toMatchObject({
      text_id: 'answer',
      model: 'built-in',
    });
    expect(readText(events, 'answer')).toBe(result.text);
    expect(events.find(({ type }) => type === 'text-end')).toMatchObject({ text: result.text });
    expect(events.some(({ type }) => type === 'search-started')).toBe(false);
  });

  test('a chat that goes on about a text that was handed over works on that text', async () => {
    const jobId = await jobs.submit('stream', {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: `Summarise this article in one sentence.\n\n${article}` },
        { role: 'assistant', content: 'It is the largest telescope in space.' },
        { role: 'user', content: 'When was it launched?' },
      ],
    });
    expect((await resultOf(jobId)).text).toContain('It was launched on 25 December 2021');
  });

  test('what names uploads is answered from them, also where a text stands in the prompt', async () => {
    const prompt = `How long does a cache entry live?\n\n${article}\n\n${article}\n\n${article}`;
    const jobId = await jobs.submit('stream', { prompt, documents: [await upload()] });
    const { report, text } = await resultOf(jobId);
    expect(Report.parse(report).citations.map(({ url }) => url)).toEqual(['doc://cache']);
    expect(text).toContain('lives for fifteen minutes');
  });

  test('a bare question is answered from own documents alone, with citations', async () => {
    const jobId = await jobs.submit('stream', { prompt: 'How long does a cache entry live?' });
    const result = await resultOf(jobId);
    expect(result.text).toContain(
      'A cache entry lives for fifteen minutes unless a shorter time is set.[1](#cite-1)',
    );
    expect(Report.parse(result.report).citations).toMatchObject([{ number: 1, url: 'doc://cache' }]);
    const events = await jobs.events(jobId);
    expect(events.find(({ type }) => type === 'text-start')).toMatchObject({ model: 'built-in' });
    expect(readReport(events).text).toBe(result.text);
    expect(events.filter(({ type }) => type === 'search-started')).toSatisfy(
      (searches: { source_id: string }[]) => searches.every(({ source_id }) => source_id === 'documents'),
    );
  });

  test('each part of a question is answered by itself, and one without an answer is told', async () => {
    const prompt = 'How long does a cache entry live? Which colour has the telescope of Zeiss?';
    const { text } = await resultOf(await jobs.submit('stream', { prompt }));
    expect(text).toMatch(/^## How long does a cache entry live\?\n\n[\s\S]*fifteen minutes[\s\S]*## Which/);
    expect(text).toMatch(
      /## Which colour has the telescope of Zeiss\?\n\n(?:.*(?:Nothing|No clear answer) was found)/,
    );
  });

  test('a chat goes on from what it was given alone: with what the last message leaves out, or told what no page can answer', async () => {
    const said = [
      { role: 'user', content: 'How long does a cache entry live?' },
      { role: 'assistant', content: 'Nothing was found in the sources that answers this question.' },
    ];
    const answer = async (content: string) =>
      (await resultOf(await jobs.submit('stream', { messages: [...said, { role: 'user', content }] }))).text;
    expect(await answer('And how is it cleared?')).toContain('cleared by the process that wrote it');
    expect(await answer('shorter')).toMatch(/^Without a model an answer is made of quotes/);
    expect(await answer('Which colour has the telescope of Zeiss?')).not.toContain('cache');
  });

  test('how to answer is decided once: a model that comes up meanwhile does not change it', async () => {
    const gateway = createFakeGateway();
    await gateway.start();
    const search: Source['search'] = async (words, options) => {
      jobs.useGateway(gateway.url);
      return documents.search(words, options);
    };
    jobs.use({ sources: [{ ...documents, search }] });
    const jobId = await jobs.submit('stream', { prompt: 'How long does a cache entry live?' });
    const result = await resultOf(jobId);
    await gateway.stop();
    expect(result.report?.citations).toHaveLength(1);
    const steps = (await jobs.events(jobId)).flatMap((event) =>
      event.type === 'step-end' ? [event.step] : [],
    );
    expect(steps).toEqual(
      expect.arrayContaining(['decide', 'plan', 'extract', 'write:answer', 'check:answer']),
    );
    expect(steps).not.toContain('write');
  });

  test('where own documents are off, the sources that are on are asked', async () => {
    jobs.use({ sources: [{ ...documents, id: 'library' }] });
    const jobId = await jobs.submit('stream', { prompt: 'How long does a cache entry live?' });
    expect((await resultOf(jobId)).text).toContain('fifteen minutes');
  });
});

describe('with a model', () => {
  let gateway: FakeGateway;
  beforeEach(async () => {
    gateway = createFakeGateway();
    await gateway.start();
    jobs.useGateway(gateway.url);
    jobs.use({ sources: [web] });
  });
  afterEach(async () => {
    jobs.use({ workDb: jobs.db });
    await gateway.stop();
  });

  test('what names uploads is answered from them with citations, and by no model freely', async () => {
    jobs.use({ sources: [web, documents] });
    const documentsAsked = [await upload()];
    const jobId = await jobs.submit('stream', {
      prompt: 'How long does a cache entry live?',
      documents: documentsAsked,
    });
    const { report } = await resultOf(jobId);
    expect(report).not.toBeNull();
    const events = await jobs.events(jobId);
    const asked = events.flatMap((event) => (event.type === 'search-started' ? [event.source_id] : []));
    expect(new Set(asked)).toEqual(new Set(['documents']));
  });

  test('streams exactly what the model sends and counts its tokens', async () => {
    const text = '# Hello\n\nTwo  spaces, an *emphasis*, a tear: \u{1F622}.\n\n  - and a list\n';
    gateway.next([{ text, pieceLength: 3, tokenDelayMs: 5 }]);
    const jobId = await jobs.submit('stream', { prompt: 'Say hello.', instructions: 'Be brief.' });
    const result = await resultOf(jobId);
    expect(result).toMatchObject({ text, model: 'm', finish_reason: 'stop', report: null });
    const events = await jobs.events(jobId);
    expect(readText(events, 'answer')).toBe(text);
    expect(events.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(2);
    expect(gateway.calls).toHaveLength(1);
    expect(gateway.calls[0]?.prompt).toContain('Be brief.');
    const { input_tokens, output_tokens } = gateway.meter();
    expect((await jobs.row(jobId)).usage).toMatchObject({ input_tokens, output_tokens });
  });

  test('a chat reaches the model whole, system messages too', async () => {
    const messages = [
      { role: 'system', content: 'You are terse.' },
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: 'Two.' },
      { role: 'user', content: 'Three?' },
    ];
    await resultOf(await jobs.submit('stream', { messages }));
    const sent = JSON.parse(gateway.calls[0]?.prompt ?? '[]') as { role: string; content: string }[];
    expect(sent.map(({ role, content }) => ({ role, content }))).toEqual(messages);
  });

  test('an answer that breaks off starts again behind a text-reset, and nothing of it is left', async () => {
    const text = 'One two three four five six seven eight.';
    gateway.next([{ text, cut: { after: 4, how: 'end' } }, { text }]);
    const jobId = await jobs.submit('stream', { prompt: 'Count.' });
    expect((await resultOf(jobId)).text).toBe(text);
    const events = await jobs.events(jobId);
    expect(events.filter(({ type }) => type === 'text-reset')).toHaveLength(1);
    expect(events.find(({ type }) => type === 'step-retrying')).toMatchObject({
      step: 'write',
      error: { code: 'model_cut_off' },
    });
    expect(readText(events, 'answer')).toBe(text);
  });

  test('an answer that reached us is not asked for again when its step has to run again', async () => {
    const text = 'Paid for once.';
    gateway.next([{ text }]);
    let failures = 1;
    const db = jobs.db.$extends({
      query: {
        draft: {
          async upsert({ args, query }) {
            if (args.create.name === 'answer' && failures > 0) {
              failures -= 1;
              throw new Error('the process dies here');
            }
            return query(args);
          },
        },
      },
    });
    jobs.use({ workDb: db as unknown as typeof jobs.db });
    const jobId = await jobs.submit('stream', { prompt: 'Once?' });
    expect((await resultOf(jobId)).text).toBe(text);
    expect(failures).toBe(0);
    expect(gateway.calls).toHaveLength(1);
    const events = await jobs.events(jobId);
    expect(events.filter(({ type }) => type === 'text-reset')).toHaveLength(1);
    expect(readText(events, 'answer')).toBe(text);
    expect(await jobs.db.modelCall.count({ where: { jobId } })).toBe(1);
  });

  test.each([
    ['the time is over', { tokenDelayMs: 100 }, { budget: { seconds: 5 } }, /time was over/],
    ['the last try breaks off', { cut: { after: 6, how: 'end' as const } }, {}, /broke off/],
  ])('what a model had written when %s is the answer, and partial', async (_, always, limits, why) => {
    const text = 'A long story of a cache that lives for fifteen minutes and is cleared. '.repeat(20);
    gateway.always({ text, ...always });
    const jobId = await jobs.submit('stream', { prompt: 'Tell me a long story.' }, limits);
    const result = await resultOf(jobId);
    expect(result.text.length).toBeGreaterThan(5);
    expect(text).toContain(result.text);
    expect(result.partial?.reason).toMatch(why);
    const events = await jobs.events(jobId);
    expect(readText(events, 'answer')).toBe(result.text);
  });

  test('a text that was handed over is worked on by rules where the model cannot be asked', async () => {
    gateway.always({ status: 402, message: 'Insufficient balance.' });
    const jobId = await jobs.submit('stream', { prompt: `Summarise in two sentences:\n\n${article}` });
    const result = await resultOf(jobId);
    expect(article).toContain(result.text.split(/(?<=\.) (?=[A-Z])/)[0] ?? 'nothing');
    expect(result).toMatchObject({
      model: 'built-in',
      partial: { reason: expect.stringContaining('no credit') },
    });
    expect(readText(await jobs.events(jobId), 'answer')).toBe(result.text);
  });

  test('a question whose budget is used up before a word was written is answered from own documents', async () => {
    jobs.use({ sources: [documents] });
    // What began with thinking is asked for anew, and that is beyond the cap.
    gateway.next([{ text: 'Let me see.</think>It lives for ever.' }]);
    const jobId = await jobs.submit(
      'stream',
      { prompt: 'How long does a cache entry live?' },
      { budget: { tokens: 1 } },
    );
    const result = await resultOf(jobId);
    expect(result.text).toContain('fifteen minutes');
    expect(result.partial?.reason).toContain('budget');
    expect(gateway.calls).toHaveLength(1);
  });

  test('a model that says nothing ends the job with a reason, and is not asked again', async () => {
    gateway.always({ text: ' ' });
    const row = await jobs.ended(await jobs.submit('stream', { prompt: 'Nothing?' }));
    expect(row).toMatchObject({
      status: 'failed',
      error: {
        code: 'model_empty',
        message: 'The model wrote nothing and ended with "stop".',
        step: 'write',
      },
    });
    expect(gateway.calls).toHaveLength(1);
  });
});
