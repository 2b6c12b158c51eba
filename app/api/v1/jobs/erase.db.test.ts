import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTurn, getConversation } from '#lib/conversations/conversations.ts';
import { eventually } from '#lib/engine/contract/index.ts';
import { AppError } from '#lib/errors.ts';
import { createJob } from '#lib/jobs/jobs.ts';
import type { Source } from '#lib/sources/source.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { findWord, listTables } from '#lib/testing/find-word.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { createPageCache } from '#lib/web-pages/page-cache.ts';
import { DELETE } from './[id]/route.ts';

const word = 'zebrafinkel';

/**
 * Every table, and whether words of a job come to stand in it. A table that is not here yet fails: say what it holds, and
 * where it may hold a job's words, have the job below put them there and `eraseJob` take them away.
 */
const tables: Record<string, 'words of a job' | 'no words of a job'> = {
  'engine.attempt': 'words of a job',
  'engine.event': 'no words of a job',
  'engine.function': 'no words of a job',
  'engine.job': 'no words of a job',
  'engine.lane': 'no words of a job',
  'engine.message': 'no words of a job',
  'engine.migration': 'no words of a job',
  'engine.process': 'no words of a job',
  'engine.run': 'no words of a job',
  'engine.run_channel': 'no words of a job',
  'engine.schedule': 'no words of a job',
  'engine.step': 'words of a job',
  'public._prisma_migrations': 'no words of a job',
  'public.api_key': 'no words of a job',
  'public.conversation': 'words of a job',
  'public.document': 'no words of a job',
  'public.draft': 'words of a job',
  'public.embedding': 'no words of a job',
  'public.erasure': 'no words of a job',
  'public.host_turn': 'no words of a job',
  'public.idempotency_key': 'words of a job',
  'public.job': 'words of a job',
  'public.job_event': 'words of a job',
  'public.key_place': 'no words of a job',
  'public.key_use': 'no words of a job',
  'public.library_size': 'no words of a job',
  'public.link': 'no words of a job',
  'public.model_call': 'words of a job',
  'public.outbox': 'no words of a job',
  'public.passage': 'no words of a job',
  'public.posting': 'no words of a job',
  'public.quote': 'words of a job',
  'public.session': 'no words of a job',
  'public.snapshot': 'words of a job',
  'public.source': 'words of a job',
  'public.source_state': 'no words of a job',
  'public.term': 'no words of a job',
  'public.title': 'no words of a job',
  'public.turn': 'words of a job',
  'public.upload': 'no words of a job',
  'public.upload_part': 'no words of a job',
  'public.web_page': 'words of a job',
  'public.wrong_key': 'no words of a job',
};

const page = {
  url: 'https://birds.example/page',
  title: `The ${word}`,
  text: `# The ${word}\n\nA ${word} lives for fifteen years unless it is eaten.\n\nThe ${word} holds at most fifty seeds.`,
};
const query = `How long does a ${word} live?`;

let jobs: TestJobs;
const gateway = createFakeGateway();
beforeAll(async () => {
  jobs = await startTestJobs();
  await gateway.start();
});
afterAll(async () => {
  await gateway.stop();
  await jobs.stop();
});

/** Keeps the pages that it reads as the web is kept. */
function webSource(search?: Source['search']): Source {
  const source = pageSource([page], { id: 'web', name: 'Web' });
  const cache = createPageCache({ db: jobs.db });
  return {
    ...source,
    search: search ?? source.search,
    async read(hit, options) {
      const body = Buffer.from(page.text);
      await cache.store(hit.url, {
        url: hit.url,
        status: 200,
        mediaType: 'text/html',
        contentType: '',
        body,
      });
      return source.read(hit, options);
    },
  };
}

async function create(): Promise<string> {
  const { job } = await createJob(jobs.db, {
    userId: 'local',
    jobType: 'research',
    input: { query, preset: 'quick' },
    priority: 5,
    metadata: { about: word },
    deadlineSeconds: 600,
    idempotency: { key: `key of the ${word}`, bodyHash: 'hash' },
  });
  jobs.wake();
  return job.jobId;
}

async function erase(jobId: string): Promise<void> {
  const request = new Request(`http://127.0.0.1/api/v1/jobs/${jobId}?erase=true`, { method: 'DELETE' });
  const response = await DELETE(request, { params: Promise.resolve({ id: jobId }) });
  expect(response.status).toBe(204);
}

const gone = () => eventually(async () => expect(await findWord(jobs.db, word)).toEqual({}));

test('it is known of every table whether words of a job come to stand in it', async () => {
  expect(await listTables(jobs.db)).toEqual(Object.keys(tables));
});

test('nothing of an ended job is left in any table: not in the engine, its conversation, or what was read', async () => {
  let refusals = 1;
  const search: Source['search'] = async (words, options) => {
    if (refusals-- > 0)
      throw new AppError('model_rate_limited', `Wait for the ${word}.`, { retryAfterSeconds: 1 });
    return webSource().search(words, options);
  };
  jobs.use({ sources: [webSource(search)] });
  jobs.useGateway(gateway.url);
  const conversationId = crypto.randomUUID();
  const { job: asked } = await addTurn(jobs.db, {
    userId: 'local',
    conversationId,
    message: { id: 'm', text: query },
    mode: 'research',
    deadlineSeconds: 600,
  });
  const created = await create();
  for (const jobId of [asked.job_id, created])
    expect(await jobs.ended(jobId)).toMatchObject({ status: 'complete', error: null });
  const held = await findWord(jobs.db, word);
  const fed = Object.keys(tables).filter((name) => tables[name] === 'words of a job');
  expect(Object.keys(held).sort()).toEqual(fed.sort());
  await erase(created);
  await erase(asked.job_id);
  await gone();
  const { title, turns } = await getConversation(jobs.db, { conversationId, userId: 'local' });
  expect({ title, turns }).toMatchObject({ title: 'Erased', turns: [{ text: '', job: null }] });
  const cost = await jobs.db.modelCall.findMany({ where: { jobId: null } });
  expect(cost.length).toBeGreaterThan(0);
  expect(cost.every(({ inputTokens, modelId }) => inputTokens !== null && modelId === 'm')).toBe(true);
});

test('nor of one that is erased while a model answers it', async () => {
  jobs.use({ sources: [webSource()] });
  jobs.useGateway(gateway.url);
  gateway.reset();
  gateway.next([{}, { delayMs: 600_000 }]);
  const jobId = await create();
  await eventually(() => expect(gateway.calls).toHaveLength(2));
  expect(Object.keys(await findWord(jobs.db, word))).toContain('public.job_event');
  await erase(jobId);
  // The call is ended, and its step writes down what became of it.
  await eventually(async () => {
    const aborted = { jobId: null, outcome: 'aborted' };
    expect(await jobs.db.modelCall.count({ where: aborted })).toBe(1);
  });
  await gone();
});

test('nor of one that is erased while it waits to be tried again, or before it began', async () => {
  const search: Source['search'] = () =>
    Promise.reject(new AppError('model_rate_limited', `Wait for the ${word}.`, { retryAfterSeconds: 600 }));
  jobs.use({ sources: [webSource(search)] });
  jobs.useGateway(null);
  const jobId = await create();
  await eventually(async () => {
    const told = (await jobs.events(jobId)).map(({ type }) => type);
    expect(told).toContain('step-retrying');
    expect(Object.keys(await findWord(jobs.db, word))).toContain('engine.attempt');
  });
  await erase(jobId);
  await gone();
  await erase(await create());
  await gone();
});
