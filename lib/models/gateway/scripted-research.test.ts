import { afterEach, beforeEach, expect, test } from 'vitest';
import { presets } from '#lib/job-types/research/schema.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';

let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway();
});
afterEach(() => running.stop());

const question = 'How long does a cache entry live and who clears it?';
const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.\n\nThe cache holds at most fifty megabytes on disk.',
};
const documents = pageSource([page]);
const ask = () => {
  const model = running.gateway.model('m');
  const models = { planner: model, reader: model, writer: model, judge: model };
  const task = { question, effort: presets.quick, sourceIds: ['documents'] };
  return researchInMemory(task, { sources: [documents], models });
};

test('a research is planned, read, written, checked and judged by a gateway model', async () => {
  const { plan, report, claims, verdict, quotes, texts, audit } = await ask();
  expect(plan.sub_questions.map(({ question }) => question)).toEqual([
    'How long does a cache entry live',
    'who clears it?',
  ]);
  expect(report.markdown).toContain('fifteen minutes unless a shorter time is set.[1](#cite-1)');
  for (const { kind, start, end, text, quotes } of report.sentences) {
    expect(report.markdown.slice(start, end)).toBe(text);
    expect(kind === 'note' || quotes.length > 0).toBe(true);
  }
  for (const { url, start, end, text } of quotes) expect(texts.get(url)?.slice(start, end)).toBe(text);
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.every((claim) => claim.verdict === 'supported')).toBe(true);
  expect(verdict).toMatchObject({ judged_by: 'm', claims });
  expect(audit.entries).toEqual([]);
});

test.each([['json_schema'], ['json_schema', 'json_object']] as const)(
  'a model that refuses %s and thinks aloud does it too',
  async (...refuses) => {
    running.fake.always({ refuses: [...refuses], think: 'First {"sub_questions": …} hm.' });
    const { plan, report, verdict } = await ask();
    expect(plan.sub_questions).toHaveLength(2);
    expect(report.markdown).toContain('fifteen minutes');
    expect(report.markdown).not.toContain('hm.');
    expect(verdict?.relevance?.score).toBe(0.9);
  },
);

test('a gateway that refuses everything ends before anything is searched, with its own words', async () => {
  running.fake.always({ status: 401, message: 'no such key' });
  await expect(ask()).rejects.toMatchObject({ code: 'model_rejected' });
  expect(running.fake.calls).toHaveLength(1);
});

test('a text that breaks off goes on from there, and nothing of it is lost or doubled', async () => {
  const whole = await ask();
  running.fake.always({ pieceLength: 20 });
  running.fake.next([{}, {}, { tokenDelayMs: 5, cut: { after: 5, how: 'end' } }]);
  const { report, events } = await ask();
  expect(report.markdown).toBe(whole.report.markdown);
  expect(events.filter(({ type }) => type === 'text-reset')).toEqual([]);
});

test('a model that takes in not even one quote is asked with fewer and fewer, and then not any more', async () => {
  const message = "This model's maximum context length is 100 tokens. However, you requested 9000 tokens.";
  running.fake.next([{}, {}, ...Array.from({ length: 12 }, () => ({ status: 400, message }))]);
  const { report, events } = await ask();
  expect(report.markdown).toContain('fifteen minutes');
  const refused = running.fake.calls.filter(({ outcome }) => outcome === 'refused').length;
  expect(refused).toBeGreaterThan(1);
  expect(refused).toBeLessThan(12);
  expect(JSON.stringify(events)).toContain('without the model');
});

test('a text that a lone </think> shows to have begun with thinking is without it, for one call', async () => {
  const whole = await ask();
  const { length } = running.fake.calls;
  const written = running.fake.calls.find(
    ({ sent }) => sent.includes('fifteen minutes') && !sent.startsWith('{'),
  );
  running.fake.next([
    {},
    {},
    { text: `Hm, the cache. It lives for ninety minutes.[q1]\n</think>\n\n${written?.sent}` },
  ]);
  const { report } = await ask();
  expect(report.markdown).toBe(whole.report.markdown);
  expect(running.fake.calls).toHaveLength(2 * length);
});
