import { expect, test } from 'vitest';
import { foldLog } from '#lib/log-stream/ui-message/fold-log.ts';
import { readRecorded } from '#lib/testing/recorded-log.ts';
import { describeThread } from './describe-thread.ts';
import { messageOf } from './message.ts';

const stop = { isAsked: false, fault: null, ask: () => {} };
const question = messageOf('Why?', { id: 'm', mode: 'research' });

async function stateAfter(events: number) {
  const answer = await foldLog(readRecorded('research').slice(0, events));
  if (!answer) throw new Error('The log is empty.');
  return describeThread({ messages: [question, answer], state: 'answering', stop });
}

test('a conversation is told by what its job does, each state once', async () => {
  const all = readRecorded('research').length;
  const told = await Promise.all(Array.from({ length: all }, (_, index) => stateAfter(index + 1)));
  const changes = told.filter((words, index) => words !== told[index - 1]);
  expect(changes).toContain('Searching.');
  expect(changes).toContain('Writing.');
  expect(changes.at(-1)).toBe('Complete.');
  expect(new Set(changes).size).toBe(changes.length);
});

test('what stands between a question and its answer is told before anything else', () => {
  const messages = [question];
  expect(describeThread({ messages, state: 'answering', stop })).toBe('Sending.');
  expect(describeThread({ messages, state: 'lost', stop })).toMatch(/^Connection lost/);
  expect(describeThread({ messages, state: 'refused', stop })).toMatch(/not taken/);
  expect(describeThread({ messages, state: 'answering', stop: { ...stop, isAsked: true } })).toBe(
    'Stopping.',
  );
  expect(describeThread({ messages: [], state: 'idle', stop })).toBe('');
});
