import { expect, test } from 'vitest';
import { type Message, messageOf } from './message.ts';
import { isSent, takenMessages } from './taken-messages.ts';

const about = messageOf('Question of a job', { id: 'job:j0' });
const question = messageOf('Question', { id: 'm1', mode: 'research' });
const answer: Message = { id: 'j0', role: 'assistant', parts: [] };

test('the question of a job that a conversation is about was not sent in it', () => {
  expect([about, answer, question].filter(isSent)).toEqual([question]);
  expect(takenMessages([about, answer])).toEqual([]);
});

test('a message has arrived once something follows it that answers', () => {
  expect(takenMessages([about, answer, question])).toEqual([]);
  expect(takenMessages([about, answer, question, { ...answer, id: 'j1' }])).toEqual([question]);
});
