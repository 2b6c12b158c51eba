import { expect, test } from 'vitest';
import { createChatEventReader, readWholeAnswer } from './chat-events.ts';

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
  const events = summarise(written + reader.end());
  const failure = reader.failure();
  return { state, events: failure ? [...events, `error ${failure.message}`] : events };
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
  ['words and an end without a reason', line(piece('a')) + done, 'done', ['a', 'finish stop', '[DONE]']],
  ['words that just end', line(piece('a')), 'open', ['a']],
  [
    'an empty reason at the end alone',
    line(piece('a')) + line(piece('', '')),
    'open',
    ['a', '', 'finish stop', '[DONE]'],
  ],
  ['an empty reason everywhere', line(piece('a', '')) + line(piece('b', '')), 'open', ['a', 'b']],
  [
    'a reason in words of its own',
    line(piece('a', 'MAX_TOKENS')),
    'finished',
    ['a', 'finish length', '[DONE]'],
  ],
  [
    'the whole message once more',
    line(piece('a')) + line({ choices: [{ message: { content: 'a' }, finish_reason: 'stop' }] }),
    'finished',
    ['a', 'unreadable', 'finish stop', '[DONE]'],
  ],
  [
    'pieces of which one is thinking',
    line(
      piece([
        { type: 'thinking', thinking: 'x' },
        { type: 'text', text: 'a' },
      ] as never),
    ),
    'open',
    ['a'],
  ],
  [
    'an event over several lines',
    `data: {"choices":\ndata: [{"delta": {"content": "a"}}]}\n\n`,
    'open',
    ['a'],
  ],
  [
    'no blank line between events',
    (line(piece('a')) + line(piece('b', 'stop')) + done).replaceAll('\n\n', '\n'),
    'open',
    ['a', 'b', 'finish stop', '[DONE]'],
  ],
  ['no blank behind the colon', line(piece('a')).replace('data: ', 'data:'), 'open', ['a']],
  ['an error event', `event: error\ndata: {"message": "no memory"}\n\n`, 'open', ['error no memory']],
  ['an error as a field', 'error: {"code": 500, "message": "no memory"}\n\n', 'open', ['error no memory']],
  [
    'an error as bare JSON',
    `${line(piece('a'))}{"error": {"message": "no memory"}}\n\n`,
    'open',
    ['a', 'error no memory'],
  ],
  ["an error in FastAPI's form", line({ detail: [{ msg: 'no memory' }] }), 'open', ['error no memory']],
  [
    'an error behind the reason',
    line(piece('a', 'stop')) + line({ error: 'x' }) + done,
    'done',
    ['a', 'finish stop', '[DONE]'],
  ],
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
  const read = readWholeAnswer(JSON.stringify(whole, null, 2));
  expect(summarise(read?.events ?? '')).toEqual(['All.', 'finish stop', '[DONE]']);
  expect(readWholeAnswer('{"error": {"message": "no"}}')?.failure?.message).toBe('no');
  expect(readWholeAnswer('<html></html>')).toBeUndefined();
  expect(readWholeAnswer('{"status": "ok"}')).toBeUndefined();
});
