import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseJob } from '#lib/jobs/erase-job.ts';
import { cancelJob, completeJob, createJob } from '#lib/jobs/jobs.ts';
import { ConversationList } from '#lib/schema/conversation.ts';
import { ask, begin, newestJob, none, origin, read, withId } from '#lib/testing/conversation.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import * as conversation from '../v1/conversations/[id]/route.ts';
import * as conversations from '../v1/conversations/route.ts';
import * as resumed from './[id]/stream/route.ts';
import * as chat from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const list = async (query = '') =>
  ConversationList.parse(
    await (await conversations.GET(new Request(`${origin}/api/v1/conversations${query}`), none)).json(),
  );
const complete = (jobId: string, result: unknown = {}) => completeJob(runtime.db, { jobId, result });
const streamed = (text: string) => ({ text, model: 'm', finish_reason: 'stop', report: null, partial: null });

describe('POST /api/chat', () => {
  test('begins a conversation with a job of the mode, and answers the UI message stream of that job', async () => {
    const id = uuidv7();
    const before = runtime.woken.count;
    const response = await ask({ id, text: 'What is a  cache?', mode: 'research' });
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(runtime.woken.count).toBe(before + 1);
    const jobId = await newestJob(id);
    await complete(jobId);
    const lines = (await response.text()).trim().split('\n\n');
    expect(JSON.parse(lines[0]?.slice('data: '.length) ?? '')).toEqual({
      type: 'start',
      messageId: jobId,
      messageMetadata: { job_id: jobId },
    });
    expect(lines.at(-1)).toBe('data: [DONE]');
    expect(await read(id)).toMatchObject({
      title: 'What is a cache?',
      turns: [
        {
          text: 'What is a  cache?',
          mode: 'research',
          job: {
            job_type: 'research',
            metadata: { conversation_id: id },
            input_data: { preset: 'standard' },
          },
        },
      ],
    });
  });

  test('the same message again reads the same job; with other words it is refused', async () => {
    const { id, jobId } = await begin({ messageId: 'm-1', text: 'One?' });
    const again = await ask({ id, messageId: 'm-1', text: 'One?' });
    expect(again.status).toBe(200);
    await again.body?.cancel();
    expect(await newestJob(id)).toBe(jobId);
    expect((await read(id)).turns).toHaveLength(1);
    expect((await ask({ id, messageId: 'm-1', text: 'Two?' })).status).toBe(422);
  });

  test('the same message sent ten times at once makes one job', async () => {
    const id = uuidv7();
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => ask({ id, messageId: 'm', text: 'x' })),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
    for (const response of responses) await response.body?.cancel();
    expect((await read(id)).turns).toHaveLength(1);
    const where = { metadata: { path: ['conversation_id'], equals: id } };
    expect(await runtime.db.job.count({ where })).toBe(1);
  });

  test('of different messages sent at once one is taken, the others are conflicts', async () => {
    const { id, jobId } = await begin();
    await complete(jobId);
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ask({ id, text: `${index}?` })),
    );
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(9).fill(409)]);
    for (const response of responses) await response.body?.cancel();
    expect((await read(id)).turns).toHaveLength(2);
  });

  test('a message before the last one is answered is a conflict and changes nothing; after a stop it is taken', async () => {
    const { id, jobId } = await begin();
    const refused = await ask({ id, text: 'And?' });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('stop it'),
    });
    expect((await read(id)).turns).toHaveLength(1);
    await cancelJob(runtime.db, { jobId, userId: 'local' });
    expect(await begin({ id, text: 'And?' })).toMatchObject({ id });
    expect((await read(id)).turns).toHaveLength(2);
  });

  test('the next message carries what was said before', async () => {
    const { id, jobId } = await begin({ text: 'One?' });
    await complete(jobId, streamed('Two.'));
    await begin({ id, text: 'Three?', mode: 'answer' });
    await complete(await newestJob(id), streamed('Four.'));
    await begin({ id, text: 'Five?', mode: 'research' });
    const { turns } = await read(id);
    expect(turns[1]?.job?.input_data).toEqual({
      messages: [
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'Two.' },
        { role: 'user', content: 'Three?' },
      ],
    });
    expect(turns[2]?.job?.input_data).toMatchObject({
      query: 'Five?',
      conversation: [
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'Two.' },
        { role: 'user', content: 'Three?' },
        { role: 'assistant', content: 'Four.' },
      ],
    });
  });

  test('somebody else has no part in a conversation', async () => {
    const { id } = await begin();
    await runtime.db.conversation.update({ where: { conversationId: id }, data: { userId: 'another' } });
    expect((await ask({ id })).status).toBe(404);
    expect((await conversation.GET(new Request(origin), withId(id))).status).toBe(404);
    expect((await conversation.DELETE(new Request(origin), withId(id))).status).toBe(404);
    expect((await resumed.GET(new Request(origin), withId(id))).status).toBe(404);
    expect((await list()).data.map(({ conversation_id }) => conversation_id)).not.toContain(id);
  });

  test.each([
    ['no id', { message: { id: 'm', text: 'x' }, mode: 'answer' }],
    ['white space for a text', { id: uuidv7(), message: { id: 'm', text: '  ' }, mode: 'answer' }],
    ['an unknown mode', { id: uuidv7(), message: { id: 'm', text: 'x' }, mode: 'guess' }],
    ['a field too many', { id: uuidv7(), message: { id: 'm', text: 'x' }, mode: 'answer', messages: [] }],
  ])('refuses %s as a problem', async (_, body) => {
    const headers = { 'content-type': 'application/json' };
    const request = new Request(`${origin}/api/chat`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers,
    });
    const response = await chat.POST(request, none);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  test('other methods and foreign origins are refused', async () => {
    expect((await chat.GET(new Request(`${origin}/api/chat`), none)).status).toBe(405);
    const headers = { 'content-type': 'application/json', origin: 'http://elsewhere.example' };
    const request = new Request(`${origin}/api/chat`, { method: 'POST', body: '{}', headers });
    expect((await chat.POST(request, none)).status).toBe(403);
  });
});

describe('a conversation about a job', () => {
  const createEnded = async ({ result = {} }: { result?: unknown } = {}) => {
    const { job } = await createJob(runtime.db, {
      userId: 'local',
      jobType: 'research',
      input: { query: 'What is a cache?' },
      priority: 5,
      metadata: {},
      deadlineSeconds: 60,
    });
    await complete(job.jobId, result);
    return job.jobId;
  };

  test('begins with the question of that job and its answer, then the message', async () => {
    const about = await createEnded();
    const { id } = await begin({ about_job_id: about, text: 'And its size?' });
    const { title, turns } = await read(id);
    expect(title).toBe('What is a cache?');
    expect(turns).toMatchObject([
      { text: 'What is a cache?', mode: 'research', job: { job_id: about } },
      { text: 'And its size?', mode: 'answer', job: { status: 'pending' } },
    ]);
  });

  test("takes that job's report along as evidence, and what it says as what was said", async () => {
    const score = { score: 1, reason: '' };
    const verdict = { relevance: score, correctness: score, completeness: score, overall: 1, claims: [] };
    const report = { markdown: 'It waits.[1](#cite-1)', sentences: [], citations: [], nothing_found: false };
    const plan = { sub_questions: [{ question: 'q', queries: ['q'], expects: '' }] };
    const about = await createEnded({
      result: { plan, report, verdict: { ...verdict, judged_by: 'built-in' }, partial: null },
    });
    const { id } = await begin({ about_job_id: about, text: 'And its size?' });
    expect((await read(id)).turns[1]?.job?.input_data).toEqual({
      messages: [
        { role: 'user', content: 'What is a cache?' },
        { role: 'assistant', content: 'It waits.' },
        { role: 'user', content: 'And its size?' },
      ],
      evidence_from: [about],
    });
  });

  test('sending its first message again changes nothing', async () => {
    const about = await createEnded();
    const asked = { id: uuidv7(), messageId: 'm', about_job_id: about, text: 'And?' };
    const first = await begin(asked);
    expect(await begin(asked)).toEqual(first);
    expect((await read(first.id)).turns).toHaveLength(2);
  });

  test('is refused for a job that goes on, that nobody knows, and later than the first message', async () => {
    const { jobId } = await begin();
    expect((await ask({ about_job_id: jobId })).status).toBe(409);
    expect((await ask({ about_job_id: uuidv7() })).status).toBe(404);
    const judged = await createEnded();
    await runtime.db.job.update({ where: { jobId: judged }, data: { jobType: 'judge' } });
    expect((await ask({ about_job_id: judged })).status).toBe(400);
    await complete(jobId);
    const other = await begin();
    await complete(other.jobId);
    expect((await ask({ id: other.id, about_job_id: jobId })).status).toBe(400);
  });
});

describe('the list of conversations', () => {
  test('stands in the order of the last message, in pages, with where the newest job is', async () => {
    const first = await begin({ text: 'First?', mode: 'research' });
    const second = await begin({ text: 'Second?' });
    await complete(first.jobId, { verdict: { claims: [{}, {}] } });
    expect((await list('?limit=1')).data[0]).toMatchObject({ conversation_id: second.id, turns: 1 });
    await begin({ id: first.id, text: 'More?' });
    const page = await list('?limit=1');
    expect(page.data[0]).toMatchObject({
      conversation_id: first.id,
      title: 'First?',
      turns: 2,
      last_job: { job_type: 'stream', status: 'pending', claims: null },
    });
    const next = await list(`?limit=1&cursor=${page.next_cursor}`);
    expect(next.data[0]?.conversation_id).toBe(second.id);
    const all = await list('?limit=100');
    expect(all.next_cursor).toBeNull();
    expect(new Set(all.data.map(({ conversation_id }) => conversation_id)).size).toBe(all.data.length);
  });

  test('counts the claims of a research job', async () => {
    const { id, jobId } = await begin({ mode: 'research' });
    await complete(jobId, { verdict: { claims: [{}, {}] } });
    expect((await list()).data[0]).toMatchObject({
      conversation_id: id,
      last_job: { claims: 2, status: 'complete', page: `/jobs/${jobId}` },
    });
  });

  test('a conversation that was deleted is gone, its job is not; an erased job leaves its place', async () => {
    const { id, jobId } = await begin();
    await complete(jobId);
    expect((await conversation.DELETE(new Request(origin), withId(id))).status).toBe(204);
    expect((await conversation.GET(new Request(origin), withId(id))).status).toBe(404);
    expect((await conversation.DELETE(new Request(origin), withId(id))).status).toBe(404);
    expect(await runtime.db.job.count({ where: { jobId } })).toBe(1);

    const erased = await begin({ messageId: 'm' });
    await complete(erased.jobId);
    await eraseJob(runtime.db, { jobId: erased.jobId, userId: 'local' });
    expect(await read(erased.id)).toMatchObject({ title: 'Erased', turns: [{ text: '', job: null }] });
    expect((await ask({ id: erased.id, messageId: 'm' })).status).toBe(404);
    expect((await resumed.GET(new Request(origin), withId(erased.id))).status).toBe(204);
    expect((await ask({ id: erased.id, messageId: 'n' })).status).toBe(200);
    expect(await read(erased.id)).toMatchObject({ turns: [{ text: '' }, { text: 'Why?' }] });
  });

  test('ids and cursors that mean nothing are refused, not answered with a fault', async () => {
    expect((await conversation.GET(new Request(origin), withId('nonsense'))).status).toBe(404);
    expect((await conversation.DELETE(new Request(origin), withId('nonsense'))).status).toBe(404);
    expect((await resumed.GET(new Request(origin), withId('nonsense'))).status).toBe(404);
    const url = `${origin}/api/v1/conversations?cursor=nonsense`;
    expect((await conversations.GET(new Request(url), none)).status).toBe(400);
  });
});
