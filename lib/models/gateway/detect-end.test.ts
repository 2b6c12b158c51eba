import { expect, test } from 'vitest';
import { createEndDetector } from './detect-end.ts';

const event = (finish: string | null, content = 'x') =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

test.each([
  ['words alone', event(null), 'open'],
  ['words about a finish_reason', event(null, '"finish_reason":"stop"'), 'open'],
  ['the reason why it stopped', event(null) + event('stop'), 'finished'],
  ['the reason and the end', `${event('length')}data: [DONE]\n\n`, 'done'],
  [
    'lines that end as Windows ends them',
    `${event('stop')}data: [DONE]\n\n`.replaceAll('\n', '\r\n'),
    'done',
  ],
  ['an end without a reason', `${event(null)}data: [DONE]\n\n`, 'open'],
  ['a reason in a line that is cut off', event('stop').slice(0, -4), 'open'],
])('a stream of %s is read right byte by byte', (_what, text, state) => {
  const end = createEndDetector();
  for (const byte of new TextEncoder().encode(text)) end.push(Uint8Array.of(byte));
  expect(end.state()).toBe(state);
});
