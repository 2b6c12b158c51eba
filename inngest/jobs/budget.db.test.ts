import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import type { Source } from '#lib/sources/source.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { readReport, startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
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
  jobs.useGateway(gateway.url, {
    MODEL_PRICES: '{"m":{"input_usd_per_million":1,"output_usd_per_million":2}}',
  });
  jobs.use({ sources: [web], db: jobs.db });
});
afterEach(() => gateway.stop());

const query = 'How long does a cache entry live and who clears it?';
const pages = Array.from({ length: 20 }, (_, index) => ({
  url: `https://host${index}.example/cache`,
  title: `Cache ${index}`,
  text: `# Cache ${index}\n\nA cache entry of kind ${index} lives for ${index + 2} minutes. An entry of kind ${index} is cleared by the process that wrote it.`,
}));
const web = pageSource(pages, { id: 'web', name: 'The web' });

/** What a job used is at most so many calls beyond its cap; what was cut is said, and the report is there. */
async function readCut(jobId: string) {
  const row = await jobs.ended(jobId);
  expect(row.status).toBe('complete');
  const result = ResearchResult.parse(row.result);
  expect(result.report.nothing_found).toBe(false);
  expect(readReport(await jobs.events(jobId)).text).toBe(result.report.markdown);
  const calls = await jobs.db.modelCall.findMany({ where: { jobId } });
  return { row, result, calls };
}

test.each([0.0005, 0.002, 0.006])(
  'a cap of $%d is kept to within one call, and the report is there',
  async (cost_usd) => {
    gateway.always({ delayMs: 30 });
    const jobId = await jobs.submit('research', { query, preset: 'standard' }, { budget: { cost_usd } });
    const { result, calls } = await readCut(jobId);
    const costs = calls.map((call) => call.costUsd ?? 0);
    const spent = costs.reduce((sum, cost) => sum + cost, 0);
    expect(spent).toBeGreaterThan(0);
    expect(spent - cost_usd).toBeLessThanOrEqual(Math.max(...costs));
    expect(result.partial?.reason).toContain('budget');
    expect(gateway.answeredTwice()).toEqual([]);
  },
);

test('a cap of tokens is kept the same way', async () => {
  const tokens = 3_000;
  const jobId = await jobs.submit('research', { query, preset: 'standard' }, { budget: { tokens } });
  const { row, result, calls } = await readCut(jobId);
  const used = calls.map(({ inputTokens, outputTokens }) => (inputTokens ?? 0) + (outputTokens ?? 0));
  expect(used.reduce((sum, count) => sum + count, 0) - tokens).toBeLessThanOrEqual(Math.max(...used));
  expect(result.partial?.reason).toContain('budget');
  expect(row.budget).toEqual({ tokens });
});

test('a budget that is large enough changes nothing', async () => {
  const jobId = await jobs.submit(
    'research',
    { query, preset: 'quick' },
    { budget: { cost_usd: 10, tokens: 10_000_000 } },
  );
  const { result, calls } = await readCut(jobId);
  expect(result.partial).toBeNull();
  expect(result.verdict?.judged_by).toBe('m');
  expect(calls.every(({ outcome }) => outcome === 'answered')).toBe(true);
});

type Span = { startedAt: Date | null; completedAt: Date | null };
const secondsOf = ({ startedAt, completedAt }: Span): number =>
  ((completedAt?.getTime() ?? Number.NaN) - (startedAt?.getTime() ?? Number.NaN)) / 1000;

/** What the same job takes here and now where nothing is in its way: busy machines are slow. */
async function usualSeconds(): Promise<number> {
  const { row } = await readCut(await jobs.submit('research', { query, preset: 'quick' }));
  return secondsOf(row);
}

test.each([
  ['hangs', { hangAfter: 0 }],
  ['takes very long for a call', { delayMs: 600_000 }],
])(
  'a few seconds with a gateway that %s: complete with what there is, in time',
  async (_, script) => {
    const usual = await usualSeconds();
    gateway.always(script);
    const seconds = Math.min(40, Math.max(5, Math.ceil(8 * usual)));
    const jobId = await jobs.submit('research', { query, preset: 'quick' }, { budget: { seconds } });
    const { row, result } = await readCut(jobId);
    expect(result.partial?.reason).toMatch(/time/i);
    expect(secondsOf(row)).toBeLessThan(2 * seconds);
    await expect.poll(() => gateway.calls.some(({ outcome }) => outcome === 'open')).toBe(false);
  },
  300_000,
);

test.each(['planner', 'reader', 'writer', 'judge'])(
  'a provider that asks a %s to wait longer than the job lasts costs its help, never the report, and is named',
  async (role) => {
    jobs.useGateway(gateway.url, { [`MODEL_${role.toUpperCase()}`]: role });
    const usual = await usualSeconds();
    const deadlineSeconds = Math.min(60, Math.max(20, Math.ceil(10 * usual)));
    const wait = `Please try again in ${Math.round(0.75 * deadlineSeconds)}s.`;
    gateway.always({ status: 429, message: `Rate limit reached. ${wait}` }, role);
    const jobId = await jobs.submit('research', { query, preset: 'quick' }, { deadlineSeconds });
    const { row } = await readCut(jobId);
    const told = (await jobs.events(jobId)).flatMap((event) =>
      event.type === 'warning' ? [event.message] : [],
    );
    expect(told).toContainEqual('The model gateway asks to wait (429). The job goes on once it may.');
    // Were the provider waited for a second time, it would take one and a half times as long as it may.
    expect(secondsOf(row)).toBeLessThan(1.4 * deadlineSeconds);
  },
  300_000,
);

test('a job whose time is over before any page was read fails in plain words', async () => {
  const read: Source['read'] = (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  jobs.use({ sources: [{ ...web, read }] });
  const jobId = await jobs.submit('research', { query, preset: 'quick' }, { budget: { seconds: 3 } });
  const row = await jobs.ended(jobId);
  expect(row.error).toMatchObject({
    code: 'deadline_exceeded',
    message: expect.stringContaining('before any page was read'),
  });
});
