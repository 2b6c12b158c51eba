import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { createThinkingStripper } from './strip-thinking.ts';

const cases: [string, string, string][] = [
  ['a text without thinking', 'Just text, a < b and <thin> too.', 'Just text, a < b and <thin> too.'],
  ['a text that begins and ends with blanks', ' \n Yes.\n ', ' \n Yes.\n '],
  ['nothing but blanks', ' \n', ' \n'],
  ['thinking at the start', '<think>Let me see.\n\n</think>\n\nThe answer.', 'The answer.'],
  ['thinking behind blanks', '\n <think>x</think> Yes.', 'Yes.'],
  ['empty thinking', '<think></think>Yes.', 'Yes.'],
  ['thinking twice at the start', '<think>a</think>\n<think>b</think>\n Yes.', 'Yes.'],
  ['thinking whose end stands in it', '<think>a</think>b</think>c', 'b</think>c'],
  ['two blocks', '<think>a</think>One. <think>b</think>Two.', 'One. Two.'],
  ['thinking that is never closed', '<think>And so on', ''],
  ['a tag in mid-text that is never closed', 'The tag <think> opens it.', 'The tag <think> opens it.'],
  ['tags in backticks', 'Use `<think>` and `</think>`.', 'Use `<think>` and `</think>`.'],
  ['a name in quotation marks', "tagName: '<think>' is it.", "tagName: '<think>' is it."],
  ['a text that ends like a tag', 'a <thi', 'a <thi'],
  ['a block within words', 'a<think>x</think>b', 'ab'],
  ['another tag at the start', '<thinking>x</thinking>\nYes.', 'Yes.'],
  ['square brackets', '[THINK]x[/THINK]Yes [q1].', 'Yes [q1].'],
  ['signs of its own', '◁think▷x◁/think▷Yes.', 'Yes.'],
  [
    'channels',
    '<|channel|>analysis<|message|>x<|end|><|start|>assistant<|channel|>final<|message|>Yes.',
    'Yes.',
  ],
  ['other tags in mid-text', 'A <thinking> b </thinking> c', 'A <thinking> b </thinking> c'],
  [
    'tags in a code block',
    'Templates:\n\n```\n<think>\n</think>\n```\n\nSo.',
    'Templates:\n\n```\n<think>\n</think>\n```\n\nSo.',
  ],
];

test.each(cases)('%s comes out right in whatever pieces it comes', (_what, text, expected) => {
  for (let size = 1; size <= text.length; size += 1) {
    const stripper = createThinkingStripper();
    let out = '';
    for (let at = 0; at < text.length; at += size) out += stripper.push(text.slice(at, at + size));
    expect(out + stripper.end(), `pieces of ${size}`).toBe(expected);
  }
});

test('text that is certain is not held back', () => {
  const stripper = createThinkingStripper();
  expect(stripper.push('<think>x</think>One ')).toBe('One ');
  expect(stripper.push('two <')).toBe('two ');
  expect(stripper.push('b')).toBe('<b');
});

const lone: [string, string, string, boolean][] = [
  ['the answer behind a lone closing tag', 'So, let me see.\n</think>\n\nYes.', 'Yes.', true],
  ['a lone closing tag at the start', '</think>\n\nYes.', 'Yes.', true],
  ['a text about tags', 'It ends with `</think>`, so.', 'It ends with `</think>`, so.', false],
  ['a text about tags behind its thinking', 'Hm `</think>`?\n</think>\nIt ends it.', 'It ends it.', true],
  ['a text without thinking', 'Just text.', 'Just text.', false],
  ['a whole block', '<think>x</think>Yes.', 'Yes.', false],
  ['a block in mid-text', 'Well <think>x</think>yes.', 'Well yes.', false],
];

test.each(lone)(
  '%s is what a stripper that holds answers, and it tells of the lone tag',
  (_what, text, expected, told) => {
    for (let size = 1; size <= text.length; size += 1) {
      const heard: boolean[] = [];
      const stripper = createThinkingStripper({ holds: true, onLoneClosing: () => heard.push(true) });
      let out = '';
      for (let at = 0; at < text.length; at += size) out += stripper.push(text.slice(at, at + size));
      expect([out + stripper.end(), heard.length > 0], `pieces of ${size}`).toEqual([expected, told]);
    }
  },
);

test('without holding, a lone closing tag is told of as soon as it has come, and stays', () => {
  const heard: boolean[] = [];
  const stripper = createThinkingStripper({ onLoneClosing: () => heard.push(true) });
  expect(stripper.push('So, let me see.\n</thi')).toBe('So, let me see.\n');
  expect(heard).toHaveLength(0);
  expect(stripper.push('nk>Yes.')).toBe('</think>Yes.');
  expect(heard).toHaveLength(1);
});

test('a long thinking costs time in proportion to its length', () => {
  const stopwatch = startStopwatch();
  for (const opening of ['<think>', '']) {
    const stripper = createThinkingStripper({ holds: true });
    stripper.push(opening);
    for (let piece = 0; piece < 50_000; piece += 1) stripper.push('and so on, ');
    expect(stripper.push('</think>Yes.') + stripper.end()).toBe('Yes.');
  }
  expect(stopwatch.ms()).toBeLessThan(5_000);
});
