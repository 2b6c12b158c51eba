import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveReading, saveSnapshot, saveSource } from '#lib/evidence/evidence.ts';
import { cancelJob, completeJob } from '#lib/jobs/jobs.ts';
import { saveCall } from '#lib/jobs/model-calls.ts';
import { EventPage } from '#lib/schema/event.ts';
import { Evidence } from '#lib/schema/evidence.ts';
import { Job, JobList } from '#lib/schema/job.ts';
import { Problem } from '#lib/schema/problem.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import * as events from './[id]/events/route.ts';
import * as evidence from './[id]/evidence/route.ts';
import * as one from './[id]/route.ts';
import * as stream from './[id]/stream/route.ts';
import * as jobs from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const origin = 'http://127.0.0.1:3000';
const base = `${origin}/api/v1/jobs`;
const none = { params: Promise.resolve({}) };
const withId = (id: string) => ({ params: Promise.resolve({ id }) });
const question = { job_type: 'research', input_data: { query: 'Why?' } };

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(base, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return jobs.POST(request, none);
}
const get = (query = '') => jobs.GET(new Request(base + query), none);

async function create(): Promise<Job> {
  return Job.parse(await (await post(question)).json());
}

describe('POST /api/v1/jobs', () => {
  test('answers 202 with the job and where it is, and wakes the outbox', async () => {
    const before = runtime.woken.count;
    const response = await post({ ...question, priority: 9, metadata: { team: 'a' } });
    expect(response.status).toBe(202);
    const job = Job.parse(await response.json());
    expect(response.headers.get('location')).toBe(`/api/v1/jobs/${job.job_id}`);
    expect(job).toMatchObject({
      status: 'pending',
      priority: 9,
      metadata: { team: 'a' },
      input_data: { preset: 'standard' },
    });
    expect(runtime.woken.count).toBe(before + 1);
  });

  test('replays a key with the same body, refuses it with another', async () => {
    const headers = { 'idempotency-key': 'route-1' };
    const first = await post(question, headers);
    const again = await post(question, headers);
    expect((await again.json()).job_id).toBe((await first.json()).job_id);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await post({ ...question, priority: 1 }, headers);
    expect(other.status).toBe(422);
  });

  test('Prefer: wait holds until the job has ended', async () => {
    const newest = () => runtime.db.job.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const before = await newest();
    const waiting = post(question, { prefer: 'wait=20' });
    const { jobId } = await waitUntil(async () => {
      const job = await newest();
      return job.id !== before.id && job;
    });
    await completeJob(runtime.db, { jobId, result: {} });
    const response = await waiting;
    expect(response.status).toBe(200);
    expect(response.headers.get('preference-applied')).toBe('wait=20');
    expect((await response.json()).status).toBe('complete');
  });

  test('Prefer: wait gives up after its time with the job as it is', async () => {
    const response = await post(question, { prefer: 'wait=1' });
    expect(response.status).toBe(202);
    expect((await response.json()).status).toBe('pending');
  });

  test('takes a judge job with most of a megabyte of sources', async () => {
    const sources = [{ text: 'a '.repeat(240_000) }, { text: 'b '.repeat(240_000) }];
    const response = await post({ job_type: 'judge', input_data: { text: 'So it is.', sources } });
    expect(response.status).toBe(202);
    expect(Job.parse(await response.json())).toMatchObject({ job_type: 'judge', status: 'pending' });
  });

  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  test.each<[string, unknown, number, RegExp, Record<string, string>?]>([
    ['no body', '', 400, /empty/],
    ['malformed JSON', '{"job_type":', 400, /not JSON/],
    ['an array', '[]', 400, /body: /],
    ['null', 'null', 400, /body: /],
    ['a number', '1e999', 400, /body: /],
    ['an unknown job type', { job_type: 'paint', input_data: {} }, 400, /job_type: /],
    ['no question', { job_type: 'research', input_data: {} }, 400, /input_data\.query: /],
    [
      'an empty question',
      { job_type: 'research', input_data: { query: '   ' } },
      400,
      /input_data\.query: Ask a question/,
    ],
    [
      'a question of the wrong type',
      { job_type: 'research', input_data: { query: 5 } },
      400,
      /input_data\.query: /,
    ],
    [
      'a question of 8,001 characters',
      { job_type: 'research', input_data: { query: 'a'.repeat(8001) } },
      400,
      /input_data\.query: /,
    ],
    [
      'an unknown source',
      { job_type: 'research', input_data: { query: 'q', sources: ['moon'] } },
      400,
      /no source "moon"/,
    ],
    ['an unknown field', { ...question, status: 'complete' }, 400, /status/],
    ['a field of the row', { ...question, user_id: 'other' }, 400, /user_id/],
    ['a priority out of range', { ...question, priority: 11 }, 400, /priority: /],
    ['a fractional priority', { ...question, priority: 1.5 }, 400, /priority: /],
    [
      '17 pairs of metadata',
      { ...question, metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v'])) },
      400,
      /metadata: /,
    ],
    ['NUL in the question', { job_type: 'research', input_data: { query: 'a\0b' } }, 400, /NUL/],
    ['a lone surrogate', '{"job_type":"research","input_data":{"query":"\\ud800"}}', 400, /surrogate/],
    ['JSON 10,000 deep', deep, 400, /nested/],
    [
      '1 MB',
      { job_type: 'research', input_data: { query: 'a'.repeat(1_000_000) } },
      413,
      /larger than 65,536 bytes/,
    ],
    [
      '70 KB for a stream job',
      { job_type: 'stream', input_data: { prompt: 'a'.repeat(70_000) } },
      413,
      /larger than 65,536 bytes/,
    ],
    [
      'more than 1 MiB for a judge job',
      { job_type: 'judge', input_data: { text: 'a', sources: [{ text: 'a'.repeat(1_048_576) }] } },
      413,
      /larger than 1,048,576 bytes/,
    ],
    ['neither prompt nor messages', { job_type: 'stream', input_data: {} }, 400, /input_data\.prompt: /],
    ['one of two texts', { job_type: 'judge', input_data: { text_a: 'a' } }, 400, /input_data\.text: /],
    ['another content type', question, 415, /application\/json/, { 'content-type': 'text/plain' }],
    ['a foreign origin', question, 403, /CORS_ORIGINS/, { origin: 'http://evil.example' }],
    ['a foreign host', question, 403, /address/, { host: 'evil.example' }],
    [
      'an idempotency key of 256 characters',
      question,
      400,
      /Idempotency-Key/,
      { 'idempotency-key': 'a'.repeat(256) },
    ],
    ['an Accept that cannot be served', question, 406, /application\/json/, { accept: 'image/png' }],
  ])(
    'refuses %s with a problem that says what is wrong, and stores nothing',
    async (_name, body, status, detail, headers) => {
      const before = await runtime.db.job.count();
      const response = await post(body, headers);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const problem = Problem.parse(await response.json());
      expect(problem).toMatchObject({ status, detail: expect.stringMatching(detail) });
      expect(response.status).toBe(status);
      expect(JSON.stringify(problem)).not.toMatch(/\.ts|SELECT|postgres|node_modules/);
      expect(await runtime.db.job.count()).toBe(before);
    },
  );

  test('refuses bytes that are not UTF-8', async () => {
    const request = new Request(base, {
      method: 'POST',
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
      headers: { 'content-type': 'application/json' },
    });
    expect((await jobs.POST(request, none)).status).toBe(400);
  });
});

describe('GET /api/v1/jobs', () => {
  test('walks all jobs, newest first, by an opaque cursor, while new ones arrive', async () => {
    const known = new Set<string>();
    for (let index = 0; index < 12; index += 1) known.add((await create()).job_id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: JobList = JobList.parse(
        await (await get(`?limit=5${cursor && `&cursor=${cursor}`}`)).json(),
      );
      seen.push(...page.data.map((job) => job.job_id));
      cursor = page.next_cursor;
      await create();
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort().reverse()).toEqual(seen);
    expect([...known].every((id) => seen.includes(id))).toBe(true);
  });

  test('filters by status and words, and counts all states', async () => {
    const { job_id } = Job.parse(
      await (await post({ job_type: 'research', input_data: { query: '100% of_underscores' } })).json(),
    );
    await cancelJob(runtime.db, { jobId: job_id, userId: 'local' });
    const found = JobList.parse(await (await get('?status=cancelled&q=100%25%20OF_under')).json());
    expect(found.data.map((job) => job.job_id)).toEqual([job_id]);
    expect(found.counts.cancelled).toBe(1);
    expect(found.counts.pending).toBeGreaterThan(0);
  });

  test('a chat is found by its last message, and stands in the list with that and without what is long', async () => {
    const messages = [
      { role: 'user', content: 'First words.' },
      { role: 'assistant', content: 'long '.repeat(200) },
      { role: 'user', content: 'And the zebrafish?' },
    ];
    await post({ job_type: 'stream', input_data: { messages } });
    const conversation = messages.slice(0, 2);
    await post({ job_type: 'research', input_data: { query: 'Which zebrafish?', conversation } });
    const found = JobList.parse(await (await get('?q=zebrafish')).json());
    expect(found.data.map(({ input_data }) => input_data)).toEqual([
      { query: 'Which zebrafish?', preset: 'standard', approve_plan: false },
      { messages: [{ role: 'user', content: 'And the zebrafish?' }] },
    ]);
    expect(JobList.parse(await (await get('?q=First%20words')).json()).data).toEqual([]);
  });

  test.each([
    '?limit=0',
    '?limit=101',
    '?status=lost',
    '?cursor=nonsense',
    '?unknown=1',
    '?limit=1&limit=2',
    '?created_after=yesterday',
  ])('refuses %s with 400', async (query) => expect((await get(query)).status).toBe(400));
});

describe('/api/v1/jobs/{id}', () => {
  test('answers 304 while nothing has happened, then the job again', async () => {
    const { job_id } = await create();
    const first = await one.GET(new Request(`${base}/${job_id}`), withId(job_id));
    const headers = { 'if-none-match': first.headers.get('etag') as string };
    expect((await one.GET(new Request(`${base}/${job_id}`, { headers }), withId(job_id))).status).toBe(304);
    await one.DELETE(new Request(`${base}/${job_id}`, { method: 'DELETE' }), withId(job_id));
    expect((await one.GET(new Request(`${base}/${job_id}`, { headers }), withId(job_id))).status).toBe(200);
  });

  test('DELETE cancels, and is idempotent', async () => {
    const { job_id } = await create();
    for (const _ of [1, 2]) {
      const response = await one.DELETE(
        new Request(`${base}/${job_id}`, { method: 'DELETE' }),
        withId(job_id),
      );
      expect(response.status).toBe(200);
      expect(Job.parse(await response.json())).toMatchObject({ status: 'cancelled', last_seq: 2 });
    }
  });

  test('DELETE ?erase=true removes the job and all that was its own', async () => {
    const { job_id } = await create();
    const other = await create();
    const found = { sub_question: 0, query: 'q', score: 1, passages: [] };
    const keep = async (jobId: string, text: string) => {
      const source = { jobId, sourceId: 'documents', url: 'doc://a', title: 'A', found };
      const { id } = await saveSource(runtime.db, source);
      await saveReading(runtime.db, { id, page: { url: 'doc://a', title: 'A', text }, failure: null });
    };
    await keep(job_id, 'Shared words.');
    await keep(other.job_id, 'Shared words.');
    await runtime.db.source.create({
      data: {
        id: v7(),
        jobId: job_id,
        sourceId: 'x',
        url: 'doc://b',
        title: 'B',
        snapshotId: await saveSnapshot(runtime.db, 'Only here.'),
      },
    });
    await saveCall(runtime.db, {
      jobId: job_id,
      step: 'decompose',
      call: 0,
      inputHash: 'h',
      role: 'planner',
      modelId: 'm',
      outcome: 'answered',
      answer: { text: 'What it answered.' },
      inputTokens: 1,
      outputTokens: 2,
      costUsd: 0.5,
      startedAt: new Date(),
      durationMs: 1,
      error: null,
    });
    const response = await one.DELETE(
      new Request(`${base}/${job_id}?erase=true`, { method: 'DELETE' }),
      withId(job_id),
    );
    expect(response.status).toBe(204);
    expect((await one.GET(new Request(`${base}/${job_id}`), withId(job_id))).status).toBe(404);
    expect(await runtime.db.jobEvent.count({ where: { jobId: job_id } })).toBe(0);
    const texts = (await runtime.db.snapshot.findMany()).map(({ text }) => text);
    expect(texts).toContain('Shared words.');
    expect(texts).not.toContain('Only here.');
    const calls = await runtime.db.modelCall.findMany();
    expect(calls).toMatchObject([
      { modelId: 'm', inputTokens: 1, outputTokens: 2, costUsd: 0.5, answer: null },
    ]);
  });

  test('an unknown id and a foreign job get the same 404 on every route', async () => {
    const foreign = await create();
    await runtime.db.job.update({ where: { jobId: foreign.job_id }, data: { userId: 'other' } });
    for (const { GET } of [one, events, evidence, stream]) {
      const answer = async (id: string) => {
        const response = await GET(new Request(`${base}/${id}`), withId(id));
        const { request_id, ...rest } = await response.json();
        return { status: response.status, ...rest };
      };
      expect(await answer(foreign.job_id)).toEqual(await answer('0198c0de-0000-7000-8000-000000000000'));
      expect(await answer(foreign.job_id)).toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  test('a wrong method gets 405 with what is allowed, and OPTIONS tells the same', async () => {
    const wrong = await one.PATCH(new Request(base, { method: 'PATCH' }), withId('x'));
    const asked = await one.OPTIONS(new Request(base, { method: 'OPTIONS' }), withId('x'));
    const allow = 'GET, HEAD, DELETE, OPTIONS';
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, allow]);
    expect([asked.status, asked.headers.get('allow')]).toEqual([204, allow]);
  });
});

describe('the log of a job over HTTP', () => {
  test('as pages it is the same as in the stream', async () => {
    const { job_id } = await create();
    await cancelJob(runtime.db, { jobId: job_id, userId: 'local' });
    const page = EventPage.parse(
      await (await events.GET(new Request(`${base}?limit=1`), withId(job_id))).json(),
    );
    expect(page).toMatchObject({ has_more: true, last_seq: 2, data: [{ seq: 1, type: 'job-created' }] });
    const rest = EventPage.parse(
      await (await events.GET(new Request(`${base}?starting_after=1`), withId(job_id))).json(),
    );
    const response = await stream.GET(new Request(base), withId(job_id));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': expect.stringContaining('no-transform'),
      'x-accel-buffering': 'no',
    });
    const sent = [...(await response.text()).matchAll(/^data: (\{"type".*)$/gm)].map((match) =>
      JSON.parse(match[1] as string),
    );
    expect(sent).toEqual([...page.data, ...rest.data]);
  });

  test('resumes by either way, 204 at the end, 400 for what is no seq', async () => {
    const { job_id } = await create();
    await cancelJob(runtime.db, { jobId: job_id, userId: 'local' });
    const ask = async (query: string, headers: Record<string, string> = {}) => {
      const response = await stream.GET(new Request(base + query, { headers }), withId(job_id));
      return response.status === 200 ? (await response.text()).replace(/^retry: .*$/m, '') : response.status;
    };
    expect(await ask('?starting_after=1')).toBe(await ask('', { 'last-event-id': '1' }));
    expect(await ask('?starting_after=1')).toContain('id: 2');
    expect(await ask('?starting_after=2')).toBe(204);
    expect(await ask('?starting_after=999999')).toBe(204);
    for (const bad of ['-1', 'x', '1.5', '99999999999', ''])
      expect(await ask(`?starting_after=${bad}`)).toBe(400);
  });

  test('a job without pages has empty evidence', async () => {
    const { job_id } = await create();
    expect(Evidence.parse(await (await evidence.GET(new Request(base), withId(job_id))).json())).toEqual({
      sources: [],
      quotes: [],
    });
  });
});
