import { expect, test } from 'vitest';
import { countWords } from '#lib/schema/report.ts';
import { describeEvent } from './describe-event.ts';

const step = { step: 'gather:1:1:documents', phase: 'gather' };
const error = { code: 'source_failed', message: 'The source did not answer.' };

test('a step is called by its label', () => {
  const words = { labelOf: () => 'Search own documents' };
  expect(describeEvent({ type: 'step-failed', ...step, error }, words)?.text).toBe(
    '“Search own documents” failed: The source did not answer.',
  );
  expect(describeEvent({ type: 'step-retrying', ...step, error, delay_seconds: 2 }, words)?.text).toBe(
    '“Search own documents” is tried again in 2 seconds: The source did not answer.',
  );
});

test('the feed says who writes and what it has cost, where a model did', () => {
  const start = { type: 'text-start', text_id: 'answer', model: 'gateway/large' } as const;
  expect(describeEvent(start)?.lines).toEqual(['Written by gateway/large']);
  expect(describeEvent({ ...start, model: 'built-in' })?.lines).toEqual([
    'Built-in writer: quotes only, no model',
  ]);
  const usage = { input_tokens: 0, output_tokens: 0, searches: 1, pages: 1, cost_usd: 0 };
  expect(describeEvent({ type: 'usage', usage })).toBeNull();
  expect(describeEvent({ type: 'usage', usage: { ...usage, input_tokens: 5, cost_usd: null } })?.text).toBe(
    'Used 5 tokens in, 0 out · cost unknown',
  );
});

test('a job type has its own words', () => {
  const complete = { type: 'job-complete', status: 'complete', progress: 1 } as const;
  expect(describeEvent(complete, { jobType: 'judge' })?.text).toBe('The judgment is ready');
  const matching = { type: 'job-progress', status: 'in_progress', progress: 0.4, phase: 'extract' } as const;
  expect(describeEvent(matching, { jobType: 'judge' })?.text).toBe('Matching');
});

test('of a copy it is said of which page it is one', () => {
  const read = { type: 'source-read', id: '1', url: 'https://b.example/', title: 'B' } as const;
  const copy_of = { url: 'https://a.example/', title: 'A' };
  expect(describeEvent({ ...read, snapshot_id: '1', characters: 9, copy_of })?.lines).toEqual([
    'Says the same as “A”, so that it counts once.',
  ]);
});

test('pieces of text say nothing', () => {
  expect(describeEvent({ type: 'text-delta', text_id: 'report', delta: 'x' })).toBeNull();
});

test('words are counted without the citation marks', () => {
  expect(countWords('Use `streamText`.[1](#cite-1)[22](#cite-22) It’s over.')).toBe(4);
});
