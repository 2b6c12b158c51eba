import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { EventBody } from '#lib/schema/event.ts';
import { Job, JobList } from '#lib/schema/job.ts';
import { runCli } from '#lib/testing/cli.ts';
import { type Happening, jobId, startTestApi, type TestApi } from '#lib/testing/cli-api.ts';
import { begin, end, markdown, whole, write } from '#lib/testing/cli-script.ts';
import { commands } from './commands/index.ts';

vi.setConfig({ testTimeout: 30_000 });
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(options: Parameters<typeof startTestApi>[0] = {}): Promise<TestApi> {
  const api = await startTestApi(options);
  closers.push(() => api.stop());
  return api;
}
function makeFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-cli-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const aClaim = (text: string, verdict: string) => ({
  text,
  verdict,
  sentence: 0,
  quotes: [1],
  reason: 'because',
});
function verdictOf(events: EventBody[]) {
  const found = events.find((event) => event.type === 'verdict');
  if (found?.type !== 'verdict') throw new Error('no verdict');
  return found.verdict;
}
const run = (args: string[], api: { url: string }, more: Parameters<typeof runCli>[1] = {}) =>
  runCli(args, { ...more, env: { INTENTUI_URL: api.url, ...more.env } });

test('the options of research reach the API, under an idempotency key', async () => {
  const api = await serve({ script: whole });
  const args = [
    'research',
    'A question',
    '--preset',
    'quick',
    '--source',
    'a',
    '--source',
    'b',
    '--image',
    'charts/a.png',
    '--priority',
    '9',
  ];
  await run(args, api);
  expect(api.submitted).toEqual([
    {
      body: {
        job_type: 'research',
        input_data: { query: 'A question', preset: 'quick', sources: ['a', 'b'], images: ['charts/a.png'] },
        priority: 9,
      },
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  ]);
});

test('limits of the search and uploads reach the API in its words', async () => {
  const api = await serve({ script: whole });
  const id = '0198f5a4-7d3c-7abc-8def-0123456789ab';
  const limits = [
    '--after',
    '2026-01-01',
    '--before',
    '2026-06-30',
    '--language',
    'de',
    '--site',
    'WWW.a.example',
  ];
  const sites = ['--site', 'b.example', '--not-site', 'c.example', '--document', id];
  await run(['research', 'q', ...limits, ...sites], api);
  await run(['stream', 'What does it say?', '--document', id], api);
  expect(api.submitted.map(({ body }) => body)).toMatchObject([
    {
      input_data: {
        query: 'q',
        documents: [id],
        search: {
          published_after: '2026-01-01',
          published_before: '2026-06-30',
          language: 'de',
          include_domains: ['a.example', 'b.example'],
          exclude_domains: ['c.example'],
        },
      },
    },
    { job_type: 'stream', input_data: { prompt: 'What does it say?', documents: [id] } },
  ]);
});

test.each([
  [['--after', 'yesterday'], '--after takes a day, such as 2026-01-31, not “yesterday”.'],
  [
    ['--after', '2026-02-01', '--before', '2026-01-01'],
    '--before takes a day, such as 2026-01-31, and none before --after, not “2026-01-01”.',
  ],
  [['--language', 'German'], '--language takes a language, such as de or pt-BR, not “German”.'],
  [
    ['--site', 'a.example', '--not-site', 'https://b'],
    '--not-site takes a domain, such as example.org, 20 times at most, not “https://b”.',
  ],
])(
  'limits of the search that make no sense are refused before anything is asked: %o',
  async (args, words) => {
    const api = await serve({ script: whole });
    const { code, stderr } = await run(['research', 'q', ...args], api);
    expect(stderr).toContain(words);
    expect(code).not.toBe(0);
    expect(api.submitted).toEqual([]);
  },
);

test('a question of - is read from stdin', async () => {
  const api = await serve({ script: whole });
  await run(['research', '-'], api, { input: 'From a pipe?\n' });
  expect(api.submitted[0]?.body).toMatchObject({ input_data: { query: 'From a pipe?' } });
});

test('--json prints the job as one JSON document, --file writes the report', async () => {
  const api = await serve({ script: whole });
  const folder = makeFolder();
  const { stdout, code } = await run(['research', 'q', '--json', '--file', 'out.md'], api, { folder });
  expect(Job.parse(JSON.parse(stdout)).job_id).toBe(jobId);
  expect(readFileSync(path.join(folder, 'out.md'), 'utf8')).toContain('It streams text.[1](#cite-1)');
  expect(code).toBe(0);
});

test('a connection that breaks is resumed where it broke off, and nothing is doubled', async () => {
  const api = await serve({
    script: [...begin, 'cut', ...write.slice(0, 3), 'cut', ...write.slice(3), ...end],
  });
  const { code, stdout } = await run(['stream', 'p'], api);
  expect(api.streams).toEqual([0, begin.length, begin.length + 3]);
  expect(stdout.startsWith(markdown)).toBe(true);
  expect(stdout.slice(markdown.length)).toMatch(/^\n## Sources\n\n1\. <a id="cite-1"><\/a>.*\n$/);
  expect(code).toBe(0);
});

test('a text that starts again with other words is not doubled in a report, and told in a stream', async () => {
  const delta = (text: string): EventBody => ({ type: 'text-delta', text_id: 'report', delta: text });
  const script: Happening[] = [
    { type: 'text-start', text_id: 'report' },
    delta('It was cut'),
    { type: 'text-reset', text_id: 'report', reason: 'The writing was interrupted and starts again.' },
    delta('It is '),
    delta('whole.'),
    { type: 'text-end', text_id: 'report', text: 'It is whole.' },
    ...end,
  ];
  const api = await serve({ script });
  expect((await run(['research', 'q'], api)).stdout).toBe('It is whole.\n');
  const streamed = await run(['stream', 'p'], api);
  expect(streamed.stdout).toBe('It was cut\n\n---\n\nIt is whole.\n');
  expect(streamed.stderr).toContain('! The writing was interrupted and starts again.');
});

test('a text that starts again with the same words goes on seamlessly', async () => {
  const delta = (text: string): EventBody => ({ type: 'text-delta', text_id: 'report', delta: text });
  const script: Happening[] = [
    { type: 'text-start', text_id: 'report' },
    delta('It is who'),
    { type: 'text-reset', text_id: 'report', reason: 'Again.' },
    delta('It '),
    delta('is whole.'),
    { type: 'text-end', text_id: 'report', text: 'It is whole.' },
    ...end,
  ];
  const api = await serve({ script });
  expect((await run(['stream', 'p'], api)).stdout).toBe('It is whole.\n');
});

test('a job that failed ends with 1, says why, and writes no report', async () => {
  const error = {
    code: 'model_failed',
    message: 'The model is gone.',
    retryable: true,
    step: 'write',
    attempt: 4,
  };
  const script: Happening[] = [...begin, { type: 'job-failed', status: 'failed', progress: 0.1, error }];
  const api = await serve({ script, job: { status: 'failed', error } });
  const folder = makeFolder();
  const { code, stdout, stderr } = await run(['research', 'q', '--file', 'out.md'], api, { folder });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    'The job failed in the step write: The model is gone. Submitting it again may help.',
  );
  expect(() => readFileSync(path.join(folder, 'out.md'))).toThrow();
});

test('what the server refuses is said in its words: wrong input ends with 2, all else with 1', async () => {
  const detail = 'input_data.sources: there is no source "x"; there are: documents.';
  const refusing = await serve({ refuse: { status: 400, code: 'invalid_request', detail } });
  const refused = await run(['research', 'q', '--source', 'x'], refusing);
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: `${detail}\n` });
  const unknown = await run(['watch', '019a0000-0000-7000-8000-00000000ffff'], await serve());
  expect(unknown).toMatchObject({ code: 1, stderr: 'There is no job with this id.\n' });
});

test('wrong usage ends with 2 before anything is asked of the product', async () => {
  const api = await serve();
  const wrong = [
    [],
    ['nothing'],
    ['research'],
    ['research', 'q', '--nope'],
    ['research', 'q', '--preset', 'slow'],
    ['research', 'q', '--priority', '11'],
    ['research', 'q', '--file', '/there/is/no/such/folder.md'],
    ['judge'],
    ['judge', '--text-file', '/there/is/none'],
    ['watch', 'abc'],
    ['cancel'],
    ['list', '--limit', '0'],
    ['list', '--status', 'done'],
  ];
  const ends = await Promise.all(wrong.map((args) => run(args, api)));
  expect(ends.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
    wrong.map(() => ({ code: 2, stdout: '' })),
  );
  for (const { stderr } of ends) expect(stderr).toMatch(/--help/);
  expect(api.submitted).toEqual([]);
});

test('an address at which nothing answers ends with 1 and one sentence', async () => {
  const gone = await startTestApi();
  await gone.stop();
  for (const args of [['research', 'q'], ['list'], ['cancel', jobId]]) {
    const { code, stderr } = await run(args, gone);
    expect(code).toBe(1);
    expect(stderr).toBe(`Nothing answers at ${gone.url}: check INTENTUI_URL, or start the product there.\n`);
  }
});

test('watch tells an ended job, by the address of its page too', async () => {
  const api = await serve({ script: whole });
  const { code, stdout } = await run(['watch', `${api.url}/jobs/${jobId}`], api);
  expect(stdout).toContain('It streams text.');
  expect(code).toBe(0);
});

test('cancel cancels, and says so when the job had ended', async () => {
  const api = await serve();
  expect(await run(['cancel', jobId], api)).toMatchObject({
    code: 0,
    stderr: `Job ${jobId} is cancelled.\n`,
  });
});

test('list gives a pipe five fields a job', async () => {
  const { stdout, code } = await run(['list'], await serve());
  expect(stdout).toBe(`${jobId}\tcomplete\tresearch\t2026-01-01T00:00:00.000Z\tWhat does streamText do?\n`);
  expect(code).toBe(0);
});

test('list and cancel print JSON when asked', async () => {
  const api = await serve();
  const listed = await run(['list', '--json', '--status', 'complete'], api);
  expect(JobList.parse(JSON.parse(listed.stdout)).data).toHaveLength(1);
  const cancelled = await run(['cancel', jobId, '--json'], api);
  expect(Job.parse(JSON.parse(cancelled.stdout)).status).toBe('cancelled');
});

test('judge sends the files, and its verdict is what stdout gets', async () => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'text.md'), 'A claim.');
  writeFileSync(path.join(folder, 'source.md'), 'The evidence.');
  const api = await serve({ script: end, job: { job_type: 'judge' } });
  const args = ['judge', '--text-file', 'text.md', '--source-file', 'source.md'];
  const { stdout, code } = await run(args, api, { folder });
  expect(api.submitted[0]?.body).toMatchObject({
    job_type: 'judge',
    input_data: { text: 'A claim.', sources: [{ title: 'source.md', text: 'The evidence.' }] },
  });
  expect(stdout).toContain(
    'Verdict 1.00 of 1, judged by test\n  relevance     1.00   All of it stands there.\n',
  );
  expect(code).toBe(0);
});

const aVerdict = {
  ...verdictOf(end),
  claims: [aClaim('A cat sat.', 'supported'), aClaim('It flew.', 'contradicted')],
};

test('judge shows each claim with its verdict and the reason, and tells what it could not see', async () => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'text.md'), 'A cat sat. It flew.');
  const result = { verdict: aVerdict, report: null, comparison: null, limits: ['No question was given.'] };
  const api = await serve({ script: end, job: { job_type: 'judge', result } });
  const args = [
    'judge',
    '--text-file',
    'text.md',
    '--source-url',
    'https://example.com/',
    '--question',
    'Who?',
  ];
  const { stdout, stderr } = await run(args, api, { folder });
  expect(api.submitted[0]?.body).toMatchObject({
    input_data: { text: 'A cat sat. It flew.', question: 'Who?', sources: [{ url: 'https://example.com/' }] },
  });
  expect(stdout).toContain('\n  supported     A cat sat. (because)\n  contradicted  It flew. (because)\n');
  expect(stderr).toContain('! No question was given.');
});

test('judge compares two texts and says which is better', async () => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'a.md'), 'One.');
  const preference = { winner: 'b', reason: 'It says more.' };
  const report = { markdown: 'One.', sentences: [], citations: [], nothing_found: false };
  const result = {
    verdict: null,
    report: null,
    comparison: {
      ...preference,
      criteria: {
        relevance: preference,
        correctness: { ...preference, winner: 'tie' },
        completeness: preference,
      },
      rounds: [
        { ...preference, first: 'a' },
        { ...preference, first: 'b' },
      ],
      texts: { a: { report, verdict: null }, b: { report, verdict: aVerdict } },
      compared_by: 'a-model',
    },
    limits: [],
  };
  const api = await serve({ script: end.slice(1), job: { job_type: 'judge', result } });
  const args = ['judge', '--text-file', 'a.md', '--other-file', '-', '--file', 'out.txt'];
  const { stdout } = await run(args, api, { folder, input: 'Two.' });
  expect(api.submitted[0]?.body).toMatchObject({ input_data: { text_a: 'One.', text_b: 'Two.' } });
  expect(stdout).toContain('Better: the second text, compared by a-model\n  why           It says more.\n');
  expect(stdout).toContain('  correctness   neither: It says more.\n');
  expect(stdout).toContain('\nOf the second text:\nVerdict 1.00 of 1');
  expect(readFileSync(path.join(folder, 'out.txt'), 'utf8')).toBe(stdout);
});

test('stream says when the model stopped at its limit', async () => {
  const result = { text: markdown, model: 'a-model', finish_reason: 'length', report: null, partial: null };
  const api = await serve({ script: [...begin, ...write, ...end], job: { job_type: 'stream', result } });
  const { stderr } = await run(['stream', 'p'], api);
  expect(stderr).toContain('! The model stopped at its limit; the text is incomplete.');
  expect(stderr).toContain('Model    a-model');
});

test('doctor names what is not well and what to do, and ends with 1', async () => {
  const api = await serve();
  const { stdout, code } = await run(['doctor'], api);
  expect(stdout).toContain(
    '12 of 14 files can be searched; 2 are not read: 2 of a kind that is not read, in handbook',
  );
  expect(stdout).toContain('✓ Engine     embedded');
  expect(stdout).toContain('✓ Sources    1 of 1 are on\n             documents  on, not asked yet\n');
  expect(stdout).toMatch(/✗ Dashboard .*\n +→ /);
  expect(code).toBe(1);
});

test('help explains every command within 80 columns', async () => {
  const api = await serve();
  for (const args of [['--help'], ...commands.map(({ name }) => [name, '--help'])]) {
    const { stdout, code } = await run(args, api);
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }
});
