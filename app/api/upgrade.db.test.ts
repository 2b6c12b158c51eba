import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { ConversationWithTurns } from '#lib/schema/conversation.ts';
import { EventPage } from '#lib/schema/event.ts';
import { Evidence } from '#lib/schema/evidence.ts';
import { Job } from '#lib/schema/job.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import type { TestJobs } from '#lib/testing/jobs.ts';
import { olderDatabases, openOlderDatabase } from '#lib/testing/older-database.ts';
import { pageSource } from '#lib/testing/page-source.ts';

const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.',
};
/** Routes make a client that reads where the engine is, so they are imported once that is known. */
const routes = async () => ({
  list: (await import('./v1/jobs/route.ts')).GET as Handler,
  job: (await import('./v1/jobs/[id]/route.ts')).GET as Handler,
  events: (await import('./v1/jobs/[id]/events/route.ts')).GET as Handler,
  evidence: (await import('./v1/jobs/[id]/evidence/route.ts')).GET as Handler,
  approve: (await import('./v1/jobs/[id]/approve/route.ts')).POST as Handler,
  document: (await import('./v1/documents/[id]/route.ts')).GET as Handler,
  conversation: (await import('./v1/conversations/[id]/route.ts')).GET as Handler,
});
type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

async function ask(
  name: keyof Awaited<ReturnType<typeof routes>>,
  id = '',
  { query = '', body }: { query?: string; body?: object } = {},
): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const request = new Request(`http://127.0.0.1:3000/api/v1/jobs/${id}${query}`, {
    headers,
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const handler = (await routes())[name];
  const response = await handler(request, { params: Promise.resolve({ id }) as Promise<never> });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}
const statusOf = async (id: string) => Job.parse(await ask('job', id)).status;

describe.each(olderDatabases)('a database of %s, brought up to date', (name) => {
  let older: Awaited<ReturnType<typeof openOlderDatabase>>;
  let jobs: TestJobs;
  let applied: Awaited<ReturnType<typeof older.upgrade>>;
  const gateway = createFakeGateway();
  beforeAll(async () => {
    older = await openOlderDatabase(name);
    applied = await older.upgrade();
    await gateway.start();
    // Whatever the database before has left knows another engine.
    vi.resetModules();
    const { startTestJobs } = await import('#lib/testing/jobs.ts');
    jobs = await startTestJobs({ database: older.open() });
    jobs.useGateway(gateway.url);
    jobs.use({ sources: [pageSource([page])] });
  }, 180_000);
  afterAll(async () => {
    await jobs?.stop();
    await gateway.stop();
  });

  test('has the tables, columns and indexes of a fresh one', async () => {
    expect(applied.migrations.length).toBeGreaterThan(0);
    expect(await older.upgrade()).toEqual({ migrations: [], ofEngine: 0 });
    const fresh = await createTestDatabase();
    const { migrateDatabase } = await import('#lib/engine/testing/index.ts');
    await migrateDatabase(fresh.url);
    expect(await shapeOf(older.url)).toEqual(await shapeOf(fresh.url));
    await fresh.drop();
  });

  test('shows its jobs as they ended, their logs without a gap, and their reports with quotes that hold', async () => {
    const { ids } = older;
    for (const [id, status] of [
      [ids.research, 'complete'],
      [ids.judge, 'complete'],
      [ids.stream, 'complete'],
      [ids.answer, 'complete'],
      [ids.failed, 'failed'],
      [ids.cancelled, 'cancelled'],
    ] as const) {
      const shown = Job.parse(await ask('job', id));
      expect(shown.status).toBe(status);
      const { data } = EventPage.parse(await ask('events', id, { query: '/events?limit=1000' }));
      expect(data.map(({ seq }) => seq)).toEqual(Array.from({ length: shown.last_seq }, (_, at) => at + 1));
    }
    const research = Job.parse(await ask('job', ids.research));
    const { report } = ResearchResult.parse(research.result);
    expect(report.markdown).toContain('fifteen minutes');
    expect(research.usage).toMatchObject({ input_tokens: expect.any(Number), pages: 1 });
    const found = Evidence.parse(await ask('evidence', ids.research));
    expect(found.quotes.length).toBeGreaterThan(0);
    expect((await checkCitations(jobs.db, ids.research ?? '')).faults).toEqual([]);
    const { data } = (await ask('list')) as { data: { job_id: string }[] };
    const shown = data.map(({ job_id }) => job_id);
    for (const [what, id] of Object.entries(ids))
      if (!['conversation', 'document'].includes(what)) expect(shown, what).toContain(id);
  });

  test('shows its conversation, with the job that answered', async () => {
    const { turns } = ConversationWithTurns.parse(await ask('conversation', older.ids.conversation));
    expect(turns.map(({ job }) => job?.job_id)).toContain(older.ids.answer);
  });

  test('shows what was uploaded, where there were uploads', async () => {
    const { document } = older.ids;
    if (document) expect(await ask('document', document)).toMatchObject({ name: 'owl.md' });
    else expect(applied.migrations).toContain('20261129170000_uploads');
  });

  test('goes on with what was under way: a job that waited in the outbox, and a plan that waited for approval', {
    timeout: 240_000,
  }, async () => {
    const { pending = '', waiting = '' } = older.ids;
    expect((await jobs.ended(pending, 100_000)).status).toBe('complete');
    expect(await statusOf(waiting)).toBe('waiting');
    await ask('approve', waiting, { body: {} });
    jobs.wake();
    expect((await jobs.ended(waiting, 100_000)).status).toBe('complete');
    for (const id of [pending, waiting]) {
      expect((await checkCitations(jobs.db, id)).faults).toEqual([]);
      await jobs.events(id);
    }
  });
});

/** Every column and index of both schemas, as the catalogue tells them. */
async function shapeOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('%s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema IN ('public', 'engine')
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'engine')
    UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE nspname IN ('public', 'engine') AND prokind IN ('f', 'p')
    ORDER BY 1`);
  await client.end();
  return rows.map(({ line }) => line);
}
