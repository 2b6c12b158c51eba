import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { followUp } from '#lib/conversations/conversation-job.ts';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { saveReading, saveSource } from '#lib/evidence/evidence.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { StreamResult } from '#lib/job-types/stream/schema.ts';
import { eraseJob } from '#lib/jobs/erase-job.ts';
import type { ChatMode } from '#lib/schema/conversation.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Source } from '#lib/sources/source.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { readReport, startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';

let jobs: TestJobs;
let firstJob: string;
beforeAll(async () => {
  jobs = await startTestJobs();
  useDocuments(['streams', 'headers']);
  firstJob = await jobs.submit('research', { query: firstQuestion, preset: 'quick' });
  await jobs.ended(firstJob);
});
afterAll(() => jobs.stop());

const firstQuestion = 'How do I stream text from a route handler with the toolkit?';
const library = {
  streams: {
    url: 'doc://streams',
    title: 'Streams',
    text: '# Streams\n\nA route handler streams text by returning the result of streamText as a response. The toolkit sends each piece of text as it is written.\n\n## Helpers\n\nThe helper toTextResponse sets the content type header of the response. The helper pipeText writes to a socket of Node.',
  },
  headers: {
    url: 'doc://headers',
    title: 'Response headers',
    text: '# Response headers\n\nA streamed response of the toolkit has no content length. Proxies hold a streamed text back unless the buffering header is off.',
  },
  tailwind: {
    url: 'doc://tailwind',
    title: 'Tailwind',
    text: '# Tailwind\n\nTailwind is configured in its theme block. Colours of Tailwind are set as variables.',
  },
};

/** How often each page was read since the sources were set. */
const reads = new Map<string, number>();
function useDocuments(names: (keyof typeof library)[]): void {
  reads.clear();
  const pages = names.map((name) => library[name]);
  const documents: Source = {
    id: 'documents',
    name: 'Documents',
    kind: 'documents',
    search: async () =>
      pages.map(({ url, title }, at) => ({ url, title, snippet: '', score: 1 - at / 10, passages: [] })),
    read: async ({ url }) => {
      reads.set(url, (reads.get(url) ?? 0) + 1);
      return pages.find((page) => page.url === url) ?? library.streams;
    },
  };
  jobs.use({ sources: [documents] });
}

/** Submits what the chat would for a message after the first question. */
async function ask(text: string, mode: ChatMode = 'answer') {
  const job = await jobs.row(firstJob);
  const { jobType, input } = followUp({ text, mode, earlier: [{ text: firstQuestion, job }] });
  const jobId = await jobs.submit(jobType, input);
  const row = await jobs.ended(jobId);
  return { jobId, row, events: await jobs.events(jobId) };
}
const stepsOf = (events: readonly JobEvent[]) =>
  events.flatMap((event) => (event.type === 'step-started' ? [event.step] : []));
const hasSearched = (events: readonly JobEvent[]) => events.some(({ type }) => type === 'search-started');

describe('without a model', () => {
  beforeEach(() => {
    jobs.useGateway(null);
    useDocuments(['streams', 'headers', 'tailwind']);
  });

  test('a follow-up is answered from the pages of the report, with citations into them and without a search', async () => {
    const { jobId, row, events } = await ask('Which of those helpers sets the content type header?');
    const { text, report } = StreamResult.parse(row.result);
    expect(text).toContain(
      'The helper toTextResponse sets the content type header of the response.[1](#cite-1)',
    );
    expect(hasSearched(events)).toBe(false);
    expect(reads.size).toBe(0);
    expect(stepsOf(events)).toEqual([
      'recall',
      'recalled',
      'extract',
      'outline',
      'write:answer',
      'check:answer',
      'publish',
      'finish',
    ]);
    const first = ResearchResult.parse((await jobs.row(firstJob)).result).report.citations;
    expect(report?.citations[0]).toMatchObject({
      url: 'doc://streams',
      snapshot_id: first.find(({ url }) => url === 'doc://streams')?.snapshot_id,
    });
    expect((await checkCitations(jobs.db, jobId)).faults).toEqual([]);
    expect(readReport(events).text).toBe(text);
  });

  test('the log says first that the earlier evidence is read, then which pages that are', async () => {
    const { jobId, events } = await ask('Which of those helpers sets the content type header?');
    expect(events.find(({ type }) => type === 'step-started')).toMatchObject({
      label: "Read the earlier report's evidence",
    });
    const found = events.flatMap((event) => (event.type === 'source-found' ? [event.url] : []));
    const read = events.flatMap((event) => (event.type === 'source-read' ? [event.url] : []));
    expect(found.toSorted()).toEqual(['doc://headers', 'doc://streams']);
    expect(read.toSorted()).toEqual(found.toSorted());
    expect(await jobs.db.source.count({ where: { jobId } })).toBe(2);
  });

  test('what the pages do not know is looked for in own documents, and nothing is read twice', async () => {
    const { row, events } = await ask('How do I configure colours in Tailwind?');
    expect(StreamResult.parse(row.result).text).toContain('Colours of Tailwind are set as variables.');
    expect(hasSearched(events)).toBe(true);
    expect([...reads.keys()]).toEqual(['doc://tailwind']);
    expect(stepsOf(events)[0]).toBe('recall');
    // What goes on from the report asks for something else, though its words stand there.
    expect(hasSearched((await ask('And the content length?')).events)).toBe(true);
  });

  test('an appointment that was asked for then is quoted now only where it answers', async () => {
    const [documents] = runtime().sources as [Source];
    jobs.use({ sources: [documents, { ...documents, id: 'calendar', kind: 'calendar', suits: 'times' }] });
    const dentist = {
      url: 'event://dentist',
      title: 'Dentist',
      text: '# Dentist\n\nThe dentist expects you on Monday.',
    };
    const found = { sub_question: 0, query: 'q', score: 1, passages: [] };
    const row = { jobId: firstJob, sourceId: 'calendar', url: dentist.url, title: dentist.title, found };
    const { id } = await saveSource(jobs.db, row);
    await saveReading(jobs.db, { id, page: dentist, failure: null });
    const cited = async (text: string) => {
      const { report } = StreamResult.parse((await ask(text)).row.result);
      return report?.citations.map(({ url }) => url);
    };
    expect(await cited('Which of those helpers sets the content type header?')).not.toContain(dentist.url);
    expect(await cited('When does the dentist expect me?')).toContain(dentist.url);
    await jobs.db.source.delete({ where: { id } });
  });

  test('a text that is to be worked on is no matter of evidence', async () => {
    const { row, events } = await ask('Summarise your answer in one sentence.');
    expect(row.status).toBe('complete');
    expect(stepsOf(events)).toEqual(['decide', 'write', 'finish']);
  });

  test('research goes on with the pages that are there, and searches with what the question leaves out', async () => {
    const { row, events } = await ask('What about its buffering?', 'research');
    expect(stepsOf(events).slice(0, 2)).toEqual(['recall', 'plan']);
    const { plan, report } = ResearchResult.parse(row.result);
    expect(plan.sub_questions[0]?.queries[0]).toContain('stream text route handler');
    expect(hasSearched(events)).toBe(true);
    expect([...reads.keys()]).toEqual(['doc://tailwind']);
    expect(report.citations.map(({ url }) => url)).toContain('doc://headers');
  });

  test("the pages of somebody else's job are refused, those of a job that was erased are gone", async () => {
    const other = await jobs.submit('research', { query: firstQuestion, preset: 'quick' });
    await jobs.ended(other);
    await jobs.db.job.update({ where: { jobId: other }, data: { userId: 'another' } });
    const input = { prompt: 'Which helper sets it?', evidence_from: [other] };
    await expect(jobs.submit('stream', input)).rejects.toMatchObject({ code: 'not_found' });
    await jobs.db.job.update({ where: { jobId: other }, data: { userId: 'local' } });

    let erased = 0;
    const db = jobs.db.$extends({
      query: {
        source: {
          async findMany({ args, query }) {
            if (args.where?.jobId === other && erased === 0) {
              erased += 1;
              await eraseJob(jobs.db, { jobId: other, userId: 'local' });
            }
            return query(args);
          },
        },
      },
    });
    jobs.use({ workDb: db as unknown as typeof jobs.db });
    const row = await jobs.ended(await jobs.submit('stream', input));
    jobs.use({ workDb: jobs.db });
    expect(erased).toBe(1);
    expect(row.status).toBe('complete');
  });
});

describe('with a model', () => {
  let gateway: FakeGateway;
  beforeEach(async () => {
    gateway = createFakeGateway();
    await gateway.start();
    jobs.useGateway(gateway.url);
    useDocuments(['streams', 'headers', 'tailwind']);
  });
  afterEach(() => gateway.stop());

  test('a follow-up is written from the quotes of the report, cited, knowing what was said', async () => {
    const { jobId, row, events } = await ask('Which of those helpers sets the content type header?');
    const { text, report, model } = StreamResult.parse(row.result);
    expect(model).toBe('m');
    expect(text).toContain('toTextResponse sets the content type header of the response.[1](#cite-1)');
    expect(report?.citations[0]).toMatchObject({ url: 'doc://streams' });
    expect(hasSearched(events)).toBe(false);
    expect((await checkCitations(jobs.db, jobId)).faults).toEqual([]);
    const writing = gateway.calls.find(({ prompt }) => prompt.includes('You write the answer'));
    expect(writing?.prompt).toContain(firstQuestion);
    expect(writing?.prompt).toContain('<quote mark=');
    expect(readReport(events).text).toBe(text);
  });

  test('what was noted for the first report is taken along, and of its pages the best are read again', async () => {
    const first = await jobs.submit('research', { query: firstQuestion, preset: 'quick' });
    await jobs.ended(first);
    const noted = await jobs.db.quote.findMany({ where: { jobId: first } });
    const job = await jobs.row(first);
    const text = 'Which of those helpers sets the content type header?';
    const { jobType, input } = followUp({ text, mode: 'answer', earlier: [{ text: firstQuestion, job }] });
    const before = gateway.calls.length;
    const next = await jobs.submit(jobType, input);
    await jobs.ended(next);
    const quotes = await jobs.db.quote.findMany({ where: { jobId: next }, orderBy: { number: 'asc' } });
    const gists = (rows: typeof quotes) => rows.map(({ data }) => (data as { gist?: string }).gist);
    expect(noted.length).toBeGreaterThan(0);
    expect(gists(quotes)).toEqual(expect.arrayContaining(gists(noted)));
    const readings = gateway.calls.slice(before).filter(({ prompt }) => prompt.includes('You read one page'));
    expect(readings.length).toBeGreaterThan(0);
    expect(readings.length).toBeLessThanOrEqual(5);
  });

  test('what the evidence says nothing about is answered by the model, in the conversation', async () => {
    const text = 'You are welcome.';
    gateway.next([{ text }]);
    const { row, events } = await ask('Thanks, wonderful!');
    expect(StreamResult.parse(row.result)).toMatchObject({ text, report: null });
    expect(stepsOf(events)).toEqual(['recall', 'write', 'finish']);
    const sent = JSON.parse(gateway.calls[0]?.prompt ?? '[]') as { role: string; content: string }[];
    expect(sent.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(sent[1]?.content).not.toContain('#cite-');
  });

  test('the planner of a research that goes on is told what was said', async () => {
    await ask('And the buffering of it?', 'research');
    expect(gateway.calls[0]?.prompt).toContain('What was said before the question');
    expect(gateway.calls[0]?.prompt).toContain(firstQuestion);
  });
});
