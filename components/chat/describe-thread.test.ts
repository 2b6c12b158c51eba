import { expect, test } from 'vitest';
import { emptyLog, reduceEvents } from '#components/job-log/reduce-events.ts';
import { readRecorded } from '#lib/testing/recorded-log.ts';
import { describeThread } from './describe-thread.ts';

const stop = { isAsked: false };
const outgoing = { id: 'm', text: 'Why?', mode: 'research' as const };

function stateAfter(events: number): string {
  const { status, phase } = reduceEvents(emptyLog, readRecorded('research').slice(0, events));
  const seen = { isCut: false, cites: false, extent: 0 };
  const newest = { job_id: 'j', job_type: 'research' as const, status: status ?? 'pending', phase, ...seen };
  return describeThread({ outgoing: null, newest, state: 'answering', stop });
}

test('a conversation is told by what its job does, each state once', () => {
  const all = readRecorded('research').length;
  const told = Array.from({ length: all }, (_, index) => stateAfter(index + 1));
  const changes = told.filter((words, index) => words !== told[index - 1]);
  expect(changes).toContain('Searching.');
  expect(changes).toContain('Writing.');
  expect(changes.at(-1)).toBe('Complete.');
  expect(new Set(changes).size).toBe(changes.length);
});

test('what stands between a question and its answer is told before anything else', () => {
  const given = { outgoing, newest: undefined, stop };
  expect(describeThread({ ...given, state: 'answering' })).toBe('Sending.');
  expect(describeThread({ ...given, state: 'lost' })).toMatch(/^Connection lost, your message/);
  expect(describeThread({ ...given, outgoing: null, state: 'lost' })).toMatch(/^Connection lost, the job/);
  expect(describeThread({ ...given, state: 'refused' })).toMatch(/not taken/);
  expect(describeThread({ ...given, state: 'answering', stop: { isAsked: true } })).toBe('Stopping.');
  expect(describeThread({ ...given, outgoing: null, state: 'idle' })).toBe('');
});
