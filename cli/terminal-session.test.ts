import { afterEach, expect, test } from 'vitest';
import type { EventBody } from '#lib/schema/event.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import { runCli } from '#lib/testing/cli.ts';
import { jobId, startTestApi } from '#lib/testing/cli-api.ts';
import { begin, write } from '#lib/testing/cli-script.ts';
import { createTestTerminal } from '#lib/testing/terminal.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function session(args: string[], options: Parameters<typeof startTestApi>[0], columns = 80) {
  const api = await startTestApi(options);
  closers.push(() => api.stop());
  const terminal = createTestTerminal({ columns });
  const { code } = await runCli(args, { env: { INTENTUI_URL: api.url }, terminal });
  return { code, shown: terminal.shown().replaceAll(api.url, 'http://here') };
}

const claim = (text: string, verdict: Verdict['claims'][number]['verdict']) => ({
  text,
  verdict,
  sentence: 0,
  quotes: [1],
  reason: 'r',
});
const verdict: EventBody = {
  type: 'verdict',
  verdict: {
    relevance: { score: 1, reason: 'It answers the question.' },
    correctness: {
      score: 0.5,
      reason: 'One claim of two holds, and the other one says more than its page does.',
    },
    completeness: { score: 1, reason: 'Nothing is missing.' },
    overall: 0.83,
    claims: [claim('It streams text.', 'supported'), claim('It cooks.', 'contradicted')],
    judged_by: 'test',
    accuracy: null,
  },
};
const complete: EventBody = { type: 'job-complete', status: 'complete', progress: 1 };

test('a terminal of 80 columns shows the whole of a job: phases, report, sources, verdict, page', async () => {
  const { code, shown } = await session(['research', 'q'], {
    script: [...begin, ...write, verdict, complete],
  });
  expect(shown.replace(/\d+\.\d s$/gm, 'TIME')).toBe(
    [
      `Job      http://here/jobs/${jobId}`,
      '✓ Search  1 search  TIME',
      '',
      'It streams text.[1]',
      '',
      '    const a = 1;',
      '',
      '[1]',
      '',
      '✓ Write   7 words, 1 source  TIME',
      '',
      'Sources',
      ' 1. Stream [text]',
      '    doc://ai/a (1).mdx',
      '',
      'Verdict 0.83 of 1, judged by test',
      '  relevance     1.00   It answers the question.',
      '  correctness   0.50   One claim of two holds, and the other one says more than',
      '                       its page does.',
      '  completeness  1.00   Nothing is missing.',
      '  claims        1/2    supported by their quotes',
      '    contradicted       It cooks.',
      `Page     http://here/jobs/${jobId}`,
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('no line that the program words itself is wider than 80 columns', async () => {
  const { shown } = await session(['watch', jobId], { script: [...begin, ...write, verdict, complete] });
  expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a result that was stored has the last word on sources, and says why it is partial', async () => {
  const markdown = 'It streams text.[1](#cite-1)';
  const result = {
    plan: { sub_questions: [{ question: 'q', queries: ['q'], expects: '' }] },
    report: {
      markdown,
      sentences: [],
      citations: [
        { number: 1, source_id: 's', snapshot_id: 'x', url: 'https://example.com/', title: '', quotes: [1] },
      ],
      nothing_found: false,
    },
    verdict: verdict.verdict,
    partial: { reason: 'The time was over.' },
  };
  const script: EventBody[] = [
    { type: 'text-start', text_id: 'report', model: 'a-model' },
    { type: 'text-end', text_id: 'report', text: markdown },
    complete,
  ];
  const { shown } = await session(['research', 'q'], { script, job: { result } });
  expect(shown).toContain('Sources\n 1. https://example.com/\n');
  expect(shown).toContain('! The time was over.');
  expect(shown).toContain('Model    a-model');
});

test('a cancelled job is told as such and ends with 1', async () => {
  const script: EventBody[] = [...begin, { type: 'job-cancelled', status: 'cancelled', progress: 0.1 }];
  const { code, shown } = await session(['watch', jobId], { script, job: { status: 'cancelled' } });
  expect(shown).toMatch(/– Search {2}1 search.*\nThe job was cancelled\.\n/);
  expect(code).toBe(1);
});

test('the verdict of a judge job stands where its text would', async () => {
  const { shown } = await session(['watch', jobId], {
    script: [verdict, complete],
    job: { job_type: 'judge' },
  });
  expect(shown).toContain('\n\nVerdict 0.83 of 1, judged by test\n  relevance     1.00');
});

test('list gives a terminal one line a job that fits it', async () => {
  const long = { query: 'What is this long question about? '.repeat(5) };
  const { shown } = await session(['list'], { job: { input_data: long } }, 70);
  expect(shown).toMatch(new RegExp(`^${jobId} {2}complete {5}What is this.*…\\n$`));
  expect(shown.trimEnd().length).toBeLessThanOrEqual(70);
});
