import { expect, test } from 'vitest';
import { StreamInput } from './schema.ts';

const user = { role: 'user', content: 'Hello?' };
const faults = (input: unknown) =>
  StreamInput.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test('takes a prompt or a chat as it is, and the same again', () => {
  for (const input of [
    { prompt: '  Hello? ' },
    { messages: [{ role: 'system', content: 'Brief.' }, user], instructions: 'Be kind.' },
  ]) {
    const parsed = StreamInput.parse(input);
    expect(parsed).toEqual(input);
    expect(StreamInput.parse(parsed)).toEqual(parsed);
  }
});

test.each([
  ['neither', {}, /^prompt: Give prompt or messages\.$/],
  ['both', { prompt: 'a', messages: [user] }, /not both/],
  ['blanks', { prompt: ' \n' }, /prompt: Write something/],
  ['no messages', { messages: [] }, /messages: /],
  [
    'a chat that ends with the assistant',
    { messages: [user, { role: 'assistant', content: 'Hi' }] },
    /last message/,
  ],
  ['an unknown role', { messages: [{ role: 'tool', content: 'a' }] }, /messages\.0\.role/],
  ['an unknown field', { prompt: 'a', model: 'b' }, /model/],
  ['more than 60 KiB of two-byte letters', { prompt: 'é'.repeat(31_000) }, /prompt: At most 61,440 bytes/],
  [
    'a chat of more than 60 KiB',
    { messages: Array.from({ length: 13 }, () => ({ ...user, content: 'a'.repeat(5_000) })) },
    /messages: At most/,
  ],
])('refuses %s and says which field', (_, input, fault) => {
  expect(faults(input)?.join('; ')).toMatch(fault);
});
