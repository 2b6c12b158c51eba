import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';

let jobs: TestJobs;
let gateway: FakeGateway;
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  gateway = createFakeGateway();
  await gateway.start();
  jobs.useGateway(gateway.url);
  jobs.use({ sources: [pageSource(pages)] });
});
afterEach(() => gateway.stop());

const pages = ['cache', 'disk'].map((name) => ({
  url: `doc://${name}`,
  title: `${name} \ud83d\u0000`,
  text: `# The ${name}\n\nA ${name} entry lives for fifteen minutes unless a shorter time is set. An entry of the ${name} is cleared by the process that wrote it.\n\nThe ${name} holds at most fifty megabytes \ud83d of 😀 data\u0000.`,
}));
const query = 'How long does a cache entry live and who clears a disk entry?';

const long = Array.from({ length: 170_000 }, (_, index) => `w${index.toString(36)}`).join(' ');

/** What a model may put into any text of an answer. */
const spoils: Record<string, (text: string) => string> = {
  'a NUL': (text) => `\u0000${text}\u0000`,
  'the first half of a pair': (text) => `${text}\ud83d`,
  'the second half of a pair': (text) => `\udc00${text}`,
  'an emoji at every cut': (text) => `${text}${'👩‍👩‍👧‍👦'.repeat(200)}`,
  // Other words each time: who says the same without end is cut off, and rightly.
  'a mebibyte': (text) => `${text} ${long}`,
};
const ways = Object.values(spoils);

const deep = (levels: number): unknown =>
  JSON.parse(`${'{"a":['.repeat(levels)}"bottom"${']}'.repeat(levels)}`);

/** One of a few words that an answer may have there, such as a verdict: another is an answer that cannot be used. */
const isChoice = (text: string): boolean => /^[a-z_]{1,20}$/.test(text);

/** Spoils every text of an answer, each the next way; answers that are no JSON once, in their middle and at both ends. */
function spoil(answer: string, next: () => (text: string) => string): string {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    const [first, ...rest] = answer.split(' ');
    // A report of a mebibyte would be checked for a minute.
    return [first, next()('and').slice(0, 50_000), ...rest].join(' ');
  }
  const spoilt = JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'string' && !isChoice(part) ? next()(part) : part,
  );
  return JSON.stringify({ ...spoilt, more: deep(400), 'na\u0000me\ud83d': 'x' });
}

const orders = [
  ['research', { query, preset: 'quick' }],
  ['research', { query, preset: 'standard' }],
  ['stream', { prompt: 'Tell me about a cache.' }],
  [
    'judge',
    {
      question: query,
      text: 'A cache entry lives for fifteen minutes. It is green.',
      sources: [{ text: pages[0]?.text ?? '' }],
    },
  ],
] as const;

test.each([
  // A mebibyte in every field takes its time: it is one of those of the last.
  ...Object.keys(spoils)
    .slice(0, -1)
    .map((name) => [name, orders.slice(0, 1)] as const),
  ['all of it', orders] as const,
])('%s in every field of every answer fails no job', async (name, asked) => {
  let turn = 0;
  const next = () => spoils[name] ?? (ways[turn++ % ways.length] as (text: string) => string);
  gateway.always({ pieceLength: 20_000, rewrite: (answer) => spoil(answer, next) });
  const ids = await Promise.all(asked.map(([type, input]) => jobs.submit(type, input)));
  for (const [index, jobId] of ids.entries()) {
    const row = await jobs.ended(jobId, 100_000);
    expect([asked[index]?.[0], row.status, row.error]).toEqual([asked[index]?.[0], 'complete', null]);
    await jobs.events(jobId);
    if (row.jobType === 'research') expect((await checkCitations(jobs.db, jobId)).faults).toEqual([]);
  }
});

test('a question whose signs lie across every cut is answered without a model', async () => {
  jobs.useGateway(null);
  const questions = [
    '👩‍👩‍👧‍👦'.repeat(100),
    ...[997, 999].map((length) => `${'b'.repeat(length)}${'😀'.repeat(6)}`),
  ];
  const ids = await Promise.all(
    questions.map((question) => jobs.submit('research', { query: question, preset: 'quick' })),
  );
  for (const jobId of ids) {
    const { status, error } = await jobs.ended(jobId);
    expect([status, error]).toEqual(['complete', null]);
  }
});
