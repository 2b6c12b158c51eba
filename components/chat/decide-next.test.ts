import { expect, test } from 'vitest';
import type { Turn } from '#lib/schema/conversation.ts';
import type { Job, JobStatus } from '#lib/schema/job.ts';
import { decideNext } from './decide-next.ts';
import { type Message, messageOf } from './message.ts';

const turn = (n: number, status: JobStatus): Turn => ({
  message_id: `m${n}`,
  text: `Question ${n}`,
  mode: 'research',
  created_at: '2026-11-24T08:00:00.000Z',
  job: { job_id: `j${n}`, status } as Job,
});
const asked = (n: number) => messageOf(`Question ${n}`, { id: `m${n}`, mode: 'research' });
const answer = (n: number): Message => ({ id: `j${n}`, role: 'assistant', parts: [] });
const first = [turn(1, 'complete')];
const second = [asked(1), answer(1), asked(2)];
const usual = { hasBegun: true, isStopped: false };

test('a message that did not arrive is sent again', () => {
  expect(decideNext({ ...usual, turns: first, messages: second })).toBe('send');
  expect(decideNext({ turns: null, messages: [asked(1)], hasBegun: false, isStopped: false })).toBe('send');
});

test('a message that did not arrive and was stopped is taken back, and not sent', () => {
  expect(decideNext({ turns: first, messages: second, hasBegun: true, isStopped: true })).toBe('take_back');
  expect(decideNext({ turns: null, messages: [asked(1)], hasBegun: false, isStopped: true })).toBe(
    'take_back',
  );
});

test('one that was stopped but has arrived is read on, for its job to be cancelled', () => {
  const turns = [...first, turn(2, 'in_progress')];
  expect(decideNext({ turns, messages: second, hasBegun: true, isStopped: true })).toBe('read_on');
});

test('a conversation that was deleted is not begun anew by itself', () => {
  expect(decideNext({ ...usual, turns: null, messages: second })).toBe('tell_deleted');
});

test('an answer whose conversation was deleted is read from its job', () => {
  expect(decideNext({ ...usual, turns: null, messages: [asked(1), answer(1)] })).toBe('read_job');
});

test('where every answer has ended there is nothing to do', () => {
  expect(decideNext({ ...usual, turns: first, messages: [asked(1), answer(1)] })).toBe('nothing');
});
