import { expect, test } from 'vitest';
import type { EventBody, JobEvent } from '#lib/schema/event.ts';
import { emptyLog, reduceEvents } from './reduce-events.ts';

const claim = (sentence: number, verdict: 'supported' | 'partly') => ({
  text: `Claim ${sentence}.`,
  sentence,
  quotes: [1],
  verdict,
  reason: 'As the quote says.',
});
const score = { score: 1, reason: '' };

const bodies: EventBody[] = [
  { type: 'job-created', status: 'pending', progress: 0, job_type: 'research' },
  { type: 'job-started', status: 'in_progress', progress: 0 },
  { type: 'job-progress', status: 'in_progress', progress: 0.1, phase: 'decompose' },
  { type: 'plan-created', plan: { sub_questions: [{ question: 'A?', queries: ['a'], expects: '' }] } },
  { type: 'step-started', step: 'gather:1:1:documents', phase: 'gather', label: 'Search' },
  { type: 'search-started', step: 'gather:1:1:documents', source_id: 'documents', query: 'a' },
  { type: 'search-end', step: 'gather:1:1:documents', source_id: 'documents', query: 'a', hits: 2 },
  { type: 'source-found', id: '1', source_id: 'documents', url: 'doc://a', title: 'A' },
  { type: 'source-read', id: '1', url: 'doc://a', title: 'A, read', snapshot_id: 's', characters: 9 },
  { type: 'source-failed', source_id: 'documents', url: 'doc://b', reason: 'gone' },
  { type: 'source-failed', source_id: 'web', url: null, reason: 'no answer' },
  { type: 'step-end', step: 'gather:1:1:documents', phase: 'gather', duration_ms: 5 },
  { type: 'job-progress', status: 'in_progress', progress: 0.7, phase: 'synthesize' },
  { type: 'text-start', text_id: 'report', model: 'built-in' },
  { type: 'text-delta', text_id: 'report', delta: 'A torn beg' },
  { type: 'text-reset', text_id: 'report', reason: 'again' },
  { type: 'text-delta', text_id: 'report', delta: 'Claim 0.' },
  { type: 'text-delta', text_id: 'report', delta: ' Claim 1.' },
  { type: 'text-end', text_id: 'report', text: 'Claim 0. Claim 1.' },
  { type: 'citation-added', number: 2, source_id: 'documents', url: 'doc://b', title: 'B' },
  { type: 'citation-added', number: 1, source_id: 'documents', url: 'doc://a', title: 'A' },
  { type: 'claim-checked', claim: claim(0, 'supported') },
  { type: 'claim-checked', claim: claim(1, 'partly') },
  {
    type: 'verdict',
    verdict: {
      relevance: score,
      correctness: score,
      completeness: score,
      overall: 1,
      claims: [claim(0, 'supported'), claim(1, 'supported')],
      judged_by: 'built-in',
      accuracy: null,
    },
  },
  { type: 'job-complete', status: 'complete', progress: 1 },
];
const events: JobEvent[] = bodies.map((body, index) => ({
  ...body,
  seq: index + 1,
  job_id: 'job',
  attempt: 1,
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
}));
const whole = reduceEvents(emptyLog, events);

test('the events of a job say all that its page shows', () => {
  expect(whole).toMatchObject({
    lastSeq: events.length,
    status: 'complete',
    progress: 1,
    phases: ['decompose', 'gather', 'synthesize'],
    searches: 1,
    drafts: 1,
    text: { text: 'Claim 0. Claim 1.', done: true },
    startedAt: '2026-01-01T00:00:01.000Z',
    endedAt: '2026-01-01T00:00:24.000Z',
    error: null,
  });
  expect(whole.sources).toEqual([
    { url: 'doc://a', title: 'A, read', sourceId: 'documents', state: 'read', reason: null },
    { url: 'doc://b', title: 'doc://b', sourceId: 'documents', state: 'failed', reason: 'gone' },
  ]);
  expect(whole.citations.map(({ number }) => number)).toEqual([1, 2]);
  expect(whole.claims.map(({ verdict }) => verdict)).toEqual(['supported', 'supported']);
  expect(whole.steps['gather:1:1:documents']).toMatchObject({ state: 'done', label: 'Search' });
});

test('the same events in any split give the same log', () => {
  for (let cut = 0; cut <= events.length; cut += 1) {
    const first = reduceEvents(emptyLog, events.slice(0, cut));
    expect(reduceEvents(first, events.slice(cut))).toEqual(whole);
  }
});

test('a replay from the start changes nothing', () => {
  expect(reduceEvents(whole, events)).toEqual(whole);
  const half = reduceEvents(emptyLog, events.slice(0, 17));
  expect(reduceEvents(half, events.slice(0, 17)).text?.text).toBe('Claim 0.');
});

test('after a gap nothing is taken until the missing event has come', () => {
  const torn = reduceEvents(emptyLog, [...events.slice(0, 16), ...events.slice(17)]);
  expect(torn.lastSeq).toBe(16);
  expect(torn.text?.text).toBe('');
  expect(reduceEvents(torn, events.slice(16))).toEqual(whole);
});

test('a text that starts again leaves nothing of its first try', () => {
  const reset = reduceEvents(emptyLog, events.slice(0, 16));
  expect(reset.text).toEqual({ id: 'report', text: '', done: false, model: 'built-in' });
  const again = reduceEvents(reset, [at(17, { type: 'text-start', text_id: 'report' })]);
  expect(again.drafts).toBe(1);
  expect(reduceEvents(again, [at(18, { type: 'text-start', text_id: 'second' })]).drafts).toBe(2);
});

test('the time that a job waits for somebody is not its own', () => {
  const moment = (seq: number, second: number, body: EventBody): JobEvent => ({
    ...at(seq, body),
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  });
  const plan = { sub_questions: [{ question: 'B?', queries: ['b'], expects: '' }] };
  const waiting = reduceEvents(reduceEvents(emptyLog, events.slice(0, 4)), [
    moment(5, 10, { type: 'job-waiting', status: 'waiting', progress: 0.1 }),
  ]);
  expect(waiting).toMatchObject({ status: 'waiting', waitingSince: '2026-01-01T00:00:10.000Z', waitedMs: 0 });
  const approved = reduceEvents(waiting, [moment(6, 40, { type: 'plan-approved', plan })]);
  expect(approved).toMatchObject({ status: 'in_progress', waitingSince: null, waitedMs: 30_000, plan });
  const left = reduceEvents(waiting, [
    moment(6, 25, { type: 'job-cancelled', status: 'cancelled', progress: 0.1 }),
  ]);
  expect(left).toMatchObject({ status: 'cancelled', waitingSince: null, waitedMs: 15_000 });
});

test('a late word from an earlier phase does not turn the page back', () => {
  const writing = reduceEvents(emptyLog, events.slice(0, 13));
  const late = at(14, { type: 'step-started', step: 'gather:2:1:x', phase: 'gather', label: 'Search' });
  expect(reduceEvents(writing, [late]).phase).toBe('synthesize');
});

test('progress never falls, and a failure keeps what was known', () => {
  const error = { code: 'model_failed', message: 'no', retryable: true, step: 'synthesize', attempt: 4 };
  const failed = reduceEvents(reduceEvents(emptyLog, events.slice(0, 13)), [
    at(14, { type: 'step-failed', step: 'synthesize', phase: 'synthesize', error }),
    at(15, { type: 'job-failed', status: 'failed', progress: 0, error }),
  ]);
  expect(failed).toMatchObject({ status: 'failed', progress: 0.7, error, endedAt: expect.any(String) });
  expect(failed.sources).toHaveLength(2);
});

function at(seq: number, body: EventBody): JobEvent {
  return { ...body, seq, job_id: 'job', attempt: 1, at: '2026-01-01T00:01:00.000Z' };
}
