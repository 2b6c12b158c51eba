import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEvidence } from '#lib/evidence/evidence.ts';
import { JudgeResult } from '#lib/job-types/judge/schema.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { startCanary } from '#lib/testing/web-servers.ts';

let jobs: TestJobs;
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterAll(() => jobs.stop());

const cache = {
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.\n\n- The cache holds at most 50 megabytes on disk.',
};
const question = 'How long does a cache entry live and who clears it?';
const right =
  'A cache entry lives for fifteen minutes unless a shorter time is set. The cache holds at most 50 megabytes on disk.';
const wrong =
  'The cache holds at most 900 megabytes on disk. Penguins breed on the shores of Antarctica in winter.';

const judged = async (input: unknown) => {
  const jobId = await jobs.submit('judge', input);
  const row = await jobs.ended(jobId);
  return { jobId, row, result: JudgeResult.parse(row.result) };
};

/** Every quote stands verbatim in its snapshot, and every sentence names quotes that exist. */
async function checkEvidence(jobId: string, numbers: readonly number[]): Promise<void> {
  const { quotes } = await readEvidence(jobs.db, jobId);
  for (const { snapshot_id, start, end, text } of quotes) {
    const { text: whole } = await jobs.db.snapshot.findUniqueOrThrow({ where: { id: snapshot_id } });
    expect(whole.slice(start, end)).toBe(text);
  }
  const known = quotes.map(({ number }) => number);
  expect(numbers.filter((number) => !known.includes(number))).toEqual([]);
}

describe('without a model', () => {
  beforeEach(() => jobs.useGateway(null));

  test('a text is judged claim by claim against the given sources, with verbatim quotes', async () => {
    const text = `${right} ${wrong} Is that all?`;
    const { jobId, row, result } = await judged({ text, question, sources: [cache] });
    expect(result.verdict?.claims.map(({ verdict }) => verdict)).toEqual([
      'supported',
      'supported',
      'contradicted',
      'unsupported',
    ]);
    expect(result.verdict?.judged_by).toBe('built-in');
    expect(result.report?.sentences.at(-1)).toMatchObject({ kind: 'note', text: 'Is that all?' });
    expect(result.comparison).toBeNull();
    expect(result.limits).toEqual([expect.stringContaining('compared by code')]);
    await checkEvidence(jobId, result.report?.sentences.flatMap(({ quotes }) => quotes) ?? []);
    expect(toWire(row).judge).toMatchObject({ claims: 4, supported: 2 });
    const events = await jobs.events(jobId);
    expect(events.find(({ type }) => type === 'verdict')).toMatchObject({ verdict: result.verdict });
    expect(events.filter(({ type }) => type === 'claim-checked')).toHaveLength(4);
    expect(events.some(({ type }) => type.startsWith('text-'))).toBe(false);
  });

  test('a report of ours is judged without its citation marks', async () => {
    const text =
      'A cache entry lives for fifteen minutes unless a shorter time is set.[1](#cite-1) And so on.[2](#cite-2)';
    const { result } = await judged({ text, sources: [cache] });
    expect(result.report?.markdown).not.toContain('#cite');
    expect(result.verdict?.claims[0]).toMatchObject({ verdict: 'supported' });
  });

  test('without sources it says that nothing could be checked, and supports nothing', async () => {
    const { result } = await judged({ text: right, question });
    expect(result.limits[0]).toBe('No sources were given, so no claim could be checked.');
    expect(result.verdict?.correctness).toMatchObject({
      score: null,
      reason: expect.stringContaining('no source'),
    });
    expect(result.verdict?.claims.every(({ verdict }) => verdict === 'unchecked')).toBe(true);
  });

  test('without a question it says so, and relevance is not guessed', async () => {
    const { result } = await judged({ text: right, sources: [cache] });
    expect(result.limits[0]).toContain('No question was given');
    expect(result.verdict?.relevance).toMatchObject({
      score: null,
      reason: expect.stringContaining('No question'),
    });
    expect(result.verdict?.overall).toBe(1);
  });

  test('a page that cannot be reached costs only itself, and an address on this machine is never asked', async () => {
    const canary = await startCanary();
    const url = `${canary.origin}/page`;
    const { jobId, row, result } = await judged({ text: right, question, sources: [{ url }, cache] });
    await canary.stop();
    expect(canary.connections()).toBe(0);
    expect(row.status).toBe('complete');
    expect(result.verdict?.claims.every(({ verdict }) => verdict === 'supported')).toBe(true);
    expect(result.limits[0]).toContain(`${url} could not be read: `);
    const failed = (await jobs.events(jobId)).filter(({ type }) => type === 'source-failed');
    expect(failed).toMatchObject([{ source_id: 'web', url }]);
    const { sources } = await readEvidence(jobs.db, jobId);
    expect(sources.find((source) => source.url === url)).toMatchObject({ snapshot_id: null });
  });

  test('of two texts the one that its sources bear out is better, whichever stands first', async () => {
    for (const [text_a, text_b, winner] of [
      [right, wrong, 'a'],
      [wrong, right, 'b'],
    ] as const) {
      const { jobId, row, result } = await judged({ text_a, text_b, question, sources: [cache] });
      const comparison = result.comparison;
      expect(comparison).toMatchObject({
        winner,
        criteria: { correctness: { winner }, relevance: { winner } },
        rounds: [
          { first: 'a', winner },
          { first: 'b', winner },
        ],
        compared_by: 'built-in',
      });
      const overall = (name: 'a' | 'b') => comparison?.texts[name].verdict?.overall ?? 0;
      expect(overall(winner)).toBeGreaterThan(overall(winner === 'a' ? 'b' : 'a'));
      expect(result).toMatchObject({ verdict: null, report: null });
      expect(toWire(row).judge).toBeNull();
      const numbers = (['a', 'b'] as const).flatMap(
        (name) => comparison?.texts[name].report.sentences.flatMap(({ quotes }) => quotes) ?? [],
      );
      await checkEvidence(jobId, numbers);
    }
  });

  test('equal texts, and texts that nothing speaks for, are a tie', async () => {
    const equal = await judged({ text_a: right, text_b: right, question, sources: [cache] });
    expect(equal.result.comparison?.winner).toBe('tie');
    const bare = await judged({ text_a: right, text_b: wrong });
    expect(bare.result.comparison).toMatchObject({ winner: 'tie', texts: { a: { verdict: null } } });
    expect(bare.result.limits[0]).toContain('No sources');
  });
});

describe('with a model', () => {
  let gateway: FakeGateway;
  beforeEach(async () => {
    gateway = createFakeGateway();
    await gateway.start();
    jobs.useGateway(gateway.url);
  });
  afterEach(() => gateway.stop());

  const says = (better: string) => ({
    better,
    reason: `On the whole text ${better === 'first' ? 1 : 2} is better.`,
  });
  const prefers = (better: string) => ({
    text: JSON.stringify({
      relevance: says(better),
      correctness: says(better),
      completeness: says(better),
      ...says(better),
    }),
  });

  test('a text is judged by the model from the quotes alone, one call', async () => {
    const { result, row } = await judged({ text: right, question, sources: [cache] });
    expect(result.verdict).toMatchObject({ judged_by: 'm', relevance: { score: 0.9 } });
    expect(result.verdict?.claims.every(({ verdict }) => verdict === 'supported')).toBe(true);
    expect(result.limits).toEqual([]);
    expect(gateway.calls).toHaveLength(1);
    expect(gateway.calls[0]?.prompt).toContain('The cache holds at most 50 megabytes');
    expect(row.usage).toMatchObject({ input_tokens: gateway.meter().input_tokens });
  });

  test('a model that prefers whatever stands first makes a tie', async () => {
    gateway.always(prefers('first'));
    const { result } = await judged({ text_a: right, text_b: wrong, question });
    expect(result.comparison).toMatchObject({
      winner: 'tie',
      reason: expect.stringContaining('The order decided'),
      rounds: [
        { first: 'a', winner: 'a', reason: 'On the whole text A is better.' },
        { first: 'b', winner: 'b', reason: 'On the whole text B is better.' },
      ],
    });
    expect(gateway.calls).toHaveLength(2);
  });
});
