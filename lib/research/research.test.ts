import { afterEach, beforeEach, expect, test } from 'vitest';
import { presets } from '#lib/job-types/research/schema.ts';
import type { Script } from '#lib/testing/fake-gateway.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';

let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway();
});
afterEach(() => running.stop());

const question = 'How long does a cache entry live and who clears it?';
const pages = [
  {
    url: 'https://one.example/cache',
    title: 'Cache',
    text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.\n\nThe cache holds at most 50 megabytes on disk.',
  },
  {
    url: 'https://two.example/limits',
    title: 'Limits',
    text: '# Limits\n\nThe Hazel server keeps a cache entry for fifteen minutes. It was released in 2024.',
  },
];
const web = pageSource(pages, { id: 'web', name: 'The web' });

const ask = (effort = presets.quick) => {
  const { gateway } = running;
  const models = {
    planner: gateway.model('planner'),
    reader: gateway.model('reader'),
    writer: gateway.model('writer'),
    judge: gateway.model('judge'),
  };
  return researchInMemory({ question, effort, sourceIds: ['web'] }, { sources: [web], models });
};
const callsOf = (model: string) => running.fake.calls.filter((call) => call.model === model);
const warnings = ({ events }: Awaited<ReturnType<typeof ask>>) =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

/** The writer writes this whatever it is asked. */
const write = (text: string, more: Script = {}) => running.fake.next([{ text, ...more }], 'writer');

test('an invented number is published by no judge, and the audit says so', async () => {
  write('An entry lives for fifteen minutes.[q1] The cache holds at most 80 megabytes on disk.[q3]');
  const { report, audit, claims } = await ask();
  expect(report.markdown).toContain('fifteen minutes');
  expect(report.markdown).not.toContain('80');
  expect(claims.every(({ verdict }) => verdict === 'supported' || verdict === 'partly')).toBe(true);
  expect(audit.entries).toMatchObject([
    { what: 'removed', before: 'The cache holds at most 80 megabytes on disk.', after: null },
  ]);
});

/** An answer of the judge to two claims. */
const judged = (verdict: string) => ({
  text: JSON.stringify({ claims: [1, 2].map((claim) => ({ claim, verdict, reason: 'x' })) }),
});

test('what a judge alone supports is asked a second time, and a doubt then counts', async () => {
  const invented = 'Its makers are praised for how quietly it runs.';
  write(`A cache entry lives for fifteen minutes unless a shorter time is set.[q1] ${invented}[q1]`);
  running.fake.next([judged('supported'), judged('unsupported')], 'judge');
  const { report } = await ask();
  expect(report.markdown).toContain('fifteen minutes');
  expect(report.markdown).not.toContain('quietly');
});

test('what did not hold is rewritten from its quotes and checked again', async () => {
  write('The cache holds at most 80 megabytes on disk.[q3]');
  write(JSON.stringify({ sentences: [{ sentence: 1, text: 'It holds at most 50 megabytes on disk.[q3]' }] }));
  const { report, audit, events } = await ask();
  expect(report.markdown).toMatch(/^It holds at most 50 megabytes on disk\.\[1\]\(#cite-1\)/);
  expect(audit.entries).toMatchObject([
    { what: 'rewritten', after: 'It holds at most 50 megabytes on disk.' },
  ]);
  expect(events.some(({ type }) => type === 'text-edit')).toBe(true);
});

test('what keeps its words and is given the right quotes is checked again, and told again', async () => {
  const first = 'A cache entry lives for fifteen minutes unless a shorter time is set.';
  const second = 'The cache holds at most 50 megabytes on disk.';
  write(`${first}[q3] ${second}[q1]`);
  const sentences = [`${first}[q1]`, `${second}[q3]`].map((text, at) => ({ sentence: at + 1, text }));
  write(JSON.stringify({ sentences }));
  running.fake.next([judged('unsupported'), judged('supported'), judged('supported')], 'judge');
  const { report, claims, events } = await ask();
  expect(report.sentences.filter(({ kind }) => kind === 'finding').map(({ text }) => text)).toEqual([
    first,
    second,
  ]);
  expect(claims.map(({ verdict }) => verdict)).toEqual(['supported', 'supported']);
  const told = events.flatMap((event) =>
    event.type === 'claim-checked' && event.claim.text === first ? [event.claim.verdict] : [],
  );
  expect(told).toEqual(['unsupported', 'supported']);
});

test.each([
  ['fails', { status: 500 }],
  ['refuses the key', { status: 401, message: 'no such key' }],
  ['writes prose', { text: 'All of it looks fine to me.' }],
  ['writes nothing', { text: '' }],
  ['is cut', { cut: { after: 3, how: 'end' as const } }],
])('a judge that %s costs the verdict, never the report', async (_, script: Script) => {
  running.fake.always(script, 'judge');
  const done = await ask();
  expect(done.report.markdown).toContain('fifteen minutes');
  expect(done.report.nothing_found).toBe(false);
  expect(done.verdict).toBeNull();
  expect(warnings(done).join()).toContain('could not be judged');
});

test.each([
  ['fails', { status: 500 }],
  ['refuses the key', { status: 401, message: 'no such key' }],
  ['refuses to write', { text: "I'm sorry, but I can't help with that." }],
  ['writes nothing', { text: '' }],
  ['only thinks', { text: '<thinking>An entry lives for fifteen minutes.[q1]</thinking>' }],
  ['repeats itself', { text: 'The answer is the cache entry. '.repeat(30) }],
  ['writes in another language', { text: '缓存条目会保留十五分钟，除非设置了更短的时间。'.repeat(6) }],
])('a writer that %s leaves the report to the built-in one, and it is told', async (_, script: Script) => {
  running.fake.always(script, 'writer');
  const done = await ask();
  expect(done.report.markdown).toContain('fifteen minutes');
  expect(done.report.sentences.some(({ kind }) => kind === 'finding')).toBe(true);
  expect(done.audit.entries.map(({ what }) => what)).toContain('written-by-code');
  expect(warnings(done).join()).toContain('without the model');
});

test.each([
  ['writes prose whatever it is asked', 'I looked into it, and it depends on many things.'],
  [
    'invents all that it says',
    'An entry lives for ninety minutes.[q1] The cache holds at most 80 megabytes.[q2]',
  ],
])('a writer that %s has nothing left after the checks, so the built-in one writes', async (_, text) => {
  running.fake.always({ text }, 'writer');
  const done = await ask();
  expect(done.report.nothing_found).toBe(false);
  expect(done.report.markdown).toContain('fifteen minutes');
  expect(done.audit.entries.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['removed', 'written-by-code']),
  );
  expect(warnings(done).join()).toContain('Nothing of what the model wrote held');
});

test('a reader that fails leaves its page to the words, and the others are read', async () => {
  running.fake.next([{ status: 500 }], 'reader');
  const done = await ask();
  expect(callsOf('reader')).toHaveLength(2);
  expect(new Set(done.quotes.map(({ url }) => url)).size).toBe(2);
});

test.each([
  ['fails', { status: 500 }],
  ['is refused its prompt', { status: 400, message: 'Unsupported value: messages[0] has no name.' }],
  ['meets a content filter', { status: 400, message: 'Blocked by our content management policy.' }],
  ['takes in less than its prompt', { status: 400, message: "This model's maximum context length is 99." }],
  ['breaks off', { cut: { after: 1, how: 'end' as const } }],
  ['says nothing', { text: ' ' }],
  ['goes round in circles', { text: 'Let me see. '.repeat(300) }],
])('a planner that %s leaves the question to be split by code, and it is told', async (_, script: Script) => {
  running.fake.always(script, 'planner');
  const done = await ask();
  expect(done.report.markdown).toContain('fifteen minutes');
  expect(warnings(done).filter((words) => words.startsWith('The plan was made without'))).toHaveLength(1);
  expect(callsOf('planner').length).toBeLessThan(3);
});

test.each([
  ['an unknown key', { status: 401, message: 'no such key' }],
  ['an unknown model', { status: 404, message: 'The model `planner` does not exist.' }],
  ['no credit', { status: 402, message: 'Insufficient balance.' }],
])('%s is told at once: one call, and no report by other means', async (_, script: Script) => {
  running.fake.always(script);
  await expect(ask()).rejects.toMatchObject({ code: 'model_rejected' });
  expect(running.fake.calls).toHaveLength(1);
});

test('a writer that goes round in circles is asked once more, then the built-in one writes', async () => {
  running.fake.always({ text: 'An entry lives for fifteen minutes.[q1] '.repeat(300) }, 'writer');
  const done = await ask();
  expect(callsOf('writer')).toHaveLength(2);
  expect(done.audit.entries.map(({ what }) => what)).toContain('written-by-code');
  expect(warnings(done).join()).toContain('the same again and again');
});

test.each([
  ['length', {}, 'limit of length'],
  ['content_filter', {}, 'content filter'],
  ['', { cut: { after: 9, how: 'end' as const } }, 'connection'],
])('a text that stays cut says why: %s', async (finishReason, more, why) => {
  const text = 'An entry lives for fifteen minutes.[q1] It was relied on by all that';
  running.fake.always({ text, finishReason, ...more }, 'writer');
  expect(warnings(await ask()).join()).toContain(why);
});

test('a planner that answers nothing usable is asked once more, then the question is split by code', async () => {
  running.fake.always({ text: 'I would look around a bit.' }, 'planner');
  const done = await ask();
  expect(done.plan.sub_questions.length).toBeGreaterThan(0);
  expect(callsOf('planner')).toHaveLength(2);
  expect(done.report.markdown).toContain('fifteen minutes');
});

test('a text that is cut by its length goes on, and what stays cut ends at its last whole sentence', async () => {
  const first = 'An entry lives for fifteen minutes.[q1] It was rel';
  running.fake.always({ text: first, finishReason: 'length' }, 'writer');
  const done = await ask();
  expect(done.report.markdown).toMatch(/fifteen minutes\.\[1\]\(#cite-1\)(?:\n\n|$)/);
  expect(done.audit.entries.map(({ what }) => what)).toContain('cut');
});

test('a page tells nobody what to do: what a reader names is quoted by numbers alone', async () => {
  running.fake.next(
    [
      {
        text: JSON.stringify({
          findings: [{ units: [1, 99], sub_question: 1, stance: 'supports', gist: 'x' }],
        }),
      },
    ],
    'reader',
  );
  const { quotes, texts } = await ask();
  for (const { url, start, end, text } of quotes) expect(texts.get(url)?.slice(start, end)).toBe(text);
});

test('what names no quote and stands in none is not published, and what does is matched', async () => {
  write(
    'A cache entry lives for fifteen minutes unless a shorter time is set. The Fir company went bankrupt in 2031.',
  );
  const { report, audit } = await ask();
  expect(report.markdown).toContain('fifteen minutes');
  expect(report.markdown).not.toContain('bankrupt');
  expect(audit.entries.map(({ what }) => what).sort()).toEqual(['matched', 'removed']);
});
