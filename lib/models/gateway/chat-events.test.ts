import { expect, test } from 'vitest';
import { createChatEventReader, toChatEvents } from './chat-events.ts';

const piece = (content: string, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason }],
});
const line = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const done = line('[DONE]');

/** Reads a text byte by byte; answers what each event written says, in short. */
function read(text: string) {
  const reader = createChatEventReader();
  let written = '';
  for (const byte of new TextEncoder().encode(text)) written += reader.push(Uint8Array.of(byte));
  const state = reader.state();
  return { state, events: summarise(written + reader.end()) };
}

function summarise(events: string): string[] {
  return events
    .split('\n\n')
    .filter(Boolean)
    .map((event) => {
      const data = event.slice('data: '.length);
      if (data === '[DONE]') return data;
      const { choices, usage, error } = JSON.parse(data);
      const { delta, finish_reason } = choices?.[0] ?? {};
      if (error) return `error ${error.message}`;
      if (finish_reason) return `finish ${finish_reason}`;
      return (
        delta?.content ?? (usage ? `tokens ${usage.prompt_tokens} ${usage.completion_tokens}` : 'unreadable')
      );
    });
}

const usage = { usage: { prompt_tokens: 7, completion_tokens: 2 } };

test.each<[string, string, string, string[]]>([
  ['words alone', line(piece('Grüße')), 'open', ['Grüße']],
  ['words about a reason', line(piece('"finish_reason":"stop"')), 'open', ['"finish_reason":"stop"']],
  ['a reason', line(piece('a')) + line(piece('b', 'stop')), 'finished', ['a', 'b', 'finish stop', '[DONE]']],
  [
    'a reason, then tokens in an event of their own kind',
    line(piece('a', 'length')) + line(usage) + done,
    'done',
    ['a', 'tokens 7 2', 'finish length', '[DONE]'],
  ],
  [
    'a reason, then rubbish',
    line(piece('a', 'stop')) + line('{') + done,
    'done',
    ['a', 'unreadable', 'finish stop', '[DONE]'],
  ],
  [
    'words behind the end',
    line(piece('a', 'stop')) + done + line(piece('b')) + done,
    'done',
    ['a', 'finish stop', '[DONE]'],
  ],
  ['words and an end without a reason', line(piece('a')) + done, 'open', ['a']],
  [
    'a line that is cut off',
    line(piece('a')) + line(piece('b', 'stop')).slice(0, -4),
    'open',
    ['a', 'unreadable'],
  ],
  ['a last line that lacks its end', line(piece('a', 'stop')).trim(), 'open', ['a', 'finish stop', '[DONE]']],
  ['comments and other fields', `: wait\n\nevent: x\nid: 1\n${line(piece('a'))}`, 'open', ['a']],
  ['an error that is only words', line({ error: 'no memory' }), 'open', ['error no memory']],
  ['a role that nobody knows', line({ choices: [{ delta: { role: 'bot', content: 'a' } }] }), 'open', ['a']],
  [
    'something else',
    line({ status: 'queued' }) + line('7') + line('null'),
    'open',
    ['unreadable', 'unreadable', 'unreadable'],
  ],
])('a stream of %s is read right', (_what, text, state, events) => {
  expect(read(text)).toEqual({ state, events });
  expect(read(text.replaceAll('\n', '\r\n'))).toEqual({ state, events });
});

test('a whole answer reads like a stream, and what is none is not read', () => {
  const whole = {
    choices: [{ message: { role: 'assistant', content: 'All.' }, finish_reason: 'stop' }],
    ...usage,
  };
  expect(summarise(toChatEvents(JSON.stringify(whole)) ?? '')).toEqual(['All.', 'finish stop', '[DONE]']);
  expect(toChatEvents('<html></html>')).toBeUndefined();
  expect(toChatEvents('{"status": "ok"}')).toBeUndefined();
});
