import { expect, test } from 'vitest';
import type { Turn } from '#lib/schema/conversation.ts';
import { aboutMessageId, addTurn, mergeTurns, writtenTurns } from './turns.ts';

const turn = (id: string): Turn => ({ message_id: id, text: id, mode: 'answer', created_at: '', job: null });
const ids = (turns: Turn[]) => turns.map(({ message_id: id }) => id);

test('what another tab asked comes in its place, and what was taken since is not lost', () => {
  expect(ids(mergeTurns([turn('1'), turn('3')], [turn('1'), turn('2')]))).toEqual(['1', '2', '3']);
});

test('a turn stands once, however often the server tells of it', () => {
  expect(ids(addTurn([turn('1')], turn('2')))).toEqual(['1', '2']);
  expect(ids(addTurn([turn('1'), turn('2')], turn('2')))).toEqual(['1', '2']);
});

test('the question of a job that a conversation is about was not written in it', () => {
  expect(ids(writtenTurns([turn(aboutMessageId('j')), turn('1')]))).toEqual(['1']);
});
