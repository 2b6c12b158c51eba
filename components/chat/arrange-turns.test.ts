import { expect, test } from 'vitest';
import type { Turn } from '#lib/schema/conversation.ts';
import type { Job, JobStatus } from '#lib/schema/job.ts';
import { arrangeTurns, isAnswering, isErased, missingAnswers, unsentOf } from './arrange-turns.ts';
import { type Message, messageOf, wordsOf } from './message.ts';

const turn = (n: number, job: { status: JobStatus } | null = { status: 'complete' }): Turn => ({
  message_id: `m${n}`,
  text: `Question ${n}`,
  mode: 'research',
  created_at: '2026-11-24T08:00:00.000Z',
  job: job && ({ job_id: `j${n}`, status: job.status } as Job),
});
const answer = (n: number, status: JobStatus = 'complete'): Message => ({
  id: `j${n}`,
  role: 'assistant',
  parts: [
    {
      type: 'data-job',
      id: 'job',
      data: {
        job_id: `j${n}`,
        job_type: 'research',
        status,
        phase: null,
        progress: 0,
        started_at: null,
        ended_at: null,
        usage: null,
        error: null,
        model: null,
      },
    },
  ],
});
const ids = (messages: Message[]) => messages.map(({ id }) => id);

test('each question is followed by its answer; one that is not known yet is left out', () => {
  const messages = arrangeTurns([turn(1), turn(2, { status: 'in_progress' })], { answers: [answer(1)] });
  expect(ids(messages)).toEqual(['m1', 'j1', 'm2']);
  expect(messages.map(wordsOf)).toEqual(['Question 1', '', 'Question 2']);
  expect(isAnswering(messages)).toBe(true);
});

test('an erased job leaves a place that waits for nothing', () => {
  const messages = arrangeTurns([turn(1, null)], {});
  expect(messages.map(isErased)).toEqual([false, true]);
  expect(isAnswering(messages)).toBe(false);
});

test('a message that is on its way stays behind the turns, and is not doubled once it has arrived', () => {
  const sent = messageOf('Question 2', { id: 'm2', mode: 'research' });
  const before = [messageOf('Question 1', { id: 'm1', mode: 'research' }), answer(1), sent];
  expect(ids(arrangeTurns([turn(1)], { messages: before }))).toEqual(['m1', 'j1', 'm2']);
  expect(unsentOf([turn(1)], before)).toEqual([sent]);
  expect(ids(arrangeTurns([turn(1), turn(2)], { messages: before }))).toEqual(['m1', 'j1', 'm2']);
  expect(unsentOf([turn(1), turn(2)], before)).toEqual([]);
});

test('the question of a job that a conversation is about is no message on its way', () => {
  const about = messageOf('Question 1', { id: 'about-j1' });
  expect(unsentOf([], [about, answer(1)])).toEqual([]);
});

test('a conversation that has not arrived keeps the job that it is about', () => {
  const about = messageOf('Question 1', { id: 'job:j1' });
  const messages = [about, answer(1), messageOf('And?', { id: 'm2', mode: 'answer' })];
  expect(arrangeTurns([], { messages })).toEqual(messages);
});

test('answers are missing where a job has ended that is not known to its end', () => {
  const turns = [turn(1), turn(2), turn(3, { status: 'in_progress' }), turn(4, null)];
  expect(missingAnswers(turns, [answer(1), answer(2, 'in_progress')])).toEqual(['j2']);
});

test('a conversation without any message is not answered', () => {
  expect(isAnswering([])).toBe(false);
});
