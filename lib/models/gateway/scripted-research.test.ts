import { afterEach, beforeEach, expect, test } from 'vitest';
import { decompose } from '#lib/research/decompose.ts';
import { judge } from '#lib/research/judge.ts';
import { synthesize } from '#lib/research/synthesize.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';

let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway({ idleTimeoutMs: 300 });
});
afterEach(() => running.stop());

const question = 'How long does a cache entry live and who clears it?';
const texts = [
  'A cache entry lives for fifteen minutes unless a shorter time is set.',
  'An entry is cleared by the process that wrote it.',
  'The cache holds at most fifty megabytes on disk.',
];
const quotes = texts.map(
  (text, index): Quote => ({
    id: `quote-${index}`,
    number: index + 1,
    snapshot_id: 'snapshot',
    url: 'docs:cache',
    title: 'Cache',
    start: index * 100,
    end: index * 100 + text.length,
    text,
    heading: [],
    form: 'sentence',
    sub_question: 0,
    score: 1,
  }),
);
const sources = [{ url: 'docs:cache', source_id: 'documents' }];

test('a research is planned, written and judged by a gateway model', async () => {
  const model = running.gateway.model('m');
  const plan = await decompose({ question, breadth: 3, model });
  expect(plan.sub_questions.map(({ question }) => question)).toEqual([
    'How long does a cache entry live',
    'who clears it?',
  ]);
  let streamed = '';
  const report = await synthesize({
    question,
    plan,
    quotes,
    sources,
    model,
    onText: (delta) => {
      streamed += delta;
    },
  });
  expect(streamed).toBe(report.markdown);
  expect(report.markdown).toContain('fifteen minutes unless a shorter time is set.[1](#cite-1)');
  expect(report.sentences.every(({ kind, quotes }) => kind === 'note' || quotes.length > 0)).toBe(true);
  const verdict = await judge({ question, plan, report, quotes, model });
  expect(verdict.claims.length).toBeGreaterThan(0);
  expect(verdict.claims.every((claim) => claim.verdict === 'supported')).toBe(true);
  expect(verdict.judged_by).toBe('m');
});

test.each([['json_schema'], ['json_schema', 'json_object']] as const)(
  'a model that refuses %s and thinks aloud plans and judges too',
  async (...refuses) => {
    running.fake.always({ refuses: [...refuses], think: 'First {"sub_questions": …} hm.' });
    const model = running.gateway.model('m');
    const plan = await decompose({ question, breadth: 3, model });
    expect(plan.sub_questions).toHaveLength(2);
    const report = await synthesize({ question, plan, quotes, sources, model });
    expect(report.markdown).not.toContain('hm.');
    const verdict = await judge({ question, plan, report, quotes, model });
    expect(verdict.relevance.score).toBe(0.9);
  },
);

test('stages throw what the gateway throws', async () => {
  const model = running.gateway.model('m');
  const plan = await decompose({ question, breadth: 1, model });
  running.fake.next([{ cut: { after: 3, how: 'end' } }, { status: 401 }]);
  await expect(synthesize({ question, plan, quotes, sources, model })).rejects.toMatchObject({
    code: 'model_failed',
  });
  await expect(decompose({ question, breadth: 1, model })).rejects.toMatchObject({ code: 'model_rejected' });
});

test('a cancelled stage closes the connection and throws the reason', async () => {
  const model = running.gateway.model('m');
  const plan = await decompose({ question, breadth: 1, model });
  running.fake.next([{ hangAfter: 2 }, { hangAfter: 0 }]);
  for (const stage of ['synthesize', 'decompose']) {
    const caller = new AbortController();
    const { signal } = caller;
    const calls = running.fake.calls.length;
    const working: Promise<unknown> =
      stage === 'synthesize'
        ? synthesize({ question, plan, quotes, sources, model, signal })
        : decompose({ question, breadth: 1, model, signal });
    working.catch(() => {});
    await expect.poll(() => running.fake.calls.length, { interval: 5 }).toBe(calls + 1);
    await expect.poll(() => running.fake.calls.at(-1)?.outcome, { interval: 5 }).toBe('open');
    caller.abort(new Error('cancelled'));
    await expect(working).rejects.toThrow('cancelled');
    await expect.poll(() => running.fake.calls.at(-1)?.outcome).toBe('closed_by_client');
  }
});

test('a scripted model says the same each time, and counts what it answered twice', async () => {
  const model = running.gateway.model('m');
  await decompose({ question, breadth: 2, model });
  expect(running.fake.answeredTwice()).toEqual([]);
  await decompose({ question, breadth: 2, model });
  expect(running.fake.answeredTwice()).toHaveLength(1);
  expect(running.fake.calls[0]?.sent).toBe(running.fake.calls[1]?.sent);
});
