import { afterEach, expect, test } from 'vitest';
import type { EventBody } from '#lib/schema/event.ts';
import { createTestTerminal } from '#lib/testing/terminal.ts';
import { createProgress } from './progress.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function follow(events: EventBody[], options: Parameters<typeof createTestTerminal>[0] = {}) {
  const terminal = createTestTerminal(options);
  const progress = createProgress({ screen: terminal.screen });
  closers.push(() => progress.stop());
  const start = Date.now();
  for (const [index, event] of events.entries()) {
    const at = new Date(start + index * 1000).toISOString();
    progress.event({ ...event, seq: index + 1, job_id: 'job', attempt: 1, at });
  }
  return { ...terminal, progress };
}

const step = 'gather:1:1:documents';
const phase = (name: string, progress: number): EventBody => ({
  type: 'job-progress',
  status: 'in_progress',
  progress,
  phase: name,
});
const sub = (question: string) => ({ question, queries: [question], expects: '' });
const running: EventBody[] = [
  { type: 'job-created', status: 'pending', progress: 0, job_type: 'research' },
  { type: 'job-started', status: 'in_progress', progress: 0 },
  phase('decompose', 0.02),
  { type: 'plan-created', plan: { sub_questions: [sub('What is A?'), sub('What is B?')] } },
  phase('gather', 0.1),
  { type: 'step-started', step, phase: 'gather', label: 'Search own documents' },
  { type: 'search-started', step, source_id: 'documents', query: 'A' },
  { type: 'search-end', step, source_id: 'documents', query: 'A', hits: 2 },
  { type: 'source-found', id: '1', source_id: 'documents', url: 'doc://a', title: 'Page \x1b[2JA' },
];

test('a terminal shows a line for each phase that is over and one for what is going on', () => {
  const { shown } = follow(running);
  expect(shown()).toBe(
    [
      '✓ Plan    2 sub-questions  2.0 s',
      '    1. What is A?',
      '    2. What is B?',
      '0:00 10 % Search · Reading “Page [2JA”',
    ].join('\n'),
  );
});

test('the line for what is going on fits the terminal and goes away at the end', () => {
  const long: EventBody = { type: 'step-progress', step, label: 'A long label '.repeat(20) };
  const { lastLine, progress } = follow([...running, long], { columns: 60 });
  expect(lastLine().length).toBeLessThan(60);
  expect(lastLine().endsWith('…')).toBe(true);
  progress.stop();
  expect(lastLine()).toBe('');
});

test('without a terminal each step is a plain line', () => {
  const { piped } = follow(running, { stdoutIsPipe: true, stderrIsPipe: true });
  expect(piped()).toContain('  Search own documents\n');
  expect(piped()).not.toContain('%');
});

test('failures, retries and warnings are told where they happen', () => {
  const problem = { code: 'source_failed', message: 'It was asked too often.' };
  const { shown } = follow(
    [
      ...running,
      { type: 'source-failed', source_id: 'web', url: 'https://example.com', reason: 'gone' },
      { type: 'source-failed', source_id: 'web', url: null, reason: 'no network' },
      { type: 'step-retrying', step, phase: 'gather', error: problem, delay_seconds: 3 },
      { type: 'step-failed', step, phase: 'gather', error: problem },
      { type: 'warning', message: 'Mind this.' },
      phase('extract', 0.6),
    ],
    { columns: 120 },
  );
  const lines = shown().split('\n');
  expect(lines).toContain('! The source web could not be asked: no network');
  expect(lines).toContain(`! The step ${step} is tried again in 3 seconds: It was asked too often.`);
  expect(lines).toContain(`✗ The step ${step} failed: It was asked too often.`);
  expect(lines).toContain('! Mind this.');
  expect(lines).toContainEqual(expect.stringMatching(/^✓ Search {2}1 search, 1 could not be read {2}/));
});

test('a note wider than the terminal is broken at its spaces', () => {
  const { shown } = follow([{ type: 'warning', message: 'One two three four five six seven' }], {
    columns: 20,
  });
  expect(shown().split('\n').slice(0, 2)).toEqual(['! One two three four', '  five six seven']);
});

test('a lost connection is told, and told again when it is back', () => {
  const { progress, piped } = follow(running, { stdoutIsPipe: true, stderrIsPipe: true });
  progress.connection({ state: 'reconnecting', retryInMs: 10 });
  progress.connection({ state: 'reconnecting', retryInMs: 10 });
  progress.connection({ state: 'live' });
  expect(piped().match(/Connection lost/g)).toHaveLength(1);
  expect(piped()).toContain('Connected again.\n');
});
