import { expect, test } from 'vitest';
import { foldLog } from '#lib/log-stream/ui-message/fold-log.ts';
import { readRecorded } from '#lib/testing/recorded-log.ts';
import { further, hasEnded } from './further.ts';
import type { Message } from './message.ts';

async function statesOf(name: 'research' | 'reset' | 'failed'): Promise<Message[]> {
  const events = readRecorded(name);
  const states: Message[] = [];
  for (let length = 1; length <= events.length; length += 1) {
    const message = await foldLog(events.slice(0, length));
    if (message) states.push(message);
  }
  return states;
}

test.each(['research', 'reset', 'failed'] as const)(
  'a replay is shown once it has caught up, and never takes away what was seen: %s',
  async (name) => {
    const states = await statesOf(name);
    const seen = states.at(-2);
    const shown = states.map((state) => further(seen, state));
    expect(shown.at(-1)).toBe(states.at(-1));
    expect(shown[0]).toBe(seen);
    const textOf = (message: Message | undefined) =>
      message?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    for (const state of shown.slice(0, -1)) expect(textOf(state)).toBe(textOf(seen));
  },
);

test.each(['research', 'reset', 'failed'] as const)(
  'while an answer grows, each state is shown as it comes: %s',
  async (name) => {
    const states = await statesOf(name);
    for (const [index, state] of states.entries()) expect(further(states[index - 1], state)).toBe(state);
  },
);

test('an answer has ended once its job has, whether it is complete or failed', async () => {
  for (const name of ['research', 'failed'] as const) {
    const states = await statesOf(name);
    expect(states.map(hasEnded).indexOf(true)).toBe(states.length - 1);
  }
});
